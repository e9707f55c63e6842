/* The screens of signing in: show a password, print codes. */

const words = document.querySelector("[data-reveal-words]")?.dataset ?? {};

for (const input of document.querySelectorAll("input[data-reveal]")) {
  if (!words.show) break;
  const frame = document.createElement("div");
  const button = document.createElement("button");
  frame.className = "reveal";
  button.className = "reveal__button";
  button.type = "button";
  const label = document.querySelector(`label[for="${input.id}"]`)?.textContent.trim() ?? "";
  const tell = () => {
    const shown = input.type === "text";
    button.textContent = shown ? words.hide : words.show;
    button.setAttribute("aria-label", `${button.textContent} – ${label}`);
  };
  button.addEventListener("click", () => {
    input.type = input.type === "text" ? "password" : "text";
    tell();
  });
  // A password that stands there in the clear must not be remembered as ordinary text.
  input.form?.addEventListener("submit", () => {
    input.type = "password";
  });
  input.replaceWith(frame);
  frame.append(input, button);
  tell();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
