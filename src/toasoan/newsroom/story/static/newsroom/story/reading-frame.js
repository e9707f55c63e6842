/* Gives the reading frame the height of its text, so that a phone scrolls once, not twice. */
for (const frame of document.querySelectorAll("[data-module='reading-frame']")) {
  const fit = () => {
    const text = frame.contentDocument?.documentElement;
    if (!text) return;
    const resize = () => (frame.style.height = `${text.ownerDocument.body.scrollHeight + 2}px`);
    resize();
    new ResizeObserver(resize).observe(text.ownerDocument.body);
  };
  frame.addEventListener("load", fit);
  if (frame.contentDocument?.readyState === "complete") fit();
}
