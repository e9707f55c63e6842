/* Comforts of a story's page: photos one by one, videos on request, reading aloud. */

/* Photos: a press on one shows it large, with the others of the story; without this the link opens the file. */
const viewer = document.querySelector("[data-viewer]");
const links = [...document.querySelectorAll(".story-photo__link")];
let shown = 0;

function showPhoto(number) {
  shown = (number + links.length) % links.length;
  const small = links[shown].querySelector("img");
  const large = new Image();
  large.alt = small.alt;
  large.src = links[shown].href;
  viewer.querySelector(".viewer__photo").replaceChildren(large);
  const caption = links[shown].closest("figure").querySelector("figcaption");
  viewer.querySelector(".viewer__caption").textContent = caption?.textContent.trim() || "";
  viewer.querySelector(".viewer__place").textContent = links.length > 1 ? `${shown + 1}/${links.length}` : "";
}

if (viewer?.showModal && links.length) {
  for (const button of viewer.querySelectorAll("[data-turn]")) button.hidden = links.length === 1;
  for (const [number, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      showPhoto(number);
      viewer.showModal();
    });
  }
  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.turn) showPhoto(shown + Number(button.dataset.turn));
    else if (button || event.target === viewer) viewer.close();
  });
  viewer.addEventListener("keydown", (event) => {
    const turn = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (turn && links.length > 1) showPhoto(shown + turn);
  });
  // The browser gives the focus back to where it was; the reader may have gone on since.
  viewer.addEventListener("close", () => links[shown].focus());
}

/* Tables that are wider than the screen say so. */
function showCues() {
  for (const table of document.querySelectorAll(".wide-table")) {
    const scrolls = table.scrollWidth > table.clientWidth + 1;
    table.classList.toggle("wide-table--scrolls", scrolls);
    table.previousElementSibling?.classList.toggle("wide-table__cue--shown", scrolls);
  }
}

if (document.querySelector(".wide-table")) {
  new ResizeObserver(showCues).observe(document.querySelector(".article__body"));
}

/* Videos: the host's player comes when it is asked for, from its address without cookies. */
for (const video of document.querySelectorAll("[data-video]")) {
  video.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = `https://www.youtube-nocookie.com/embed/${video.dataset.video}?autoplay=1&hl=vi`;
    player.title = video.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.className = "video__player";
    video.replaceChildren(player);
    player.focus();
  }, { once: true });
}

/* Reading aloud: with the browser's own Vietnamese voice, when it has one. */
const aloud = document.querySelector("[data-aloud]");
const speech = window.speechSynthesis;
let waiting = [];
let reading = false;

function vietnameseVoice() {
  return speech.getVoices().find((voice) => voice.lang.toLowerCase().startsWith("vi"));
}

function partsToRead() {
  const chosen = "h1, .article__standfirst, .article__body :is(p, li, h2, blockquote p)";
  return [...document.querySelectorAll(`[data-story] :is(${chosen})`)].map((part) => part.textContent.trim()).filter(Boolean);
}

function showReading(state) {
  const play = aloud.querySelector("[data-play]");
  play.dataset.begin ??= play.textContent;
  play.textContent = play.dataset[state];
  aloud.querySelector("[data-stop]").hidden = state === "begin";
}

function stopReading() {
  reading = false;
  waiting = [];
  speech.cancel();
  showReading("begin");
}

function readNext() {
  const words = waiting.shift();
  if (!reading) return;
  if (!words) {
    stopReading();
    return;
  }
  // One part at a time: long texts are cut off by some browsers.
  const part = new SpeechSynthesisUtterance(words);
  part.lang = "vi-VN";
  part.voice = vietnameseVoice();
  part.addEventListener("end", readNext);
  part.addEventListener("error", (event) => { if (event.error !== "interrupted" && event.error !== "canceled") stopReading(); });
  speech.speak(part);
}

function pressPlay() {
  if (!reading) {
    reading = true;
    waiting = partsToRead();
    showReading("playing");
    readNext();
  } else if (speech.paused) {
    speech.resume();
    showReading("playing");
  } else {
    speech.pause();
    showReading("paused");
  }
}

function offerReading() {
  if (vietnameseVoice()) aloud.hidden = false;
}

if (aloud && speech) {
  aloud.querySelector("[data-play]").addEventListener("click", pressPlay);
  aloud.querySelector("[data-stop]").addEventListener("click", stopReading);
  // Voices come late, and speech goes on after its page has gone.
  speech.addEventListener?.("voiceschanged", offerReading);
  window.addEventListener("pagehide", stopReading);
  offerReading();
}
