/* The focus of a photo: a press or a drag on it fills the two fields; the fields alone do as well. */
const form = document.querySelector("[data-photo-focus]");
const photo = form?.querySelector("[data-photo]");
const mark = form?.querySelector("[data-mark]");
const across = form?.elements.namedItem("across");
const down = form?.elements.namedItem("down");

function whole(part, length) {
  return Math.round(Math.min(Math.max(part / length, 0), 1) * 100);
}

function show() {
  const place = [across.value || 50, down.value || 50].map((number) => `${number}%`);
  [mark.style.left, mark.style.top] = place;
  for (const crop of form.querySelectorAll("[data-crop]")) crop.style.objectPosition = place.join(" ");
}

function take(event) {
  const box = photo.querySelector("img").getBoundingClientRect();
  across.value = whole(event.clientX - box.left, box.width);
  down.value = whole(event.clientY - box.top, box.height);
  show();
}

if (form) {
  mark.hidden = false;
  form.querySelector("[data-crops]").hidden = false;
  photo.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    photo.setPointerCapture(event.pointerId);
    take(event);
  });
  photo.addEventListener("pointermove", (event) => {
    if (photo.hasPointerCapture(event.pointerId)) take(event);
  });
  form.addEventListener("input", show);
  show();
}
