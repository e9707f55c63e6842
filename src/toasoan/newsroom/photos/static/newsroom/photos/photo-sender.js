/* Sends several photos, two at a time, each with its percentage, a way to cancel, and its words. */
const AT_ONCE = 2;

/* The width in pixels before anything is sent; 0 for kinds that the browser cannot open. */
export async function widthOf(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const { width } = bitmap;
    bitmap.close();
    return width;
  } catch {
    return 0;
  }
}

class Photo {
  constructor(sender, file) {
    this.sender = sender;
    this.file = file;
    this.state = "waiting";
    this.element = sender.root.querySelector("[data-photo]").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.say(sender.words.waiting);
    this.part("cancel").addEventListener("click", () => this.cancel());
    this.part("again").addEventListener("click", () => this.again());
    for (const field of this.element.querySelectorAll("[data-field]")) field.disabled = false;
    this.look();
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  say(words) {
    this.part("state").textContent = words;
  }

  show(name, words) {
    this.part(name).textContent = words;
    this.part(name).hidden = !words;
  }

  async look() {
    const { mostBytes, tooLarge, needed, narrow } = this.sender.words;
    if (this.file.size > Number(mostBytes)) {
      this.fail(tooLarge, false);
      return;
    }
    const width = await widthOf(this.file);
    // The sentence stands there for a photo without width.
    if (width && width < Number(needed)) this.show("warning", narrow.replace(/\b0\b/, width));
  }

  send() {
    this.state = "sending";
    this.request = new XMLHttpRequest();
    this.request.open("POST", this.sender.words.send);
    this.request.setRequestHeader("X-CSRFToken", this.sender.words.token);
    this.request.upload.addEventListener("progress", (event) => this.progress(event));
    this.request.addEventListener("load", () => this.answered());
    this.request.addEventListener("error", () => this.fail(this.sender.words.lost, true));
    const form = new FormData();
    form.append("file", this.file);
    this.request.send(form);
  }

  progress({ loaded, total }) {
    const percent = Math.round((loaded / Math.max(total, 1)) * 100);
    this.part("bar").value = percent;
    this.say(percent < 100 ? `${percent}%` : this.sender.words.reading);
  }

  answered() {
    let told = {};
    try {
      told = JSON.parse(this.request.responseText);
    } catch {
      // A page of a proxy, for example.
    }
    if (this.request.status !== 201) {
      this.fail(told.message || this.sender.words.lost, !told.message);
      return;
    }
    this.state = "sent";
    this.told = told;
    this.part("bar").value = 100;
    this.say(this.sender.words.sent);
    this.part("cancel").textContent = this.sender.words.leaveOut;
    this.show("warning", told.warning);
    this.part("image").src = told.preview;
    this.part("image").hidden = false;
    this.part("focus").href = told.focus;
    this.part("focus").hidden = false;
    this.part("id").value = told.id;
    this.part("id").disabled = false;
    this.sender.next();
  }

  fail(message, mayTryAgain) {
    this.state = "failed";
    this.show("error", message);
    this.show("warning", "");
    this.say("");
    this.part("cancel").textContent = this.sender.words.leaveOut;
    this.part("bar").hidden = true;
    this.part("again").hidden = !mayTryAgain;
    for (const field of this.element.querySelectorAll("[data-field]")) field.disabled = true;
    this.sender.next();
  }

  again() {
    this.show("error", "");
    this.part("bar").hidden = false;
    this.part("again").hidden = true;
    for (const field of this.element.querySelectorAll("[data-field]")) field.disabled = false;
    this.state = "waiting";
    this.say(this.sender.words.waiting);
    this.sender.next();
  }

  cancel() {
    this.request?.abort();
    this.element.remove();
    this.sender.photos.delete(this);
    this.sender.next();
    this.sender.root.querySelector("[data-files]").focus();
  }

  words() {
    const fields = [...this.element.querySelectorAll("[data-field]")];
    return Object.fromEntries(fields.map((field) => [field.dataset.field, field.value.trim()]));
  }
}

export class PhotoSender extends EventTarget {
  constructor(root) {
    super();
    this.root = root;
    this.words = root.dataset;
    this.photos = new Set();
    const input = root.querySelector("[data-files]");
    input.addEventListener("change", () => {
      this.add(input.files);
      input.value = "";
    });
    root.addEventListener("dragover", (event) => {
      event.preventDefault();
      root.classList.add("photo-sender--over");
    });
    root.addEventListener("dragleave", () => root.classList.remove("photo-sender--over"));
    root.addEventListener("drop", (event) => {
      event.preventDefault();
      root.classList.remove("photo-sender--over");
      this.add(event.dataTransfer.files);
    });
  }

  add(files) {
    for (const file of files) {
      const photo = new Photo(this, file);
      this.photos.add(photo);
      this.root.querySelector("[data-photos]").append(photo.element);
    }
    this.next();
  }

  in(...states) {
    return [...this.photos].filter((photo) => states.includes(photo.state));
  }

  next() {
    const free = AT_ONCE - this.in("sending").length;
    for (const photo of this.in("waiting").slice(0, Math.max(free, 0))) photo.send();
    const [sent, all] = [this.in("sent").length, this.in("sent", "sending", "waiting").length];
    const line = this.words.total.replace("{sent}", sent).replace("{all}", all);
    this.root.querySelector("[data-total-line]").textContent = all ? line : "";
    this.dispatchEvent(new Event("change"));
  }

  get isBusy() {
    return this.in("sending", "waiting").length > 0;
  }

  /* What has arrived: the state of a chooser (`chosen`) with the words of each photo. */
  get arrived() {
    return this.in("sent").map((photo) => ({ ...photo.words(), picture: photo.told.chosen }));
  }
}
