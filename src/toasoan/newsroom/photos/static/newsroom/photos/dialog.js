/* A dialog that sends several photos: `await photosFromDialog(words)` gives those that arrived. */
import { PhotoSender } from "./photo-sender.js";

function button(words, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = words;
  return made;
}

function drawn({ chooseSeveral, putIn, close }, fragment) {
  const dialog = document.createElement("dialog");
  dialog.className = "photo-dialog";
  const inside = document.createElement("div");
  inside.className = "photo-dialog__inside";
  const title = document.createElement("h2");
  title.className = "photo-dialog__title";
  title.id = "nhieu-anh";
  title.textContent = chooseSeveral;
  dialog.setAttribute("aria-labelledby", title.id);
  const holder = document.createElement("div");
  holder.innerHTML = fragment;
  const buttons = document.createElement("p");
  buttons.className = "photo-dialog__buttons";
  const [take, leave] = [button(putIn, "button"), button(close, "button button-secondary")];
  buttons.append(take, leave);
  inside.append(title, holder, buttons);
  dialog.append(inside);
  document.body.append(dialog);
  return { dialog, take, leave };
}

/* `sender` is the address of the part of a page with the sender; the others are words. */
export async function photosFromDialog(words) {
  const answer = await fetch(words.sender, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) return [];
  const { dialog, take, leave } = drawn(words, await answer.text());
  const sender = new PhotoSender(dialog.querySelector("[data-photo-sender]"));
  const update = () => { take.disabled = sender.isBusy || sender.arrived.length === 0; };
  sender.addEventListener("change", update);
  update();
  dialog.showModal();
  return new Promise((resolve) => {
    take.addEventListener("click", () => dialog.close("taken"));
    leave.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      const arrived = dialog.returnValue === "taken" ? sender.arrived : [];
      for (const photo of sender.photos) photo.request?.abort();
      dialog.remove();
      resolve(arrived);
    });
  });
}
