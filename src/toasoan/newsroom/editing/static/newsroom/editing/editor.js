/* Keeps what is typed in this browser until the server has it (decision 0016).
   Wagtail's own autosave does the sending; this module listens to its events. */
import { nameOnSubmit } from "./editor-submit.js";
import { rowsOf, wordsOf } from "./form-words.js";
import { noticeIn } from "./kept-notice.js";
import { offer, setAside } from "./kept-offer.js";
import { forget, newToken, placeOf, read, write } from "../kit/kept-store.js";

const PAUSE = 700;
// Wagtail's widgets put their values in place after the page has loaded.
const READY = 1500;
// The server cannot save for a while (decision 0034): so long until the text is sent again.
const AGAIN = 8000;

const form = document.getElementById("w-editor-form");
const box = document.querySelector("[data-kept-text]");
if (form && box) start(form, box, box.dataset.person, noticeIn(box));

function start(form, box, person, say) {
  // The form came back with text that is not saved: Wagtail 8.0.1 watches no further changes then.
  const returned = form.dataset.wUnsavedForceValue === "true";
  let place = placeOf(form);
  let token = newToken();
  let sent = { token: "", at: 0 };
  let first = null;
  let named = null;
  let timer = 0;
  let again = 0;

  function keep() {
    clearTimeout(timer);
    const rows = rowsOf(form);
    const words = wordsOf(rows);
    // A state that is kept already keeps its name: it may be on its way to the server.
    if (first === null || words === first || words === named) return;
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
    sent = { token: "", at: 0 };
    clearTimeout(again);
    if (box.dataset.state !== "offered") say("");
  }

  function signedOut() {
    const next = encodeURIComponent(placeOf(form));
    box.querySelector("[data-kept-sign-in]").href = `${box.dataset.signIn}?next=${next}`;
    say("signed_out", ["sign-in", "retry"], read(person, place));
  }

  // An answer that is no answer to a script: 503 or 507. Wagtail 8.0.1 asks again only offline.
  function away(copy) {
    say("away", ["retry"], copy);
    clearTimeout(again);
    again = setTimeout(retry, AGAIN);
  }

  function failed({ response, type }) {
    sent = { token: "", at: 0 };
    keep();
    const copy = read(person, place);
    if (response?.error_code === "session_ended") signedOut();
    else if (type === "network_error") say("offline", ["retry"], copy);
    else if (type === "server_error" && !response) away(copy);
    else if (type === "invalid_revision") say("overtaken", ["compare"], copy);
    else if (type === "locked") say("locked", ["compare"], copy);
    else say("refused", ["retry"], copy);
  }

  const send = () => {
    const detail = { type: "edits" };
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail }));
  };

  function retry() {
    // Signing in again in another window gave the session a new token.
    const fresh = /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    if (fresh) form.elements.namedItem("csrfmiddlewaretoken").value = fresh;
    send();
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
    sent = { token, at: Date.now() };
  });
  document.addEventListener("w-autosave:success", saved);
  document.addEventListener("w-autosave:error", ({ detail }) => failed(detail));
  // The idle notice ends the session: keep everything at once.
  document.addEventListener("toasoan:session-ended", () => {
    keep();
    signedOut();
  });
  window.addEventListener("online", () => box.dataset.state === "offline" && retry());
  box.querySelector("[data-kept-retry]").addEventListener("click", retry);
  box.querySelector("[data-kept-sign-in]").addEventListener("click", () => {
    // The text is kept, so leaving loses nothing and needs no question.
    keep();
    window.addEventListener("w-unsaved:confirm", (event) => event.preventDefault(), { once: true });
  });
  nameOnSubmit(form, { keep, token: () => token, sentAt: () => sent.at });

  if (!returned) setAside(person, place);
  setTimeout(() => {
    const words = wordsOf(rowsOf(form));
    first = returned ? "" : words;
    if (!returned) offer({ form, box, person, place, words, say });
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
