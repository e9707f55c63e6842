/* A button that copies the address beside it; without a clipboard it stays hidden. */
for (const line of document.querySelectorAll("[data-module='copy-address']")) {
  const address = line.querySelector("input");
  const button = line.querySelector("button");
  address.addEventListener("focus", () => address.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address.value);
    button.textContent = button.dataset.done;
  });
}
