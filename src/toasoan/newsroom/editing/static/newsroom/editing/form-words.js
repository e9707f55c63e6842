/* What a form says, as rows to keep and as words to compare. */
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "sitting", "resume", "next"]);
const MECHANICS =
    /-(count|deleted|order|type|id|ORDER|DELETE)$|_FORMS$|^(loaded|overwrite)_revision|-plain-/;

/** The form's fields as rows of name and value. */
export function rowsOf(form) {
  const rows = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !NOT_KEPT.has(name),
  );
  // After an autosave the text stands on the version that the autosave made.
  const made = Number(form.dataset.wAutosaveRevisionIdValue);
  return made > 0 ? [...rows, ["overwrite_revision_id", String(made)]] : rows;
}

/** The words of rows, without what only says how they are stored. */
export function wordsOf(rows) {
  return rows
    .filter(([name, value]) => value && !MECHANICS.test(name))
    .map(([name, value]) => `${name}=${plain(value)}`)
    .sort()
    .join("\n");
}

// Rich text fields hold their paragraphs as JSON whose keys change at every load.
function plain(value) {
  try {
    const { blocks } = JSON.parse(value);
    return JSON.stringify(
      blocks.map(({ text, type, inlineStyleRanges }) => [text, type, inlineStyleRanges]),
    );
  } catch {
    return value.replace(/\r\n/g, "\n").trim();
  }
}
