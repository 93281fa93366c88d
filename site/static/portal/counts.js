/* Counts what is written against the limit that the server enforces: data-limit and data-unit of the field.
   The words come with the page, in its language, and already hold the count at that moment. */
(() => {
  "use strict";
  /* The same as the server counts: composed characters, without the marks that it drops, trimmed. */
  const plain = (text) => text.normalize("NFC").replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/\r\n?/g, "\n").trim();
  const length = { words: (text) => (text.match(/\S+/g) || []).length, characters: (text) => [...text].length };

  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  const count = (field) => {
    const line = document.getElementById(`${field.id}_count`);
    if (!line) return;
    const written = length[field.dataset.unit || "characters"](plain(field.value));
    const left = Number(field.dataset.limit) - written;
    const [first, second] = line.children;
    first.textContent = line.dataset.written.replace("%s", numbers.format(written));
    second.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace("%s", numbers.format(Math.abs(left)));
    second.classList.toggle("err", left < 0);
  };

  document.addEventListener("input", (event) => { if (event.target.dataset?.limit) count(event.target); });
  document.addEventListener("step:filled", () => document.querySelectorAll("[data-limit]").forEach(count));
})();
