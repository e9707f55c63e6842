/* Keeps what is typed in this browser until the server has it (decisions 0016 and 0049).
   Wagtail's own autosave does the sending; this module listens to its events. */
import { rowsOf, wordsOf } from "./form-words.js";
import { offer, setAside } from "./kept-offer.js";
import { watchOthers } from "./presence.js";
import { sendOnPress } from "./press.js";
import { meaningOf } from "./refused.js";
import { stateIn } from "./save-state.js";
import { forget, newToken, placeOf, read, write } from "../kit/kept-store.js";

const PAUSE = 700;
// Wagtail's widgets put their values in place after the page has loaded.
const READY = 1500;
// The server cannot save for a while (decision 0034): so long until the text is sent again.
const AGAIN = 8000;
// No answer for so long: the network is too slow to wait for in silence.
const SLOW = 20_000;

const form = document.getElementById("w-editor-form");
const bar = document.querySelector("[data-save-state]");
const box = document.querySelector("[data-kept-text]");
if (form && bar && box) start(form, box, bar.dataset.person, stateIn(bar));

function start(form, box, person, say) {
  // The form came back with text that is not saved: Wagtail 8.0.1 watches no further changes then.
  const returned = form.dataset.wUnsavedForceValue === "true";
  let place = placeOf(form);
  let token = newToken();
  let sent = { token: "", at: 0 };
  // The words that the server has; null until the page's own scripts have put them in place.
  let stored = null;
  let named = null;
  let timer = 0;
  let again = 0;
  let slow = 0;

  function keep() {
    clearTimeout(timer);
    const rows = rowsOf(form);
    const words = wordsOf(rows);
    // A state that is kept already keeps its name: it may be on its way to the server.
    if (stored === null || words === stored || words === named) return;
    token = newToken();
    named = words;
    const headline = form.elements.namedItem("headline")?.value ?? "";
    const replaces = box.dataset.resumed || "";
    const copy = { id: place, place, token, rows, headline, replaces, keptAt: Date.now() };
    if (!write(person, copy)) say("full");
  }

  function saved() {
    for (const id of new Set([place, placeOf(form)])) {
      const copy = read(person, id);
      if (copy?.token === sent.token) forget(person, copy);
    }
    // The first save of a new story gives it an address of its own.
    place = placeOf(form);
    stored = sent.words ?? stored;
    settle();
    if (!["overtaken", "overtaken_self"].includes(bar.dataset.state)) say("saved");
  }

  function settle() {
    sent = { token: "", at: 0 };
    clearTimeout(again);
    clearTimeout(slow);
  }

  /* `button`: the words of the pressed button whose step was not taken. */
  function refused(outcome, button = "") {
    settle();
    keep();
    const { state, actions, message, again: byItself } = meaningOf(outcome);
    const next = encodeURIComponent(placeOf(form));
    bar.querySelector("[data-save-sign-in]").href = `${bar.dataset.signIn}?next=${next}`;
    say(state, { actions, message, button, copy: read(person, place) });
    // An answer that is no answer to a script: Wagtail 8.0.1 asks again only a few times, offline.
    if (byItself) again = setTimeout(send, AGAIN);
  }

  function send() {
    freshToken();
    const detail = { type: "edits" };
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail }));
  }

  function freshToken() {
    const fresh = /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    if (fresh) form.elements.namedItem("csrfmiddlewaretoken").value = fresh;
  }

  for (const name of ["input", "change", "w-unsaved:add"]) {
    form.addEventListener(name, () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    });
  }
  window.addEventListener("pagehide", keep);
  document.addEventListener("w-autosave:save", ({ detail }) => {
    keep();
    detail.formData?.set("sitting", token);
    sent = { token, at: Date.now(), words: named ?? stored };
    clearTimeout(slow);
    slow = setTimeout(() => say("slow", { copy: read(person, place) }), SLOW);
    if (["", "saved"].includes(bar.dataset.state)) say("saving");
  });
  document.addEventListener("w-autosave:success", saved);
  document.addEventListener("w-autosave:error", ({ detail }) =>
    refused({ answer: detail.response, network: detail.type === "network_error" }),
  );
  // The idle notice ends the session: keep everything at once.
  document.addEventListener("toasoan:session-ended", () =>
    refused({ answer: { error_code: "session_ended" } }),
  );
  window.addEventListener("online", () => bar.dataset.state === "offline" && send());
  bar.querySelector("[data-save-retry]").addEventListener("click", send);
  for (const name of ["sign-in", "reload"]) {
    bar.querySelector(`[data-save-${name}]`).addEventListener("click", () => {
      // The text is kept, so leaving loses nothing and needs no question.
      keep();
      const quiet = (event) => event.preventDefault();
      window.addEventListener("w-unsaved:confirm", quiet, { once: true });
    });
  }
  sendOnPress(form, { keep, token: () => token, sentAt: () => sent.at, freshToken, refused });
  watchOthers(bar, (state, given) => {
    const changed = wordsOf(rowsOf(form)) !== stored;
    say(state, { ...given, actions: [changed ? "compare" : "reload"], copy: read(person, place) });
  });

  if (bar.dataset.savedAt) say("saved", { at: Date.parse(bar.dataset.savedAt) });
  if (!returned) setAside(person, place);
  setTimeout(() => {
    const words = wordsOf(rowsOf(form));
    stored = returned ? "" : words;
    if (!returned) offer({ form, box, person, place, words });
    else watch(words);
  }, READY);

  function watch(words) {
    let last = words;
    setInterval(() => {
      const now = wordsOf(rowsOf(form));
      if (now !== last) send();
      last = now;
    }, READY);
  }
}
