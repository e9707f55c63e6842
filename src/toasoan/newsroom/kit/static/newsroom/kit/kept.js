/* On every screen of the newsroom: forgets copies whose text was saved, and asks what to do
   with the others before the person signs out. */
import { copiesOf, forget, hourOf } from "./kept-store.js";

const dialog = document.querySelector("[data-kept-dialog]");
const person = dialog?.dataset.person;

// The server names the state of the text that it has saved (newsroom/editing/kept.py).
const saved = /(?:^|; )(?:__Secure-)?toasoan_saved=([a-z0-9]+)/.exec(document.cookie)?.[1];
if (saved && person) {
  for (const copy of copiesOf(person)) if (copy.token === saved) forget(person, copy);
}

let leaving = false;
document.addEventListener(
  "submit",
  (event) => {
    if (leaving || !event.target.action?.includes?.("/logout/")) return;
    const copies = person ? copiesOf(person) : [];
    if (!copies.length) return;
    event.preventDefault();
    event.stopPropagation();
    ask(event.target, copies);
  },
  { capture: true },
);

function ask(form, copies) {
  dialog.querySelector("[data-kept-list]").replaceChildren(
    ...copies.map((copy) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = copy.place;
      link.textContent = copy.headline || "…";
      line.append(link, ` (${hourOf(copy)})`);
      return line;
    }),
  );
  const leave = () => {
    leaving = true;
    form.submit();
  };
  dialog.querySelector("[data-kept-leave]").onclick = leave;
  dialog.querySelector("[data-kept-clear]").onclick = () => {
    for (const copy of copies) forget(person, copy);
    leave();
  };
  dialog.querySelector("[data-kept-stay]").onclick = () => dialog.close();
  dialog.showModal();
}
