/* A press of a button waits for an autosave that is on its way, and names the state it sends. */

/** `typing`: keep(), token() and sentAt() of the form's keeper. */
export function nameOnSubmit(form, typing) {
  const interval = Number(form.dataset.wAutosaveIntervalValue) || 0;
  form.addEventListener("submit", (event) => {
    const since = typing.sentAt() ? Date.now() - typing.sentAt() : 0;
    if (interval && since >= interval) {
      event.preventDefault();
      const over = new AbortController();
      const again = () => {
        over.abort();
        form.requestSubmit(event.submitter);
      };
      for (const name of ["w-autosave:success", "w-autosave:error"]) {
        document.addEventListener(name, again, { signal: over.signal });
      }
      return;
    }
    typing.keep();
    field(form).value = typing.token();
  });
}

function field(form) {
  const found = form.elements.namedItem("sitting");
  if (found) return found;
  const made = document.createElement("input");
  Object.assign(made, { type: "hidden", name: "sitting" });
  form.append(made);
  return made;
}
