/* Starts Wagtail's inline panels from their data instead of from inline scripts. */
for (const element of document.querySelectorAll("[data-inline-panel]")) {
  new window.InlinePanel(JSON.parse(element.dataset.inlinePanel));
}
