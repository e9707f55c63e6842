/* Days and moments as people type them here (30/11/2026, 15:00) and as browsers write them. */
const HERE = /^\s*(\d{1,2})\D(\d{1,2})\D(\d{4})(?:\D+(\d{1,2}:\d{2}))?\s*$/;
const BROWSER = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/;

/** The parts of what was typed, each with its zeros; null when it is no day. */
export function readTyped(text) {
  const browser = BROWSER.exec(text);
  const here = browser ? null : HERE.exec(text);
  if (!browser && !here) return null;
  const [year, month, day] = browser ? browser.slice(1, 4) : [here[3], here[2], here[1]];
  const clock = (browser ?? here)[4];
  return {
    year,
    month: month.padStart(2, "0"),
    day: day.padStart(2, "0"),
    clock: clock ? clock.padStart(5, "0") : "",
  };
}

/** 30/11/2026, or 30/11/2026, 15:00. */
export function hereWords({ year, month, day, clock }) {
  return `${day}/${month}/${year}${clock ? `, ${clock}` : ""}`;
}

/** What the browser's own field holds: 2026-11-30, or 2026-11-30T15:00. */
export function browserValue({ year, month, day, clock }) {
  return `${year}-${month}-${day}${clock ? `T${clock}` : ""}`;
}

/** The name of the weekday; `names` begin with Monday. */
export function weekdayOf({ year, month, day }, names) {
  return names[(new Date(`${year}-${month}-${day}T00:00Z`).getUTCDay() + 6) % 7] ?? "";
}
