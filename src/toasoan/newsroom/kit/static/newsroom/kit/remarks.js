/* Remarks without leaving the editor, and quoting what is selected in it or in the reading frame. */
let selected = "";
document.addEventListener("selectionchange", () => remember(selectionIn(document)));

function selectionIn(owner) {
  const field = owner.activeElement;
  if (field?.closest?.("[data-remarks]")) return "";
  if (field && "selectionStart" in field && field.selectionEnd > field.selectionStart) {
    return field.value.slice(field.selectionStart, field.selectionEnd);
  }
  return owner.getSelection()?.toString() ?? "";
}

function remember(text) {
  const tidy = text.replace(/\s+/g, " ").trim();
  if (tidy) selected = tidy.slice(0, 500);
  for (const button of document.querySelectorAll("[data-remarks-take]")) button.hidden = !selected;
}

for (const frame of document.querySelectorAll("[data-module='reading-frame']")) {
  const listen = () => {
    const inner = frame.contentDocument;
    inner?.addEventListener("selectionchange", () => remember(selectionIn(inner)));
  };
  frame.addEventListener("load", listen);
  listen();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-remarks-take]");
  if (!button) return;
  const box = button.closest("[data-remarks]");
  box.querySelector("[data-remarks-quote]").value = selected;
  box.querySelector("[name='text']").focus();
});

/* In the editor a posted form would leave the page: send it from here and draw the answer. */
document.addEventListener("submit", async (event) => {
  const box = event.target.closest?.("[data-side-panel] [data-remarks]");
  if (!box) return;
  event.preventDefault();
  const form = event.target;
  const body = new FormData(form, event.submitter);
  const said = box.querySelector("[data-remarks-said]");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    const { html, done } = await answer.json();
    if (!html) throw new TypeError("no remarks in the answer");
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const drawn = holder.content.querySelector("[data-remarks]");
    keepTyping(box, drawn, form);
    box.replaceWith(drawn);
    drawn.querySelector("[data-remarks-said]").textContent = done;
    remember("");
  } catch {
    said.textContent = box.dataset.failed;
  }
});

// Closing one remark must not lose another that is half written.
function keepTyping(old, drawn, sent) {
  if (sent.matches("[data-remarks-write]")) return;
  for (const name of ["text", "quote"]) {
    drawn.querySelector(`[name='${name}']`).value = old.querySelector(`[name='${name}']`).value;
  }
}
