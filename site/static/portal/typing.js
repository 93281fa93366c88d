/* A step saves itself while it is being typed: two seconds after the last key, when a field or the page is left,
   and again until it succeeds. htmx sends the form and puts the answer in place; this file says when, says how
   it went, keeps what is not stored yet (kept.js), and offers it on return. */
(() => {
  "use strict";
  const form = document.getElementById("step-form");
  if (!form || !form.dataset.keptAs || !window.keptText) return;

  const saves = form.hasAttribute("hx-post") && Boolean(window.htmx);
  const kept = window.keptText;
  const key = form.dataset.keptAs;
  const words = form.dataset;
  const PAUSE = 2000, AT_MOST = 6000, CALL = 30000, BACKOFF = [2000, 4000, 8000, 15000, 30000];

  let typed = 0;        // counts changes
  let stored = 0;       // the change up to which the server has everything
  let sending = 0;      // the change that is under way
  let waitingSince = 0;
  let failures = 0;
  let timer = null;
  let stopped = false;  // another version: the person decides
  let said = "";
  let sentRows = {};

  document.querySelectorAll("[data-scripted]").forEach((one) => { one.hidden = !saves; });

  /* ---------- what the strip says ---------- */

  const show = (state) => {
    const line = document.getElementById("saved");
    if (!line) return;
    if (state !== "saved") line.textContent = words[state];
    line.dataset.state = state;
    if (["saving", "unsaved", said].includes(state)) return;
    said = state;
    document.getElementById("saving-said").textContent = state === "saved" ? line.textContent.replace("✓", "") : words[state];
  };

  /* ---------- when it is sent ---------- */

  const plan = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };

  const send = () => {
    clearTimeout(timer);
    if (!saves || stopped || sending || typed === stored) return;
    sending = typed;
    waitingSince = 0;
    sentRows = Object.fromEntries([...form.querySelectorAll("[data-rows]")].map((list) =>
      [list.dataset.rows, [...list.querySelectorAll(":scope > [data-row] > input[name$='-was']")]]));
    show("saving");
    window.htmx.trigger(form, "typed");
  };

  const change = () => {
    typed += 1;
    keepSoon();
    if (!saves || stopped) return;
    if (!sending && !failures) show("unsaved");
    waitingSince ||= Date.now();
    if (!failures) plan(Math.max(0, Math.min(PAUSE, waitingSince + AT_MOST - Date.now())));
  };

  let keeping = null;
  const keepNow = () => {
    clearTimeout(keeping);
    keeping = null;
    if (typed !== stored) kept.keep(form);
  };
  const keepSoon = () => { keeping ||= setTimeout(keepNow, 300); };

  form.addEventListener("input", change);
  form.addEventListener("change", () => { if (typed !== stored && !failures) plan(200); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) { keepNow(); send(); } else call(); });
  window.addEventListener("pagehide", keepNow);
  window.addEventListener("online", () => { if (failures) plan(0); });
  form.addEventListener("submit", () => { clearTimeout(timer); typed += 1; keepNow(); stopped = true; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  /* ---------- how it went ---------- */

  const failed = (state) => {
    show(state);
    // Not all at once when the server is back.
    plan(BACKOFF[Math.min(failures, BACKOFF.length - 1)] * (0.75 + Math.random() / 2));
    failures += 1;
  };

  const mark = (id, errors) => {
    const control = document.getElementById(id) || document.getElementById(`${id}_0`);
    const field = control?.closest(".field");
    const box = document.getElementById(`${id}_error`);
    if (!field && !box) return;
    const place = box || document.createElement("div");
    place.id = `${id}_error`;
    place.replaceChildren(...errors.map((error) => {
      const line = document.createElement("span");
      line.className = "err";
      const before = document.createElement("span");
      before.className = "hide";
      before.textContent = `${words.error} `;
      line.append(before, error);
      return line;
    }));
    if (!field) return;
    if (!box) (field.querySelector(".hint") || field.querySelector("label, legend")).after(place);
    field.classList.toggle("bad", errors.length > 0);
    if (control.type === "radio") return;
    if (errors.length) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid");
    const described = new Set((control.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
    if (errors.length) described.add(place.id); else described.delete(place.id);
    if (described.size) control.setAttribute("aria-describedby", [...described].join(" "));
  };

  /* A field in which somebody is still typing is not called wrong before it is left. */
  let wrong = {};
  const markAll = () => {
    const marked = [...form.querySelectorAll(".field.bad")].map((field) =>
      field.querySelector("input:not([type=hidden]), select, textarea")?.id.replace(/_\d+$/, "")).filter(Boolean);
    for (const id of new Set([...marked, ...Object.keys(wrong), "achievements", "awards"])) {
      if (wrong[id] && document.activeElement?.id === id) continue;
      mark(id, wrong[id] || []);
    }
  };
  form.addEventListener("focusout", () => setTimeout(markAll, 0));

  form.addEventListener("step:stored", (event) => {
    wrong = event.detail.problems;
    for (const [name, places] of Object.entries(event.detail.rows)) {
      places.forEach((place, index) => { if (sentRows[name]?.[index]) sentRows[name][index].value = place ?? ""; });
    }
  });

  form.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status === 409) event.detail.shouldSwap = true; });

  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form || event.detail.requestConfig?.verb !== "post") return;
    const status = event.detail.xhr.status, upTo = sending;
    sending = 0;
    if (stopped) return;
    if (status === 200) {
      failures = 0;
      stored = Math.max(stored, upTo);
      const partly = Object.keys(wrong).length > 0;
      if (typed === stored && !partly) kept.forget(key);
      show(partly ? "partly" : "saved");
      markAll();
      if (typed !== stored) plan(PAUSE);
    } else if (status === 409) {
      stopped = true;
      show("conflict");
    } else if (status === 401 || status === 403) {
      failed("signedOut");
      offerSignIn();
    } else {
      failed("retrying");
    }
  });

  /* ---------- who else is here; and whether one is signed in again ---------- */

  const call = () => {
    if (!saves || document.hidden) return;
    window.htmx.ajax("GET", form.getAttribute("hx-post"), { source: "#present", swap: "none" });
  };
  setInterval(call, CALL);

  const offerSignIn = () => {
    const box = document.getElementById("elsewhere");
    if (box.firstChild) { call(); return; }
    box.append(document.getElementById("sign-in").content.cloneNode(true));
  };

  /* ---------- what this browser still has from before ---------- */

  const values = (pairs) => JSON.stringify(pairs.filter(([name, value]) => value.trim() && !/_FORMS$/.test(name)).map(([name, value]) => [name, value.replace(/\r\n/g, "\n").trim()]));

  const fill = (copy) => {
    for (const list of form.querySelectorAll("[data-rows]")) {
      const numbers = copy.fields.map(([name]) => name.match(new RegExp(`^${list.dataset.rows}-(\\d+)-`))?.[1]).filter(Boolean);
      if (numbers.length) list.dispatchEvent(new CustomEvent("rows:grow", { detail: Math.max(...numbers) + 1 }));
    }
    const secret = (words.secret || "").split(" ");
    for (const one of form.elements) {
      if (!one.name || secret.includes(one.name) || ["hidden", "submit", "button", "file"].includes(one.type)) continue;
      const found = copy.fields.filter(([name]) => name === one.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(one.type)) one.checked = found.includes(one.value);
      else one.value = found[0] ?? "";
    }
    for (const [name, value] of [["base_revision", copy.base], ["writer", copy.writer], ...copy.rows]) {
      if (form.elements[name] && value !== undefined) form.elements[name].value = value;
    }
    document.dispatchEvent(new Event("step:filled"));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = () => {
    const copy = kept.read(key), notice = document.getElementById("kept");
    if (!copy || !notice) return;
    if (values(copy.fields) === values(kept.fieldsOf(form))) {
      if (!document.body.classList.contains("kept")) kept.forget(key);
      return;
    }
    const clock = new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
    notice.querySelector("p").textContent = words.wasKept.replace("%s", clock.format(copy.at));
    notice.hidden = false;
    notice.addEventListener("click", (event) => {
      const act = event.target.dataset.kept;
      if (!act) return;
      notice.hidden = true;
      if (act === "restore") fill(copy); else kept.forget(key);
    });
  };
  offer();
  // A form that was refused holds text that is stored nowhere yet.
  if (document.body.classList.contains("kept")) change();
})();
