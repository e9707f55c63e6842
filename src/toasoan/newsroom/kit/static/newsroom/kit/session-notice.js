/* Says that the session ends soon, and ends it in the browser too (decision 0017).

   The server decides; this page only counts. Tabs tell each other through localStorage. When the
   session is over the event `toasoan:session-ended` is sent on the document before the page is left:
   `event.detail.next` is where the person will come back to, `event.detail.wait(promise)` holds the
   page until something is saved (three seconds at most). */

const frame = document.querySelector("template[data-session-notice]");
const KEY = "toasoan:active";
const MOST_WAIT = 3000;
const SPOKEN = new Set([60, 30, 10]);

if (frame) start(frame.dataset);

function start(settings) {
  const idle = Number(settings.idle) * 1000;
  const notice = Number(settings.notice) * 1000;
  const every = Math.min(60_000, idle / 10);
  let dialog = null;
  let over = false;
  let asking = false;
  let lastReportedAt = Date.now();

  const lastAction = () => Math.max(Number(localStorage.getItem(KEY)) || 0, opened);
  const note = (moment) => localStorage.setItem(KEY, String(moment));
  const opened = Date.now() - (idle - Number(settings.left) * 1000);
  const left = () => lastAction() + idle - Date.now();
  note(Math.max(lastAction(), opened));

  async function ask(method) {
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    const headers = { Accept: "application/json", "X-CSRFToken": cookie ? cookie[1] : "" };
    const answer = await fetch(settings.state, { method, headers, redirect: "error" });
    if (answer.status === 401) return end(await answer.json());
    if (!answer.ok) return;
    const found = await answer.json();
    note(Date.now() - (idle - found.remaining * 1000));
  }

  async function stay() {
    dialog?.close();
    lastReportedAt = Date.now();
    try {
      await ask("POST");
    } catch {
      // Without a network nothing can be kept alive; the next tick asks again.
    }
  }

  function open() {
    document.body.append(frame.content.cloneNode(true));
    dialog = document.querySelector("dialog.session-notice");
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("cancel", stay);
    dialog.querySelector("button").addEventListener("click", stay);
    dialog.showModal();
  }

  function show() {
    const seconds = Math.max(0, Math.ceil(left() / 1000));
    const words = dialog.dataset.left.replace("[n]", seconds);
    dialog.querySelector("[data-left]").textContent = words;
    if (SPOKEN.has(seconds)) dialog.querySelector("[data-spoken]").textContent = words;
  }

  async function end(found) {
    if (over) return;
    over = true;
    const next = window.location.pathname + window.location.search + window.location.hash;
    const waiting = [];
    const detail = { next, ended: found.ended, wait: (promise) => waiting.push(promise) };
    document.dispatchEvent(new CustomEvent("toasoan:session-ended", { detail }));
    const limit = new Promise((resolve) => {
      setTimeout(resolve, MOST_WAIT);
    });
    await Promise.race([Promise.allSettled(waiting), limit]);
    // The page is left because the session is over: no question whether to leave it.
    window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
    const query = new URLSearchParams({ next, "vi-sao": found.ended });
    window.location.assign(`${settings.signIn}?${query}`);
  }

  async function tick() {
    if (over || asking) return;
    if (dialog?.open && left() > notice + 1000) dialog.close();
    if (left() > notice) return;
    if (!dialog?.open || left() <= 0) {
      asking = true;
      await ask("GET").catch(() => {});
      asking = false;
    }
    if (over || left() > notice) return;
    if (!dialog?.open) open();
    show();
  }

  // Typing and pressing are actions; the server is told at most once in a while.
  for (const kind of ["keydown", "pointerdown"]) {
    document.addEventListener(
      kind,
      () => {
        if (over || dialog?.open || Date.now() - lastReportedAt < every) return;
        stay();
      },
      { capture: true, passive: true },
    );
  }
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) tick();
  });
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 1000);
}
