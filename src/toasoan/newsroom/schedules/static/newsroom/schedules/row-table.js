/* Ctrl with an arrow up or down goes to the same field of the row above or below. */
const table = document.querySelector('[data-module="row-table"]');

table?.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const name = event.target.name?.split("-").slice(1).join("-");
  if (!name) return;
  const fields = [...table.querySelectorAll(`[name$="-${CSS.escape(name)}"]`)];
  const next = fields[fields.indexOf(event.target) + (event.key === "ArrowUp" ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
