/* The one line at the buttons that says where the text is, and what can be done about it.

   People who listen hear of a trouble once, and once that it is over; that the text is saved every
   few seconds is not said to them. */
import { hourOf } from "../kit/kept-store.js";

const ACTIONS = ["retry", "sign-in", "compare", "reload"];
const QUIET = new Set(["", "saving", "saved"]);

/** say(state, {actions, copy, message, at}): shows a state by its name; "" shows nothing. */
export function stateIn(bar) {
  const part = (name) => bar.querySelector(`[data-save-${name}]`);
  const wordsOf = (name) => bar.querySelector(`[data-words="${name}"]`)?.content.textContent.trim() ?? "";

  function written(state, { copy, message = "", at = Date.now(), button = "" }) {
    const kept = copy ? wordsOf("kept") : "";
    const again = button ? wordsOf("press_again") : "";
    return [wordsOf(state) || message, kept, again]
      .filter(Boolean)
      .join(" ")
      .replace("{time}", hourOf(copy ?? { keptAt: at }))
      .replace("{button}", button);
  }

  return (state, given = {}) => {
    const before = bar.dataset.state ?? "";
    const words = state ? written(state, given) : "";
    bar.dataset.state = state;
    bar.classList.toggle("save-state--trouble", !QUIET.has(state));
    if (part("said").textContent !== words) part("said").textContent = words;
    for (const name of ACTIONS) part(name).hidden = !(given.actions ?? []).includes(name);
    const isOver = state === "saved" && !QUIET.has(before);
    // That something was saved earlier is no longer the news.
    if (!QUIET.has(state)) document.querySelector(".messages li.success")?.remove();
    if (!QUIET.has(state) || isOver) tell(part("spoken"), words);
    else if (state !== "saving") tell(part("spoken"), "");
  };
}

function tell(place, words) {
  // The same trouble once more, only minutes later, is not told again.
  const bare = words.replace(/\d+/g, "");
  if (place.dataset.told === bare) return;
  place.dataset.told = bare;
  place.textContent = words;
}
