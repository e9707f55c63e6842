/* The line above the form that says where the text is, and the buttons that go with it. */
import { hourOf } from "../kit/kept-store.js";

const ACTIONS = ["restore", "drop", "retry", "sign-in", "compare"];

/** A function that says a state by name with its buttons; nothing for an empty name. */
export function noticeIn(box) {
  const part = (name) => box.querySelector(`[data-kept-${name}]`);
  return (state, actions = [], copy = null) => {
    const words = state && box.querySelector(`[data-words="${state}"]`).content.textContent;
    part("said").textContent = words
      ? words.replace("{time}", hourOf(copy ?? { keptAt: Date.now() }))
      : "";
    box.dataset.state = state;
    for (const name of ACTIONS) part(name).hidden = !actions.includes(name);
  };
}
