/* Suggestions while somebody types into a search form with data-suggestions: the ARIA combobox with a list box.
   Without this script the form is an ordinary form. Nothing is asked for less than two characters. */
(() => {
  "use strict";
  const SHORTEST = 2;
  const PAUSE = 180;

  const enhance = (form) => {
    const input = form.querySelector('input[type="search"]');
    const list = document.createElement("ul");
    const status = document.createElement("span");
    const known = new Map();
    let chosen = -1;
    let timer = 0;
    let asked = null;

    list.id = `${input.id}-suggestions`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.querySelector("label").textContent);
    status.className = "hide";
    status.setAttribute("role", "status");
    form.append(list, status);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const show = (html) => {
      list.innerHTML = html;
      [...list.children].forEach((option, place) => { option.id = `${list.id}-${place}`; });
      close();
      const some = list.children.length;
      list.hidden = !some;
      input.setAttribute("aria-expanded", String(some > 0));
      status.textContent = some ? form.dataset.some.replace("{count}", some) : form.dataset.none;
    };

    const choose = (place) => {
      const options = [...list.children];
      options.forEach((option, other) => option.setAttribute("aria-selected", String(other === place)));
      chosen = place;
      if (place < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", options[place].id);
      return options[place].scrollIntoView({ block: "nearest" });
    };

    const ask = async (question) => {
      asked?.abort();
      asked = new AbortController();
      try {
        if (!known.has(question)) {
          const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(question)}`, { signal: asked.signal });
          if (!answer.ok) return;
          known.set(question, await answer.text());
        }
        if (input.value.trim() === question && document.activeElement === input) show(known.get(question));
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      const question = input.value.trim();
      if ([...question].length < SHORTEST) { asked?.abort(); status.textContent = ""; return close(); }
      timer = setTimeout(() => ask(question), PAUSE);
    });

    input.addEventListener("keydown", (event) => {
      const last = list.children.length - 1;
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen >= last ? -1 : chosen + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? last : chosen - 1); }
      if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(list.children[chosen].dataset.url); }
      if (event.key === "Tab") close();
    });

    /* The press must not take the focus away before the click arrives. */
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) location.assign(option.dataset.url);
    });
    input.addEventListener("blur", close);
  };

  document.querySelectorAll("form[data-suggestions]").forEach(enhance);
})();
