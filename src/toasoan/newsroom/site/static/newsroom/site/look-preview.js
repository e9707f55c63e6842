/* Shows what is typed in the preview, a moment after the last change. */
const form = document.querySelector('[data-module="look-preview"]');
const button = form?.querySelector("[data-preview]");
const frame = document.querySelector('iframe[name="xem-truoc"]');
const PAUSE = 500; // milliseconds without a change
let waiting = 0;
let latest = 0;

async function show() {
  const number = ++latest;
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) });
    const page = await answer.text();
    // An older answer may come later. Not a new address: "back" would lead through every look.
    if (answer.ok && number === latest) frame.srcdoc = page;
  } catch {
    // Without the network the button remains.
  }
}

if (form && frame) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  show();
}
