/* The button of a step says what will happen at the hour in its field, while it is typed. */
const spoken = document.querySelector("[data-module='step-hour']");
const form = spoken?.form;
const button = form?.querySelector("[data-sending]");
const field = form?.elements.namedItem(spoken.dataset.field);

// Hours are typed as Việt Nam's, wherever the browser is: seven hours ahead of UTC, no summer time.
const AHEAD = 7 * 3600 * 1000;

function words(typed) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(typed);
  const { without, with: pattern, weekdays, past } = spoken.dataset;
  if (!parts) return without;
  const [, year, month, day, clock] = parts;
  const local = new Date(`${year}-${month}-${day}T${clock}Z`);
  const here = new Date(Date.now() + AHEAD);
  if (past && local <= here) return without;
  // Monday comes first in the list, Sunday in the browser.
  const weekday = weekdays.split("|")[(local.getUTCDay() + 6) % 7];
  const date = `${day}/${month}${Number(year) === here.getUTCFullYear() ? "" : `/${year}`}`;
  return pattern.replace("%(hour)s", `${clock} ${weekday} ${date}`);
}

function follow() {
  button.textContent = words(field.value);
  spoken.value = field.value.slice(0, 16);
}

if (button && field) field.addEventListener("input", follow);
