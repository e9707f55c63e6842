/* What is pasted from Word, or copied from a page, keeps its lists, sub-headings and tables. */
import { blocksOfRaw, stateOf, textAround } from "./body-stream.js";
import { putIn } from "./insert.js";
import { piecesOf } from "./word-html.js";

const words = document.querySelector("[data-insert-words]");
const { BlockMapBuilder, EditorState, Modifier } = window.DraftJS;

document.addEventListener(
  "paste",
  (event) => {
    const markup = event.clipboardData?.getData("text/html") ?? "";
    const text = event.target.isContentEditable && textAround(event.target);
    // What was copied in the editor itself comes back as it was: Draftail does that.
    if (!text || !markup || /data-editor-content|draftjs-conductor/.test(markup)) return;
    const { pieces, pictures } = piecesOf(markup);
    if (!pieces.length && !pictures) return;
    event.preventDefault();
    event.stopPropagation();
    text.wasWritten = true;
    if (pieces.some(({ table }) => table)) between(text, pieces);
    else if (pieces.length) within(text, pieces[0].raw);
    if (pictures) say(text, pictures);
  },
  { capture: true },
);

function within(text, raw) {
  const state = stateOf(text);
  const fragment = BlockMapBuilder.createFromArray(blocksOfRaw(raw));
  const content = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), fragment);
  text.block.setState(EditorState.push(state, content, "insert-fragment"));
}

function between(text, pieces) {
  const state = stateOf(text);
  if (!state.getSelection().isCollapsed()) {
    const content = Modifier.removeRange(state.getCurrentContent(), state.getSelection(), "forward");
    text.block.setState(EditorState.push(state, content, "remove-range"));
  }
  const items = pieces.map(({ raw, table }) =>
    raw ? { blocks: blocksOfRaw(raw) } : { type: "table", value: { caption: "", table: { ...table, caption: "" } } },
  );
  putIn(text, items);
}

function say(text, pictures) {
  const line = document.createElement("p");
  line.className = "insert-undo";
  line.setAttribute("role", "status");
  line.textContent = words.dataset.noPictures.replace("{count}", pictures);
  text.element.append(line);
  document.addEventListener("beforeinput", () => line.remove(), { once: true, capture: true });
}
