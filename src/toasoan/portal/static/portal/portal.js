/* Comforts of the public pages; every page works without them. */
const root = document.documentElement;
const SIZES = ["", "large", "larger"];

function remembered(key) {
  try { return localStorage.getItem(key) || ""; } catch { return ""; }
}

function remember(key, value) {
  // A browser that keeps nothing still obeys for this page.
  try { localStorage.setItem(key, value); } catch { /* private window */ }
}

function showSize(size) {
  if (size) root.dataset.size = size; else delete root.dataset.size;
}

function showContrast(on, button) {
  if (on) root.dataset.contrast = "high"; else delete root.dataset.contrast;
  button?.setAttribute("aria-pressed", String(on));
}

const aids = document.querySelector('[data-module="reading-aids"]');
showSize(remembered("size"));
if (aids) {
  aids.hidden = false;
  const contrast = aids.querySelector("[data-contrast]");
  showContrast(remembered("contrast") === "high", contrast);
  aids.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button === contrast) {
      const on = root.dataset.contrast !== "high";
      showContrast(on, contrast);
      remember("contrast", on ? "high" : "");
      return;
    }
    const now = SIZES.indexOf(root.dataset.size || "");
    const step = { smaller: now - 1, normal: 0, larger: now + 1 }[button.dataset.size];
    const size = SIZES[Math.min(Math.max(step, 0), SIZES.length - 1)];
    showSize(size);
    remember("size", size);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}
