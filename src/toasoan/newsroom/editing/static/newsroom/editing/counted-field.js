/* Counts the characters of a field beneath it; a headline stays one paragraph in several lines. */
for (const field of document.querySelectorAll("[data-counted]")) start(field);

function start(field) {
  const { counted, countedOver, countedGuide, countedMost } = field.dataset;
  const line = document.createElement("p");
  line.className = "counted";
  line.id = `${field.id}-counted`;
  const spoken = document.createElement("span");
  spoken.className = "w-sr-only";
  spoken.setAttribute("role", "status");
  field.after(line, spoken);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());

  function count() {
    const length = [...field.value.trim()].length;
    const over = length - Number(countedMost);
    line.textContent = (over > 0 ? countedOver : counted).replace("{count}", length).replace("{over}", over);
    line.classList.toggle("counted--long", length > Number(countedGuide));
    line.classList.toggle("counted--over", over > 0);
    const told = over > 0 ? line.textContent : "";
    if (!told || !spoken.textContent) spoken.textContent = told;
  }

  if ("oneLine" in field.dataset) keepOneLine(field);
  field.addEventListener("input", count);
  count();
}

function keepOneLine(field) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  field.addEventListener("input", () => {
    if (!/[\r\n]/.test(field.value)) return;
    const at = field.selectionStart;
    field.value = field.value.replace(/[ \t]*[\r\n]+[ \t]*/g, " ");
    field.setSelectionRange(at, at);
  });
}
