/* What the facilitator's tools need: their dialog opens empty, and undo goes when its time is up. */
(() => {
  /* what was looked at last time is not shown while the new is on its way */
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-open='tool']")) document.getElementById("tool-body")?.replaceChildren();
  });

  /** @type {HTMLElement | null} */
  let timed = null;
  /** @type {number | undefined} */
  let timer;

  function timeUndo() {
    const undo = document.getElementById("undo");
    if (!undo || undo === timed) return;
    timed = undo;
    clearTimeout(timer);
    if (undo.dataset.for) timer = setTimeout(() => takeAway(undo), 1000 * Number(undo.dataset.for));
  }

  /** @param {HTMLElement} undo */
  function takeAway(undo) {
    undo.hidden = true;
    undo.replaceChildren();
  }

  document.addEventListener("dialogit:applied", timeUndo);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", timeUndo);
  else timeUndo();
})();
