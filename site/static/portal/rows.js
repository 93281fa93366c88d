/* Lists of a step: a row is added and deleted in place, the text and the focus stay. Without this script the
   same buttons save the step and show it again. */
(() => {
  "use strict";
  const renumbered = (text, prefix, number) => text.replace(new RegExp(`${prefix}-(?:\\d+|__prefix__)-`, "g"), `${prefix}-${number}-`);

  const start = (list) => {
    const prefix = list.dataset.rows;
    const form = list.closest("form");
    const template = list.querySelector("template");
    const add = list.querySelector("[data-add]");
    const total = form.elements[`${prefix}-TOTAL_FORMS`];
    const rows = () => [...list.querySelectorAll(":scope > [data-row]")];

    const number = () => {
      rows().forEach((row, index) => {
        for (const one of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
          for (const name of ["name", "id", "for", "aria-describedby"]) {
            if (one.hasAttribute(name)) one.setAttribute(name, renumbered(one.getAttribute(name), prefix, index));
          }
        }
        if (row.id === "one-more") row.removeAttribute("id");
        row.querySelector(".rowtitle").textContent = list.dataset.title.replace("%s", index + 1);
        const taken = row.querySelector("[data-remove]");  // none on a row that stays
        if (taken) taken.textContent = list.dataset.remove.replace("%s", index + 1);
      });
      total.value = rows().length;
      add.hidden = rows().length >= Number(list.dataset.most);
    };
    const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

    const equip = (row) => {
      const box = row.querySelector("[data-delete]");
      if (!box) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn plain";
      button.dataset.remove = "";
      button.addEventListener("click", () => remove(row));
      box.hidden = true;
      box.after(button);
    };

    const grow = () => {
      const row = template.content.firstElementChild.cloneNode(true);
      equip(row);
      (rows().at(-1) || template).after(row);
      number();
      return row;
    };

    const remove = (row) => {
      const place = row.nextElementSibling;
      const notice = document.createElement("p");
      notice.className = "notice";
      notice.tabIndex = -1;
      notice.setAttribute("role", "status");
      notice.textContent = list.dataset.removed.replace("%s", rows().indexOf(row) + 1) + " ";
      const undo = document.createElement("button");
      undo.type = "button";
      undo.className = "btn plain";
      undo.textContent = list.dataset.undo;
      undo.addEventListener("click", () => {
        notice.replaceWith(row);
        number();
        changed();
        row.querySelector("input:not([type=hidden]), textarea").focus();
      });
      notice.append(undo);
      row.remove();
      list.insertBefore(notice, place);
      number();
      changed();
      notice.focus();
    };

    rows().forEach(equip);
    number();
    add.textContent = add.dataset.addWords;
    add.addEventListener("click", (event) => {
      event.preventDefault();
      grow().querySelector("input:not([type=hidden]), textarea").focus();
      changed();
    });
    list.addEventListener("rows:grow", (event) => { while (rows().length < event.detail) grow(); });
  };

  document.querySelectorAll("[data-rows]").forEach(start);
})();
