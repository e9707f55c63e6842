/* Leads from the checklist to the field it speaks of, also into the n-th photo of the body. */
const PLACES = { tags: "#id_tags", body: "#panel-body-content [contenteditable]", remarks: "#remark-text" };

/** The control for `#o-headline` or `#o-body-2-caption`. */
function controlOf(hash) {
  const [, field, photo, part] = /^#o-([a-z]+)(?:-(\d+)-([a-z_]+))?$/.exec(hash) ?? [];
  if (!field) return null;
  if (photo) return photoField(Number(photo), part);
  if (field === "bylines") return bylineField();
  return document.querySelector(PLACES[field] ?? `#id_${field}`);
}

// A photo's block is one that has a caption; removed blocks stay in the form, marked.
function photoField(number, part) {
  const captions = [...document.querySelectorAll("#w-editor-form [name$='-caption']")].filter(
    (field) => field.name.startsWith("body-") && !isRemoved(field.name) && pictureOf(field),
  );
  const caption = captions[number - 1];
  if (!caption || part === "caption") return caption;
  if (part === "picture") {
    return pictureOf(caption).closest("[data-chooser], .chooser")?.querySelector("button:not([hidden])");
  }
  return document.getElementsByName(caption.name.replace(/caption$/, part))[0];
}

function pictureOf(caption) {
  return document.getElementsByName(caption.name.replace(/caption$/, "picture"))[0];
}

function isRemoved(name) {
  return [...name.matchAll(/-\d+-/g)].some(({ index, 0: number }) => {
    const mark = `${name.slice(0, index)}${number}deleted`;
    return document.getElementsByName(mark)[0]?.value === "1";
  });
}

function bylineField() {
  const names = [...document.querySelectorAll("[name^='bylines-'][name$='-name']")];
  const shown = names.filter((field) => field.closest("[data-inline-panel-child]:not(.deleted)"));
  const bare = shown.find((field) => !field.value) ?? shown.find((field) => !affiliation(field).value);
  if (!bare) return shown[0] ?? document.getElementById("id_bylines-ADD");
  return bare.value ? affiliation(bare) : bare;
}

function affiliation(name) {
  return document.getElementsByName(name.name.replace(/name$/, "affiliation"))[0];
}

function lead(hash) {
  const control = controlOf(hash);
  if (!control) return false;
  openPanels(control);
  if (control.matches(":not(:is(input, textarea, select, button, a, [contenteditable]))")) control.tabIndex = -1;
  control.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
  return true;
}

function openPanels(control) {
  const side = control.closest("[data-side-panel]");
  if (side?.hidden) document.querySelector(`[data-side-panel-toggle="${side.dataset.sidePanel}"]`)?.click();
  for (let panel = control.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
    panel.querySelector(":scope > * > [data-panel-toggle][aria-expanded='false'], :scope > [data-panel-toggle][aria-expanded='false']")?.click();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#o-']");
  if (!link || !lead(link.hash)) return;
  event.preventDefault();
  // On a phone the side panel lies over the form.
  if (window.innerWidth < 800) document.querySelector("[data-form-side-close-button]")?.click();
});
window.addEventListener("load", () => setTimeout(() => lead(window.location.hash), 800));
