/* A button copies what stands in the field that it names, and says so. */
(() => {
  document.addEventListener("click", ({ target }) => {
    /** @type {HTMLElement | null} */
    const button = target.closest("[data-copy]");
    if (button) copy(button);
  });

  /** @param {HTMLElement} button */
  function copy(button) {
    const { copy: id = "", copied = "" } = button.dataset;
    const text = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
    text.select();
    if (navigator.clipboard) navigator.clipboard.writeText(text.value);
    else document.execCommand("copy"); // plain http on a local network has no clipboard
    document.dispatchEvent(
      new CustomEvent("dialogit:say", { detail: { words: () => copied, about: "copied" } }),
    );
    button.textContent = copied;
  }
})();
