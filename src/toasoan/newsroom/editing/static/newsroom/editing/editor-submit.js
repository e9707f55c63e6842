/* A press of a button waits for an autosave that is on its way and for the last words typed, and
   names the state it sends. */

// Wagtail's rich text fields hand over what was typed a quarter of a second later (Draftail's
// stateSaveInterval): who presses a button sooner would send the text without its last words.
const HANDED_OVER = 350;

/** `typing`: keep(), token() and sentAt() of the form's keeper. */
export function nameOnSubmit(form, typing) {
  const interval = Number(form.dataset.wAutosaveIntervalValue) || 0;
  const wordsAt = lastWordsIn(form);
  form.addEventListener("submit", (event) => {
    const again = () => pressAgain(form, event.submitter);
    const rest = HANDED_OVER - (Date.now() - wordsAt());
    const since = typing.sentAt() ? Date.now() - typing.sentAt() : 0;
    if (rest > 0) {
      event.preventDefault();
      setTimeout(again, rest);
    } else if (interval && since >= interval) {
      event.preventDefault();
      afterAutosave(again);
    } else {
      typing.keep();
      field(form).value = typing.token();
    }
  });
}

function pressAgain(form, button) {
  // The shell has disabled the pressed button, and a disabled one does not say what was pressed.
  const disabled = button?.disabled;
  if (button) button.disabled = false;
  form.requestSubmit(button);
  if (button) button.disabled = disabled;
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

function afterAutosave(again) {
  const over = new AbortController();
  for (const name of ["w-autosave:success", "w-autosave:error"]) {
    const once = () => {
      over.abort();
      again();
    };
    document.addEventListener(name, once, { signal: over.signal });
  }
}

function field(form) {
  const found = form.elements.namedItem("sitting");
  if (found) return found;
  const made = document.createElement("input");
  Object.assign(made, { type: "hidden", name: "sitting" });
  form.append(made);
  return made;
}
