/* Shows that a form is on its way and keeps it from being sent twice. */
for (const form of document.querySelectorAll('[data-module="sending"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    const button = form.querySelector("[data-sending]");
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    button.textContent = button.dataset.sending;
  });
}
// Coming back with the browser's own button must not find a dead form.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('[data-module="sending"]')) delete form.dataset.sent;
});
