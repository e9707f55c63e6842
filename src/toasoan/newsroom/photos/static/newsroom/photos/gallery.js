/* A gallery of the editor: a button above its list sends several photos into it (Wagtail 8.0.1). */
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const here = document.currentScript.src;

  function isEmpty({ picture, caption, credit }) {
    return !picture && !caption && !credit;
  }

  async function fill(list, words) {
    const { photosFromDialog } = await import(new URL("dialog.js", here).href);
    const arrived = await photosFromDialog(words);
    // A new gallery begins with one empty photo: the first one takes its place.
    if (arrived.length && list.children.length === 1 && isEmpty(list.getValue()[0])) list.clear();
    for (const photo of arrived) list.insert(photo, list.children.length);
  }

  class GalleryDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      const list = block.childBlocks.pictures;
      const count = document.getElementsByName(`${prefix}-pictures-count`)[0];
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary photo-several";
      button.textContent = this.meta.chooseSeveral;
      button.addEventListener("click", () => fill(list, this.meta));
      count?.parentElement.prepend(button);
      return block;
    }
  }

  window.telepath.register("toasoan.stories.Gallery", GalleryDefinition);
})();
