/* Gives Wagtail 8.0.1's nameless fields (rich text, tags) the name that stands beside them. */
function nameFields() {
  for (const field of document.querySelectorAll("[contenteditable='true']:not([aria-label])")) {
    const heading = field.closest("[data-panel]")?.querySelector("[data-panel-heading]");
    const name = heading?.textContent.replace(/[*\s]+/g, " ").trim();
    if (name) field.setAttribute("aria-label", name);
  }
  for (const field of document.querySelectorAll(".tagit-new input:not([aria-label])")) {
    const owner = field.closest("[data-field-input]")?.querySelector("[data-controller='w-tag']");
    const name = owner?.labels?.[0]?.textContent.trim();
    if (name) field.setAttribute("aria-label", name);
  }
}
const form = document.querySelector("#w-editor-form, #page-edit-form");
if (form) {
  new MutationObserver(nameFields).observe(form, { childList: true, subtree: true });
  nameFields();
}
