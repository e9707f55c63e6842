/* HTML of a clipboard, as Word and its like write it, as pieces of our body. Pure: a document in,
   pieces out: {raw: paragraphs in Draft.js's raw form} or {table: {columns, rows}}, and counts. */
import { gridOf, isLeftOut, kindOf, stylesOf } from "./word-marks.js";

const BLOCK = /^(P|DIV|H[1-6]|LI|UL|OL|TABLE|BLOCKQUOTE|SECTION|ARTICLE|PRE|DL|DT|DD|CENTER|HEADER|FOOTER|FIGURE|FIGCAPTION|BODY)$/;
const ADDRESS = /^(https?:|mailto:)/i;

/** The pieces of a clipboard's HTML, and how many pictures could not come along. */
export function piecesOf(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const reader = new Reader();
  reader.walk(page.body, { type: "unstyled", depth: 0, styles: [], link: "" });
  reader.endLine();
  return { pieces: reader.finished(), pictures: reader.pictures };
}

class Reader {
  constructor() {
    this.pieces = [];
    this.blocks = [];
    this.entities = {};
    this.pictures = 0;
    this.line = null;
  }

  walk(node, around) {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) this.text(child.data, around);
      else if (child.nodeType === 1 && !isLeftOut(child)) this.element(child, around);
    }
  }

  element(element, around) {
    const name = element.tagName;
    if (name === "IMG" || /:(imagedata|shape)$/i.test(name)) {
      if (name === "IMG") this.pictures += 1;
      return;
    }
    if (name === "BR") return void this.text("\n", around, true);
    if (name === "TABLE") return void this.table(element, around);
    const inside = { ...around, ...kindOf(element, around), styles: stylesOf(element, around.styles) };
    if (name === "A" && ADDRESS.test(element.getAttribute("href") ?? "")) inside.link = element.getAttribute("href");
    const isBlock = BLOCK.test(name);
    if (isBlock) this.endLine();
    this.walk(element, inside);
    if (isBlock) this.endLine();
  }

  text(data, { type, depth, styles, link }, isBreak = false) {
    const words = isBreak ? data : data.replace(/[\s\u00a0]+/g, " ");
    this.line ??= { text: "", type, depth, inlineStyleRanges: [], entityRanges: [] };
    const line = this.line;
    const added = /(^|\s)$/.test(line.text) && words.startsWith(" ") ? words.slice(1) : words;
    if (!added) return;
    const range = { offset: line.text.length, length: added.length };
    for (const style of styles) line.inlineStyleRanges.push({ ...range, style });
    if (link) line.entityRanges.push({ ...range, key: this.entity(link) });
    line.text += added;
  }

  entity(url) {
    const key = Object.keys(this.entities).length;
    this.entities[key] = { type: "LINK", mutability: "MUTABLE", data: { url } };
    return key;
  }

  endLine() {
    const line = this.line;
    this.line = null;
    const text = line?.text.trimEnd() ?? "";
    if (!text) return;
    const within = ({ offset, length, ...rest }) => ({ ...rest, offset, length: Math.min(length, text.length - offset) });
    const ranges = (all) => all.map(within).filter(({ length }) => length > 0);
    this.blocks.push({ ...line, text, inlineStyleRanges: ranges(line.inlineStyleRanges), entityRanges: ranges(line.entityRanges) });
  }

  table(element, around) {
    this.endLine();
    const rows = gridOf(element, (cell) => this.cell(cell));
    const width = Math.max(0, ...rows.map((row) => row.length));
    // A frame around one column of text is no table.
    if (width < 2 || rows.length < 1) {
      for (const cell of element.querySelectorAll("td, th")) this.walk(cell, around);
      this.endLine();
      return;
    }
    this.endText();
    const full = rows.map((row) => Array.from({ length: width }, (_, n) => row[n] ?? ""));
    const [first, ...rest] = full;
    this.pieces.push({
      table: {
        columns: first.map((heading) => ({ type: "text", heading })),
        rows: rest.map((values) => ({ values })),
      },
    });
  }

  cell(cell) {
    const inside = new Reader();
    inside.walk(cell, { type: "unstyled", depth: 0, styles: [], link: "" });
    inside.endLine();
    this.pictures += inside.pictures;
    return inside.finished().flatMap(wordsOf).join(" ");
  }

  endText() {
    if (this.blocks.length) this.pieces.push({ raw: { blocks: this.blocks, entityMap: this.entities } });
    this.blocks = [];
    this.entities = {};
  }

  finished() {
    this.endText();
    return this.pieces;
  }
}

function wordsOf({ raw, table }) {
  if (raw) return raw.blocks.map(({ text }) => text.replace(/\n/g, " "));
  return [table.columns.map(({ heading }) => heading), ...table.rows.map(({ values }) => values)].map((row) => row.filter(Boolean).join(" "));
}
