/* Several photos for a story: takes the place of the form for one, which works without scripts. */
import { PhotoSender } from "./photo-sender.js";

const form = document.querySelector("[data-add-photos]");
if (form) {
  const one = form.querySelector("[data-one]");
  const buttons = [...form.querySelectorAll('button[name="as"]')];
  one.remove();
  form.querySelector("[data-many]").hidden = false;
  const sender = new PhotoSender(form.querySelector("[data-photo-sender]"));
  const update = () => {
    const count = sender.in("sent").length;
    for (const button of buttons) button.disabled = sender.isBusy || count === 0;
    form.querySelector("[data-as-gallery]").hidden = count < 2;
  };
  sender.addEventListener("change", update);
  update();
}
