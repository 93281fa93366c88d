// Puts a suggested place into its field. Without scripts the field takes whatever is typed.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-place]");
  if (!button) return;
  const field = document.getElementById(button.dataset.for);
  if (!field) return;
  field.value = field.dataset.chosen = button.dataset.place;
  button.closest(".place-list").replaceChildren();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// What was just chosen needs no further suggestion.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { chosen } = event.target.dataset;
  if (chosen !== undefined && chosen === event.target.value) event.preventDefault();
});

// Escape puts the suggestions away.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const box = event.target.closest(".place")?.querySelector(".place-list");
  if (box?.childElementCount) box.replaceChildren();
});
