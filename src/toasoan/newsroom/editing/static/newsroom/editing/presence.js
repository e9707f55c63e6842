/* Who else has the story open, by name; and who has saved a newer version meanwhile. */

/** Draws the names at every answer of Wagtail's own ping, and calls `overtaken(state, {message})`
    once for each newer version that somebody else, or the same person elsewhere, has saved. */
export function watchOthers(bar, overtaken) {
  let told = null;
  document.addEventListener("w-swap:json", ({ target, detail }) => {
    if (!target.matches?.("[data-presence]") || !detail?.data?.other_sessions) return;
    const others = detail.data.other_sessions;
    draw(target, others);
    const newer = others.find((one) => one.revision_id);
    const mark = newer ? `${newer.revision_id} ${newer.user}` : null;
    if (newer && mark !== told) {
      const isOwn = newer.user === target.dataset.own;
      const words = bar.querySelector("[data-words='overtaken_by']").content.textContent.trim();
      overtaken(isOwn ? "overtaken_self" : "overtaken", { message: words.replace("{who}", newer.user) });
    }
    told = mark;
  });
}

function draw(form, others) {
  const words = (name) => form.querySelector(`[data-words="${name}"]`).content.textContent.trim();
  const place = form.querySelector("[data-presence-names]");
  const names = others.map((one) => {
    if (one.user === form.dataset.own) return words("own");
    return one.is_editing ? words("writing").replace("{who}", one.user) : one.user;
  });
  const line = names.length ? words("here").replace("{names}", names.join(", ")) : "";
  if (place.textContent !== line) place.textContent = line;
  place.title = line;
}
