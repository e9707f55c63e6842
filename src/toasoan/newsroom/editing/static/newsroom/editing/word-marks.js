/* How Word marks paragraphs, lists, letters and cells in its HTML. */

const HEADING = /^H[1-6]$/;
const SKIPPED = /^(STYLE|SCRIPT|HEAD|TITLE|META|LINK|XML|DEL|TEMPLATE|NOSCRIPT|W:SDTPR)$/;
// Draftail nests lists as deep as this (maxListNesting).
const DEEPEST = 4;
const WIDEST = 63;

export function isLeftOut(element) {
  if (SKIPPED.test(element.tagName)) return true;
  const style = element.getAttribute("style") ?? "";
  return /mso-list:\s*Ignore|display:\s*none|mso-hide:\s*all/i.test(style);
}

/* Which kind of paragraph an element begins. */
export function kindOf(element, { type }) {
  const name = element.tagName;
  if (HEADING.test(name)) return { type: "header-two", depth: 0 };
  if (name === "BLOCKQUOTE") return { type: "blockquote", depth: 0 };
  const level = /mso-list:\s*l\d+\s+level(\d+)/i.exec(element.getAttribute("style") ?? "")?.[1];
  if (level && !HEADING.test(name)) return { type: isCounted(element) ? "ordered-list-item" : "unordered-list-item", depth: depth(Number(level) - 1) };
  if (name === "LI") {
    const lists = listsAround(element);
    const isOrdered = lists[0]?.tagName === "OL";
    return { type: isOrdered ? "ordered-list-item" : "unordered-list-item", depth: depth(lists.length - 1) };
  }
  return name === "UL" || name === "OL" ? { type: "unstyled" } : { type };
}

const depth = (level) => Math.max(0, Math.min(DEEPEST, level));

function listsAround(element) {
  const found = [];
  for (let list = element.closest("ul, ol"); list; list = list.parentElement?.closest("ul, ol")) found.push(list);
  return found;
}

/* Word writes a list's sign as text that is to be ignored: a number or letter counts. */
function isCounted(element) {
  const mark = [...element.querySelectorAll("span")].find((span) => /mso-list:\s*Ignore/i.test(span.getAttribute("style") ?? ""));
  return /^\s*\(?(\d+|[a-z]{1,4})\s*[.)]/i.test(mark?.textContent ?? "");
}

export function stylesOf(element, around) {
  const style = element.style ?? {};
  const weight = style.fontWeight || (/^(B|STRONG)$/.test(element.tagName) ? "bold" : "");
  const slant = style.fontStyle || (/^(I|EM)$/.test(element.tagName) ? "italic" : "");
  const isHeading = HEADING.test(element.tagName);
  const set = new Set(isHeading ? [] : around);
  if (weight) set[weight === "bold" || Number(weight) >= 600 ? "add" : "delete"]("BOLD");
  if (slant) set[slant === "italic" ? "add" : "delete"]("ITALIC");
  if (element.closest("h1, h2, h3, h4, h5, h6")) set.delete("BOLD");
  return [...set];
}

/* The cells of a table in rows of equal places; what a cell spans beyond its first place is empty. */
export function gridOf(table, read) {
  const rows = [...table.rows].filter((row) => row.closest("table") === table);
  const grid = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x += 1;
      const words = read(cell);
      for (let down = 0; down < Math.min(cell.rowSpan || 1, rows.length - y); down += 1) {
        for (let right = 0; right < Math.min(cell.colSpan, WIDEST); right += 1) grid[y + down][x + right] = down + right ? "" : words;
      }
      x += cell.colSpan;
    }
  });
  return grid.map((row) => Array.from(row, (words) => words ?? "")).filter((row) => row.some(Boolean));
}
