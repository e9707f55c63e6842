/* The body's stream of blocks, as Wagtail 8.0.1 keeps it: text blocks and what stands between them. */

const { ContentState, EditorState, convertFromRaw, genKey } = window.DraftJS;

/** Wagtail's own object of the body; null before it is drawn. */
export const stream = () => document.getElementById("body-root")?.rootBlock ?? null;

/** The text block in whose editor an element lies, or null. */
export function textAround(element) {
  const holder = element.closest?.("[data-streamfield-child]");
  return stream()?.children.find((child) => child.element === holder && isText(child)) ?? null;
}

export const isText = (child) => child?.type === "text";

/** Draft.js's state of a text block's editor. */
export const stateOf = (child) => child.block.widget.input.draftailEditor.getEditorState();

/** Puts blocks of Draft.js into the text block, as one step that can be taken back. */
export function setBlocks(child, blocks) {
  const content = ContentState.createFromBlockArray(blocks);
  child.block.setState(EditorState.push(stateOf(child), content, "insert-fragment"));
}

/** Paragraphs in Draft.js's raw form as its blocks. */
export function blocksOfRaw(raw) {
  return convertFromRaw(raw).getBlocksAsArray();
}

/** What stands before and behind the cursor; a half paragraph on each side, never an empty one. */
export function halves(child) {
  const state = stateOf(child);
  const blocks = state.getCurrentContent().getBlocksAsArray();
  const selection = state.getSelection();
  if (!child.wasWritten) return { before: filled(blocks), after: [] };
  const index = blocks.findIndex((block) => block.getKey() === selection.getEndKey());
  const block = blocks[index];
  const at = selection.getEndOffset();
  return {
    before: filled([...blocks.slice(0, index), part(block, 0, at)]),
    after: filled([part(block, at, block.getLength(), at > 0), ...blocks.slice(index + 1)]),
  };
}

function part(block, from, to, isSecond = false) {
  const cut = block.merge({
    text: block.getText().slice(from, to),
    characterList: block.getCharacterList().slice(from, to),
  });
  return isSecond && from > 0 ? trimmed(cut.set("key", genKey())) : cut;
}

/* The second half of a sentence does not begin with the space at which it was cut. */
function trimmed(block) {
  const spaces = block.getText().length - block.getText().trimStart().length;
  return spaces ? part(block, spaces, block.getLength()) : block;
}

const filled = (blocks) => {
  const has = (block) => block.getText().trim() !== "";
  const first = blocks.findIndex(has);
  return first < 0 ? [] : blocks.slice(first, blocks.findLastIndex(has) + 1);
};

/** Puts items in the place of a text block: `{blocks}` for a text, `{type, value}` for others.

    The block itself becomes the first text among them, so its remarks and its name stay.
    Returns the children that were added. */
export function replaceText(child, items) {
  const own = items.findIndex(({ blocks }) => blocks);
  const added = [];
  items.slice(0, Math.max(own, 0)).forEach((item) => added.push(insert(item, child.index)));
  const behind = child.index;
  items.slice(own + 1).forEach((item, n) => added.push(insert(item, behind + 1 + n)));
  if (own >= 0) setBlocks(child, items[own].blocks);
  else stream().deleteBlock(child.index, {});
  return added;
}

/** Inserts one block at a place of the stream. */
export function insert({ blocks, type, value }, index) {
  const body = stream();
  const name = blocks ? "text" : type;
  const [definition, empty, id] = body._getChildDataForInsertion({ type: name });
  const filledIn = blocks
    ? EditorState.createWithContent(ContentState.createFromBlockArray(blocks))
    : value;
  return body._insert(definition, filledIn ?? empty, id ?? null, index, { animate: false });
}

/** Makes one text of every two that stand side by side. */
export function joinTexts() {
  const body = stream();
  for (let index = body.children.length - 1; index > 0; index -= 1) {
    const [first, second] = [body.children[index - 1], body.children[index]];
    if (!isText(first) || !isText(second)) continue;
    const blocks = [first, second].flatMap((one) =>
      filled(stateOf(one).getCurrentContent().getBlocksAsArray()),
    );
    const keys = new Set();
    const named = blocks.map((block) => {
      const isTwice = keys.has(block.getKey());
      keys.add(block.getKey());
      return isTwice ? block.set("key", genKey()) : block;
    });
    if (named.length) setBlocks(first, named);
    body.deleteBlock(index, {});
  }
}
