/* Offers text that an earlier sitting kept, and brings it back through the server. */
import { copiesOf, forget, write } from "../kit/kept-store.js";
import { wordsOf } from "./form-words.js";

/** Sets the copies of this place aside, so that new typing does not write over them. */
export function setAside(person, place) {
  for (const copy of copiesOf(person)) {
    if (copy.id !== place) continue;
    const aside = { ...copy, id: `${place}#${copy.token}` };
    forget(person, { id: copy.id });
    write(person, aside);
  }
}

/** Offers the latest copy of the place that says something else than the form. */
export function offer({ form, box, person, place, words, say }) {
  for (const copy of copiesOf(person).filter((one) => one.place === place)) {
    if (wordsOf(copy.rows) === words) {
      forget(person, copy);
      continue;
    }
    say("offered", ["restore", "drop"], copy);
    box.querySelector("[data-kept-restore]").onclick = () => bringBack(form, copy);
    box.querySelector("[data-kept-drop]").onclick = () => {
      forget(person, copy);
      say("");
      offer({ form, box, person, place, words, say });
    };
    return;
  }
}

/* The server draws the kept text into the form, blocks and all; if somebody saved a newer
   version meanwhile it shows both. */
function bringBack(form, copy) {
  const carrier = document.createElement("form");
  carrier.method = "post";
  carrier.action = copy.place;
  const csrf = form.elements.namedItem("csrfmiddlewaretoken").value;
  for (const [name, value] of [...copy.rows, ["csrfmiddlewaretoken", csrf], ["resume", copy.id]]) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    carrier.append(field);
  }
  carrier.hidden = true;
  document.body.append(carrier);
  // Leaving by this way loses nothing: no question.
  const quiet = (event) => event.preventDefault();
  window.addEventListener("w-unsaved:confirm", quiet, { once: true });
  carrier.submit();
}
