/* The buttons of the text's own toolbar that put a photo, a table … where the cursor stands.
   A plain script: Draftail asks for its controls before modules run. insert.js does the work. */
(function register() {
  const { createElement } = window.React;
  // The pinned toolbar stays in sight while a long text is written; the floating one hides these.
  try {
    localStorage.setItem("wagtail:draftail-toolbar", "sticky");
  } catch {
    // Without a store the toolbar floats, and the buttons come with a selection.
  }

  function button({ dataset, textContent }) {
    const { kind } = dataset;
    return createElement(
      "button",
      {
        key: kind,
        type: "button",
        className: "insert-button",
        // The cursor stays where it is.
        onMouseDown: (event) => event.preventDefault(),
        onClick: ({ currentTarget }) =>
        currentTarget.dispatchEvent(
          new CustomEvent("toasoan:insert", { bubbles: true, detail: { kind } }),
        ),
      },
      textContent.trim(),
    );
  }

  function InsertButtons() {
    const words = document.querySelector("[data-insert-words]");
    if (!words) return null;
    const buttons = [...words.content.querySelectorAll("[data-kind]")].map(button);
    const attributes = { className: "insert-buttons", role: "group", "aria-label": words.dataset.name };
    return createElement("div", attributes, ...buttons);
  }

  window.draftail.registerPlugin({ type: "insert-blocks", inline: InsertButtons }, "controls");
})();
