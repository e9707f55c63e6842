/* Copies of text that has not reached the server, in this browser only.
   A copy belongs to one person and one place (a story, or a new story of a unit), so nobody
   else who signs in on the machine is shown it. */
const PREFIX = "toasoan:text:";

const keyOf = (person, id) => `${PREFIX}${person}:${id}`;

/** The place of a form: its address without the host. */
export function placeOf(form) {
  const url = new URL(form.action, window.location.href);
  return url.pathname + url.search;
}

/** The copy under a name, or null. */
export function read(person, id) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(person, id)));
  } catch {
    return null;
  }
}

/** Keeps a copy; false when the browser cannot. */
export function write(person, copy) {
  try {
    localStorage.setItem(keyOf(person, copy.id), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a copy, and the one that it was brought back from. */
export function forget(person, copy) {
  try {
    for (const id of [copy.id, copy.replaces]) if (id) localStorage.removeItem(keyOf(person, id));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Every copy of a person, the latest first. */
export function copiesOf(person) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(`${PREFIX}${person}:`))
      .map((key) => JSON.parse(localStorage.getItem(key)))
      .filter(Boolean)
      .sort((one, other) => other.keptAt - one.keptAt);
  } catch {
    return [];
  }
}

/** A name for one state of a text. */
export function newToken() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** The hour of a copy as the office writes it. */
export function hourOf(copy) {
  const at = new Date(copy.keptAt);
  const hour = at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const sameDay = at.toDateString() === new Date().toDateString();
  return sameDay ? hour : `${hour}, ${at.toLocaleDateString("vi-VN")}`;
}
