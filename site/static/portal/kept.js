/* Text that was typed and is not stored yet, kept in this browser: docs/decisions/0043-kept-text.md.

   One copy for each person, nomination and step. It goes when the server has confirmed it, on signing out,
   and after a day in any case. Fields that the form names in data-secret are never copied. */
(() => {
  "use strict";
  const PREFIX = "kept:";
  const A_DAY = 24 * 60 * 60 * 1000;

  /* A browser may forbid storage, or have no room: then nothing is kept, and everything else goes on. */
  const quietly = (act) => { try { return act(); } catch { return null; } };

  const names = () => quietly(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) || [];
  const read = (key) => quietly(() => JSON.parse(localStorage.getItem(PREFIX + key)));
  const forget = (key) => quietly(() => localStorage.removeItem(PREFIX + key));
  const signOut = () => { over = true; names().forEach((name) => forget(name.slice(PREFIX.length))); };

  /* Name and value of everything that is typed or chosen: no files, no secrets, nothing that the server gave. */
  const fieldsOf = (form) => {
    const secret = (form.dataset.secret || "").split(" ");
    const own = [...form.elements].filter((one) =>
      one.name && !["hidden", "submit", "button", "file", "password"].includes(one.type)
      && !secret.includes(one.name) && !(["radio", "checkbox"].includes(one.type) && !one.checked));
    return own.map((one) => [one.name, one.value]);
  };

  let over = false;  // signed out: nothing more is kept
  const keep = (form) => over || quietly(() => localStorage.setItem(PREFIX + form.dataset.keptAs, JSON.stringify({
    at: Date.now(),
    base: form.elements.base_revision?.value,
    writer: form.elements.writer?.value,
    rows: [...form.querySelectorAll("input[name$='-was']")].filter((one) => !one.closest("template")).map((one) => [one.name, one.value]),
    fields: fieldsOf(form),
  })));

  /* The server names in a cookie the page whose text it has just stored after a press of a button. */
  const confirmed = () => {
    const found = document.cookie.match(/(?:^|; )stored_page=([0-9a-f]{32})/);
    if (!found) return;
    document.cookie = "stored_page=; path=/; max-age=0; samesite=lax";
    for (const name of names()) {
      const key = name.slice(PREFIX.length);
      if (read(key)?.writer === found[1]) forget(key);
    }
  };

  for (const name of names()) {
    const key = name.slice(PREFIX.length);
    if (!(Date.now() - (read(key)?.at || 0) < A_DAY)) forget(key);
  }
  confirmed();
  for (const form of document.querySelectorAll("form[data-signs-out]")) form.addEventListener("submit", signOut);

  window.keptText = { read, forget, keep, fieldsOf };
})();
