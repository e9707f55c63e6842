/* A press of a button sends the text from here, so that a refusal of any kind never leaves the page.

   It waits for an autosave that is on its way and for the last words typed, and names the state it
   sends. The server answers where to go (`to`), or that its page must be shown (`again`: fields in
   red, two texts side by side); everything else is told in the line at the buttons. */

// Wagtail's rich text fields hand over what was typed a quarter of a second later (Draftail's
// stateSaveInterval): who presses a button sooner would send the text without its last words.
const HANDED_OVER = 350;
// A network that says nothing for so long is as good as none.
const MOST_WAIT = 60_000;
const AUTOSAVE_WAIT = 15_000;

/** `typing`: keep(), token(), sentAt(), freshToken(), refused(meaning, button) of the form's keeper. */
export function sendOnPress(form, typing) {
  const interval = Number(form.dataset.wAutosaveIntervalValue) || 0;
  const wordsAt = lastWordsIn(form);
  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    const button = event.submitter;
    const rest = HANDED_OVER - (Date.now() - wordsAt());
    if (rest > 0) await new Promise((over) => setTimeout(over, rest));
    const since = typing.sentAt() ? Date.now() - typing.sentAt() : 0;
    if (interval && since >= interval) await autosaveOver();
    typing.keep();
    await send(form, button, typing);
    sending = false;
    rouse(button);
  });
}

async function send(form, button, typing, isSecond = false) {
  field(form, "sitting").value = typing.token();
  const outcome = await ask(form, button);
  if (outcome.to) leave(() => window.location.assign(outcome.to));
  else if (outcome.again) leave(() => showPage(form, button));
  else if (outcome.answer?.error_code === "forbidden" && !isSecond) {
    // Another window signed in again, or the token's cookie is gone: the form's page brings a new one.
    await fetch(form.action).catch(() => {});
    typing.freshToken();
    await send(form, button, typing, true);
  } else typing.refused(outcome, wordsOf(button));
}

async function ask(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "Toasoan-Press": "1", Accept: "application/json, text/html;q=0.5" },
      signal: AbortSignal.timeout(MOST_WAIT),
    });
    const answer = await response.json().catch(() => null);
    return answer?.to || answer?.again ? answer : { answer };
  } catch {
    return { network: true };
  }
}

/* The page that only the server can draw: the form with its refused fields, or both texts. */
function showPage(form, button) {
  if (button?.name) field(form, button.name).value = button.value;
  HTMLFormElement.prototype.submit.call(form);
}

function leave(go) {
  // What is on the screen is kept and on its way: no question whether to leave.
  window.addEventListener("w-unsaved:confirm", (event) => event.preventDefault(), { once: true });
  go();
}

/* Wagtail 8.0.1 puts a pressed button to sleep for half a minute. */
function rouse(button) {
  if (button?.dataset.controller?.includes("w-progress")) button.dataset.wProgressLoadingValue = "false";
}

/* The words of a button whose step must be pressed again; saving is tried again by itself. */
function wordsOf(button) {
  if (!button?.name?.startsWith("action-take-")) return "";
  return (button.dataset.wProgressLabelValue || button.textContent).trim();
}

function lastWordsIn(form) {
  let at = 0;
  for (const name of ["keydown", "beforeinput", "paste", "drop"]) {
    form.addEventListener(name, ({ target }) => {
      if (target.isContentEditable) at = Date.now();
    });
  }
  return () => at;
}

function autosaveOver() {
  return new Promise((over) => {
    for (const name of ["w-autosave:success", "w-autosave:error"]) {
      document.addEventListener(name, over, { once: true });
    }
    setTimeout(over, AUTOSAVE_WAIT);
  });
}

function field(form, name) {
  const found = form.querySelector(`input[type=hidden][name="${name}"]`);
  if (found) return found;
  const made = document.createElement("input");
  Object.assign(made, { type: "hidden", name });
  form.append(made);
  return made;
}
