/* On a phone the buttons stay in sight above the keyboard, and never over the words being typed. */
const bar = document.querySelector("#w-editor-form .footer");
const scroller = document.getElementById("main");
const page = document.documentElement;

if (bar && scroller) start();

function start() {
  const view = window.visualViewport;
  const isPhone = window.matchMedia("(max-width: 799px)");

  function place() {
    // What of the window lies behind the keyboard; browsers that shrink the window say none.
    const hidden = view ? Math.max(0, window.innerHeight - view.height - view.offsetTop) : 0;
    page.style.setProperty("--under-keyboard", isPhone.matches ? `${Math.round(hidden)}px` : "0px");
    page.style.setProperty("--bar-height", `${Math.round(bar.getBoundingClientRect().height)}px`);
    requestAnimationFrame(show);
  }

  /* Scrolls the line of the cursor above the bar. */
  function show() {
    const line = lineOfCursor();
    const under = line ? line.bottom + 8 - bar.getBoundingClientRect().top : 0;
    if (under > 0) scroller.scrollBy({ top: under, behavior: "instant" });
  }

  new ResizeObserver(place).observe(bar);
  view?.addEventListener("resize", place);
  view?.addEventListener("scroll", place);
  document.addEventListener("input", () => requestAnimationFrame(show));
  document.addEventListener("focusin", () => setTimeout(show, 300));
  place();
}

function lineOfCursor() {
  const field = document.activeElement;
  if (!field?.closest?.("#w-editor-form") || field.closest(".footer")) return null;
  if (!field.isContentEditable) {
    if (!field.matches("input, textarea, select")) return null;
    const box = field.getBoundingClientRect();
    // Of a long field only the line is known to be needed that is being typed: near its end mostly.
    return box.height > 200 ? null : box;
  }
  const selection = window.getSelection();
  if (!selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const [box] = range.getClientRects();
  const holder = range.endContainer;
  return box ?? (holder.nodeType === 1 ? holder : holder.parentElement).getBoundingClientRect();
}
