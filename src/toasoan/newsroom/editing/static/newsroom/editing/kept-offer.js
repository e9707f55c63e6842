/* Offers text that an earlier sitting kept, and brings it back through the server.
   The offer stands until the person has brought the text back or has dropped it, and said so twice. */
import { copiesOf, forget, hourOf, write } from "../kit/kept-store.js";
import { wordsOf } from "./form-words.js";

/** Sets the copies of this place aside, so that new typing does not write over them. */
export function setAside(person, place) {
  for (const copy of copiesOf(person)) {
    if (copy.id !== place) continue;
    const aside = { ...copy, id: `${place}#${copy.token}` };
    forget(person, { id: copy.id });
    if (!write(person, aside)) write(person, copy);
  }
}

/** Offers the latest copy of the place that says something else than the form. */
export function offer({ form, box, person, place, words }) {
  const found = copiesOf(person).filter((one) => one.place === place);
  const same = found.filter((copy) => wordsOf(copy.rows) === words);
  for (const copy of same) forget(person, copy);
  const copy = found.find((one) => !same.includes(one));
  const part = (name) => box.querySelector(`[data-kept-${name}]`);
  box.hidden = !copy;
  if (!copy) return;
  const template = box.querySelector("[data-words='offered']").content.textContent;
  part("said").textContent = template.replace("{time}", hourOf(copy));
  ask(false);
  part("restore").onclick = () => bringBack(form, copy);
  part("drop").onclick = () => ask(true);
  part("keep").onclick = () => ask(false);
  part("drop-really").onclick = () => {
    forget(person, copy);
    offer({ form, box, person, place, words });
  };

  function ask(isSure) {
    part("sure").hidden = !isSure;
    part("choice").hidden = isSure;
    if (isSure) part("keep").focus();
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
