/* What was typed into our own forms comes back after a session that ended meanwhile.

   Kept in this tab only, until it is given back. The editor keeps its text itself. */

const KEY = `toasoan:typed:${window.location.pathname}`;
const fields = () =>
[...document.querySelectorAll(".newsroom-form textarea[name], .newsroom-form input[name]")].filter(
  (field) => field.tagName === "TEXTAREA" || /^(text|search|email|date|datetime-local|number)$/.test(field.type),
);

document.addEventListener("toasoan:session-ended", () => {
  const typed = fields()
    .filter((field) => field.value !== field.defaultValue)
    .map((field) => [field.name, field.value]);
  if (typed.length) sessionStorage.setItem(KEY, JSON.stringify(typed));
});

const kept = sessionStorage.getItem(KEY);
if (kept) {
  sessionStorage.removeItem(KEY);
  for (const [name, value] of JSON.parse(kept)) {
    const field = fields().find((each) => each.name === name);
    if (field) field.value = value;
  }
}
