/* What an answer that is no success means for the person at the screen. */

const BUSY = new Set(["too_many_requests", "service_unavailable", "insufficient_storage"]);

/** The state, its buttons and whether the text is sent again by itself.

    `answer`: what the server said as JSON, or null when it said nothing readable; `network`: true
    when no answer came at all. */
export function meaningOf({ answer = null, network = false }) {
  const code = answer?.error_code ?? "";
  const message = answer?.error_message ?? "";
  if (network) return { state: "offline", actions: ["retry"], again: true };
  if (code === "session_ended") return { state: "signed_out", actions: ["sign-in", "retry"] };
  if (code === "invalid_revision" || code === "locked") {
    return { state: code === "locked" ? "locked" : "overtaken", message, actions: ["compare"] };
  }
  if (code === "forbidden") return { state: "told", message, actions: ["retry", "reload"] };
  const again = BUSY.has(code) || !answer;
  return { state: message ? "told" : "failed", message, actions: ["retry"], again };
}
