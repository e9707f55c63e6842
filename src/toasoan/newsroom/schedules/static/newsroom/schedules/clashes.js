/* Tells while a line is being entered that its chair or its place is taken at that time.

   The server decides; nothing is forbidden, and saving tells it again without this. */
const form = document.querySelector("[data-clashes]");
const words = form?.querySelector("[data-clash-words]");
const NAMES = ["day", "part", "starts", "ends", "kind", "chair", "room", "place"];
const WAIT = 400;
let timer;
let asked = 0;

const ask = async () => {
  const typed = new FormData(form);
  const query = new URLSearchParams({ content: "-", unit: typed.get("unit") ?? "", dong: form.dataset.line });
  for (const name of NAMES) query.set(name, typed.get(name) ?? "");
  asked += 1;
  const mine = asked;
  const answer = await fetch(`${form.dataset.clashes}?${query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || mine !== asked) return;
  const { clashes } = await answer.json();
  words.replaceChildren(
    ...clashes.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }),
  );
};

form?.addEventListener("input", (event) => {
  if (!NAMES.includes(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(() => ask().catch(() => {}), WAIT);
});
