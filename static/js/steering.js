/* What the facilitator's tools need: their dialog opens empty, and undo goes when its time is up. */
(() => {
  /* what was looked at last time is not shown while the new is on its way */
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-open='tool']")) document.getElementById("tool-body").replaceChildren();
  });
  let timed = null,
    timer;
  const watch = () => {
    const undo = document.getElementById("undo");
    if (!undo || undo === timed) return;
    timed = undo;
    clearTimeout(timer);
    if (undo.dataset.for)
      timer = setTimeout(() => {
        undo.hidden = true;
        undo.replaceChildren();
      }, 1000 * undo.dataset.for);
  };
  document.addEventListener("dialogit:applied", watch);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
