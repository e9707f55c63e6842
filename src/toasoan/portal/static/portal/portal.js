/* Comforts of the public pages; every page works without them. */
const root = document.documentElement;
const SIZES = ["", "large", "larger"];
const aids = document.querySelectorAll('[data-module="reading-aids"]');
const contrastButtons = document.querySelectorAll("[data-contrast]");

function remembered(key) {
  try { return localStorage.getItem(key) || ""; } catch { return ""; }
}

function remember(key, value) {
  // A browser that keeps nothing still obeys for this page.
  try { localStorage.setItem(key, value); } catch { /* private window */ }
}

function showSize(size) {
  if (SIZES.indexOf(size) > 0) root.dataset.size = size; else delete root.dataset.size;
}

function showContrast(high) {
  if (high) root.dataset.contrast = "high"; else delete root.dataset.contrast;
  for (const button of contrastButtons) button.setAttribute("aria-pressed", String(high));
}

function changeSize(change) {
  const now = SIZES.indexOf(root.dataset.size || "");
  const next = { smaller: now - 1, normal: 0, larger: now + 1 }[change];
  const size = SIZES[Math.min(Math.max(next, 0), SIZES.length - 1)];
  showSize(size);
  remember("size", size);
}

function changeContrast() {
  const high = root.dataset.contrast !== "high";
  showContrast(high);
  remember("contrast", high ? "high" : "");
}

showSize(remembered("size"));
showContrast(remembered("contrast") === "high");

for (const group of aids) {
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.size) changeSize(button.dataset.size);
    else if (button && "contrast" in button.dataset) changeContrast();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// On a phone the phone's own sheet takes the place of our ways of passing a story on.
for (const share of document.querySelectorAll("[data-share]")) {
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) continue;
  share.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    // Closing the sheet rejects; there is nothing to say about it.
    navigator.share({ title: share.dataset.title, url: share.dataset.share }).catch(() => {});
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}

// A press beside what lies open over the page, or Escape, closes it.
function closeOpen(event) {
  for (const open of document.querySelectorAll("[data-closing][open]")) {
    if (event.key === "Escape") open.querySelector("summary").focus();
    if (event.key === "Escape" || (event.type === "click" && !open.contains(event.target))) open.open = false;
  }
}

document.addEventListener("click", closeOpen);
document.addEventListener("keydown", closeOpen);

// Ratings, opinions and votes are sent without another page: the module comes when a form is seen.
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    import(target.dataset.opinion).then(({ attach }) => attach(target));
  }
});
for (const form of document.querySelectorAll("form[data-opinion]")) seen.observe(form);
