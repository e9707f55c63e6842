/* Passkeys: the server's options to the browser, the browser's answer to the server. */

const bytes = (text) =>
Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-")
  .replace(/\//g, "_")
  .replace(/=+$/, "");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

async function post(address, body = "{}") {
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": token(),
    },
  });
  // Sent elsewhere (to prove oneself again): go there as a person.
  if (answer.redirected) {
    window.location.assign(answer.url);
    return new Promise(() => {});
  }
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.problem ?? "refused");
  return found;
}

const withBytes = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function get(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  publicKey.allowCredentials = withBytes(options.allowCredentials);
  const made = await navigator.credentials.get({ publicKey });
  return {
    authenticatorData: text(made.response.authenticatorData),
    signature: text(made.response.signature),
    userHandle: made.response.userHandle ? text(made.response.userHandle) : null,
    made,
  };
}

async function create(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  publicKey.user = { ...options.user, id: bytes(options.user.id) };
  publicKey.excludeCredentials = withBytes(options.excludeCredentials);
  const made = await navigator.credentials.create({ publicKey });
  return {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
    made,
  };
}

async function run(frame) {
  const ceremony = frame.dataset.passkey === "create" ? create : get;
  const { made, ...response } = await ceremony(await post(frame.dataset.options));
  const answer = {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response: { ...response, clientDataJSON: text(made.response.clientDataJSON) },
  };
  let address = frame.dataset.done;
  const name = frame.querySelector("input[name=ten]");
  if (name) address += `?${new URLSearchParams({ ten: name.value })}`;
  const found = await post(address, JSON.stringify(answer));
  window.location.assign(found.next);
}

// Browsers know passkeys under a domain name with https (or localhost) only, never under an IP address.
const host = window.location.hostname;
const possible =
  window.isSecureContext && window.PublicKeyCredential && !/^[\d.]+$|^\[/.test(host);

for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = possible;
for (const frame of possible ? document.querySelectorAll("[data-passkey]") : []) {
  const problem = frame.querySelector("[data-problem]");
  const button = frame.querySelector("button");
  frame.hidden = false;
  const start = async (event) => {
    event.preventDefault();
    problem.hidden = true;
    button.disabled = true;
    try {
      await run(frame);
    } catch {
      problem.textContent = problem.dataset.problem;
      problem.hidden = false;
      button.disabled = false;
    }
  };
  if (frame.matches("form")) frame.addEventListener("submit", start);
  else button.addEventListener("click", start);
}
