/* Fields for files speak our language: browsers write their own words into them, in their own.

   The field itself stays, unseen above our words, so clicks, keys and dropped files reach it. */
const words = document.querySelector("script[data-file-words]")?.dataset;

function dress(field) {
  // Fields that a screen has dressed itself have their own words.
  if (field.dataset.dressed !== undefined || field.dataset.files !== undefined || field.hidden) return;
  field.dataset.dressed = "";
  const frame = Object.assign(document.createElement("span"), { className: "file-field" });
  const button = Object.assign(document.createElement("span"), { className: "file-field__button" });
  const chosen = Object.assign(document.createElement("span"), { className: "file-field__chosen" });
  button.textContent = words.choose;
  button.ariaHidden = "true";
  chosen.setAttribute("aria-live", "polite");
  field.before(frame);
  frame.append(button, chosen, field);
  const show = () => {
    chosen.textContent = [...field.files].map(({ name }) => name).join(", ") || words.none;
  };
  field.addEventListener("change", show);
  field.form?.addEventListener("reset", () => setTimeout(show));
  show();
}

function dressAll() {
  for (const field of document.querySelectorAll("input[type='file']")) dress(field);
}

if (words) {
  dressAll();
  new MutationObserver(dressAll).observe(document.body, { childList: true, subtree: true });
}
