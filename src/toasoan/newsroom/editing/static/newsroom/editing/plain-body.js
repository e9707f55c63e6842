/* Takes the plain fields away once Wagtail has drawn the body's blocks, unless somebody has
   begun to write in them. */
function tidy() {
  for (const plain of document.querySelectorAll("[data-plain-body]")) {
    const drawn = plain.closest("form")?.querySelector("[name='body-count']");
    const areas = [...plain.querySelectorAll("textarea")];
    if (drawn && areas.every((area) => area.value === area.defaultValue)) plain.remove();
  }
}
tidy();
document.addEventListener("DOMContentLoaded", tidy);
window.addEventListener("load", tidy);
