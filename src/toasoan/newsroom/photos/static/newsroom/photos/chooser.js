/* In the chooser of photos: the name follows the file that is chosen, unless somebody typed one, and
   a photo that is too narrow for the page is told before it is sent. Wagtail 8.0.1 fills the name
   once and keeps it when another file is chosen. */
import { widthOf } from "./photo-sender.js";

function stem(name) {
  return name.replace(/\.[^.]*$/, "");
}

function forgetName(input, file) {
  const title = input.form?.querySelector('input[name$="title"]');
  if (!title) return;
  if (title.dataset.fromFile && title.dataset.fromFile === title.value) title.value = "";
  title.dataset.fromFile = stem(file.name);
}

async function tellWidth(input, file) {
  const line = input.nextElementSibling?.matches(".photo-sender__warning")
    ? input.nextElementSibling
    : document.createElement("p");
  line.className = "photo-sender__warning";
  line.setAttribute("role", "status");
  line.hidden = true;
  input.after(line);
  const width = await widthOf(file);
  if (!width || width >= Number(input.dataset.needed) || input.files[0] !== file) return;
  line.textContent = input.dataset.narrow.replace(/\b0\b/, width);
  line.hidden = false;
}

// Before Wagtail looks at the file.
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.dataset.narrow || !target.files[0]) return;
  forgetName(target, target.files[0]);
  tellWidth(target, target.files[0]);
}, true);
