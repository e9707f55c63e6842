/* The button of a step says what will happen at the hour in its field, while it is typed. */
import { browserValue, hereWords, readTyped, weekdayOf } from "../kit/typed-date.js";

const spoken = document.querySelector("[data-module='step-hour']");
const form = spoken?.form;
const button = form?.querySelector("[data-sending]");
const field = form?.elements.namedItem(spoken.dataset.field);

// Hours are typed as Việt Nam's, wherever the browser is: seven hours ahead of UTC, no summer time.
const AHEAD = 7 * 3600 * 1000;

function words(typed) {
  const { without, with: pattern, weekdays, past } = spoken.dataset;
  if (!typed?.clock) return without;
  const here = new Date(Date.now() + AHEAD);
  if (past && new Date(`${browserValue(typed)}Z`) <= here) return without;
  const day = hereWords({ ...typed, clock: "" });
  const date = Number(typed.year) === here.getUTCFullYear() ? day.slice(0, 5) : day;
  return pattern.replace(
    "%(hour)s",
    `${typed.clock} ${weekdayOf(typed, weekdays.split("|"))} ${date}`,
  );
}

function follow() {
  const typed = readTyped(field.value);
  button.textContent = words(typed);
  spoken.value = typed ? browserValue(typed) : "";
}

if (button && field) field.addEventListener("input", follow);
