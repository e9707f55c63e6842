/* Puts photos, tables and the like into the text where the cursor stands, and takes it back again. */
import { halves, insert, isText, joinTexts, replaceText, setBlocks, stateOf, stream, textAround } from "./body-stream.js";

const words = document.querySelector("[data-insert-words]");
// What opens by itself when it is put in: without a file the block says nothing.
const CHOSEN = new Set(["picture", "file"]);
// A table to type into at once; Wagtail's own begins without columns.
const column = { type: "text", heading: "" };
const EMPTY = {
  table: { caption: "", table: { caption: "", columns: [column, column], rows: [{ values: ["", ""] }] } },
};
let last = null;
let isUndoing = false;

document.addEventListener("toasoan:insert", ({ target, detail }) => {
  const text = textAround(target);
  // Not within React's own handling of the press: it would draw the new text only afterwards.
  if (text) setTimeout(() => putIn(text, [{ type: detail.kind, value: EMPTY[detail.kind] }]));
});
document.addEventListener("focusin", ({ target }) => {
  const text = target.isContentEditable && textAround(target);
  if (text) text.wasWritten = true;
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && last && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    takeBack();
  }
}, { capture: true });
// Whoever writes on takes back their own words first, not the photo.
document.addEventListener("beforeinput", () => forget(), { capture: true });

/** Puts items between the halves of a text: `{type, value}` or `{blocks}` (see body-stream.js). */
export function putIn(text, items) {
  forget();
  const before = stateOf(text).getCurrentContent().getBlocksAsArray();
  const { before: above, after: below } = halves(text);
  const parts = [{ blocks: above }, ...items, { blocks: below }];
  const added = replaceText(text, joined(parts));
  last = { text, before, added, index: added[0]?.index ?? 0 };
  offerUndo(added.find((child) => !isText(child)));
  reveal(added.find((child) => !isText(child)));
  tidyEnd();
}

/* Neighbouring texts as one, empty ones left out. */
function joined(items) {
  return items.reduce((found, item) => {
    if (!item.blocks) return [...found, item];
    if (!item.blocks.length) return found;
    const previous = found.at(-1);
    if (!previous?.blocks) return [...found, item];
    return [...found.slice(0, -1), { blocks: [...previous.blocks, ...item.blocks] }];
  }, []);
}

function reveal(child) {
  if (!child) return;
  child.element.scrollIntoView({ block: "center" });
  if (CHOSEN.has(child.type)) child.element.querySelector("[data-chooser-action-choose]")?.click();
  else child.focus({ soft: true });
}

function offerUndo(child) {
  if (!child) return;
  const line = document.createElement("p");
  line.className = "insert-undo";
  line.setAttribute("role", "status");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small button-secondary", textContent: words.dataset.undo });
  button.addEventListener("click", takeBack);
  line.append(`${words.dataset.done} `, button);
  child.element.prepend(line);
  last.line = line;
}

function takeBack() {
  const { text, before, added, index } = last;
  forget();
  const body = stream();
  isUndoing = true;
  for (const child of added) if (body.children.includes(child)) body.deleteBlock(child.index, {});
  if (body.children.includes(text)) setBlocks(text, before);
  else if (before.length) insert({ blocks: before }, Math.min(index, body.children.length));
  isUndoing = false;
  tidyEnd();
  text.focus?.();
}

function forget() {
  last?.line?.remove();
  last = null;
}

/* A block that was removed or moved away leaves two texts side by side: they become one. */
function watch(body) {
  for (const name of ["deleteBlock", "moveBlock"]) {
    const original = body[name].bind(body);
    body[name] = (...given) => {
      const isOfText = name === "deleteBlock" && isText(body.children[given[0]]);
      original(...given);
      if (isUndoing || isOfText) return;
      isUndoing = true;
      joinTexts();
      isUndoing = false;
      tidyEnd();
    };
  }
  const counted = body.blockCountChanged.bind(body);
  body.blockCountChanged = () => {
    counted();
    requestAnimationFrame(tidyEnd);
  };
  tidyEnd();
}

/* Behind a photo at the end stands a button to write on: an empty text would only be in the way. */
function tidyEnd() {
  const body = stream();
  let button = document.querySelector("[data-writes-on]");
  if (!button) {
    button = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary write-on", textContent: words.dataset.writeOn });
    button.dataset.writesOn = "";
    button.addEventListener("click", () => {
      const child = insert({ blocks: null, type: "text" }, stream().children.length);
      tidyEnd();
      child.focus();
    });
    document.getElementById("body-root").after(button);
  }
  button.hidden = isText(body.children.at(-1));
}

/* Wagtail may draw the stream a second time: each one is watched, once. */
const watched = new WeakSet();
function watchStream() {
  const body = stream();
  if (!body || watched.has(body)) return;
  watched.add(body);
  watch(body);
}

if (words) {
  document.addEventListener("w-block:ready", watchStream);
  window.addEventListener("load", watchStream);
  watchStream();
}
