/* The browser's own controls for files and dates speak its language; here they speak the newsroom's. */
import { browserValue, hereWords, readTyped, weekdayOf } from "./typed-date.js";

const words = document.querySelector("[data-control-words]")?.dataset ?? {};

function part(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  made.setAttribute("aria-hidden", "true");
  return made;
}

/* The browser's control lies over ours without being seen: pressing, dropping and the keyboard work. */
function dressFile(input) {
  const box = document.createElement("span");
  box.className = "file-control";
  const name = part("file-control__name", words.none);
  input.replaceWith(box);
  box.append(part("button button-secondary", words.choose), name, input);
  const follow = () => {
    name.textContent = [...input.files].map((file) => file.name).join(", ") || words.none;
  };
  input.addEventListener("change", follow);
  follow();
}

/* A day is typed as 30/11/2026 where the browser would ask for it in another order; its calendar
   stays, behind a button. */
function typeHere(input) {
  const calendar = input.cloneNode();
  const typed = readTyped(input.getAttribute("value") ?? "");
  const hasClock = input.type === "datetime-local";
  for (const name of ["id", "name", "required", "aria-describedby"]) calendar.removeAttribute(name);
  calendar.className = "date-control__calendar";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  input.type = "text";
  input.inputMode = "numeric";
  input.autocomplete = "off";
  input.placeholder = hasClock ? words.moment : words.day;
  input.value = typed ? hereWords(typed) : (input.getAttribute("value") ?? "");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = words.calendar;
  button.addEventListener("click", () => {
    const now = readTyped(input.value);
    calendar.value = now ? browserValue(now) : "";
    calendar.showPicker?.();
  });
  calendar.addEventListener("input", () => {
    const chosen = readTyped(calendar.value);
    if (!chosen) return;
    input.value = hereWords(chosen);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const box = document.createElement("span");
  box.className = "date-control";
  input.replaceWith(box);
  box.append(input, calendar, button);
  return box;
}

/* The day with its weekday beneath the field, whatever order it stands in. */
function sayDay(input, box) {
  const said = part("spoken-date", "");
  box.after(said);
  const follow = () => {
    const typed = readTyped(input.value);
    said.textContent = typed
      ? `${weekdayOf(typed, words.weekdays.split("|"))}, ${hereWords(typed)}`
      : "";
  };
  input.addEventListener("input", follow);
  follow();
}

for (const input of document.querySelectorAll(".newsroom-page input[type='file']"))
  dressFile(input);
const speaksOurs = navigator.language.startsWith("vi");
for (const input of document.querySelectorAll(
  ".newsroom-page input[type='date'], .newsroom-page input[type='datetime-local']",
)) {
  const box = speaksOurs ? input : typeHere(input);
  if (input.closest(".newsroom-field")) sayDay(input, box);
}
for (const input of document.querySelectorAll(".newsroom-page input[type='time']")) {
  if (speaksOurs) continue;
  input.type = "text";
  input.inputMode = "numeric";
  input.placeholder = words.clock;
}
