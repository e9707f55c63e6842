/* Ratings, opinions of pages and votes, sent without leaving the page; loaded when such a form is seen. */

function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is switched off
  }
}

function remember(name) {
  try {
    localStorage.setItem(name, "1");
  } catch {
    // storage is switched off: the server counts a reader once a day
  }
}

async function send(form, said) {
  const { once, onward, failed } = form.dataset;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
    });
    const { taken, words } = await answer.json();
    if (taken && once) remember(once);
    if (taken && onward) {
      location.assign(onward);
      return;
    }
    said.textContent = words;
    if (taken && !once) for (const part of form.querySelectorAll("fieldset, .useful__more")) part.remove();
  } catch {
    said.textContent = failed;
  }
}

export function attach(form) {
  const said = form.querySelector(".opinion__said");
  const { once, again } = form.dataset;
  if (once && remembered(once)) said.textContent = again;
  form.dataset.attached = "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    await send(form, said);
    button.disabled = false;
  });
}
