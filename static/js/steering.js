/* What the facilitator's tools need: their dialog closes when it is done, and undo goes when its time is up. */
(() => {
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status === 204 && detail.requestConfig.verb === "post") detail.elt.closest("#tool")?.close();
  });
  /* what was looked at last time is not shown while the new is on its way */
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-open='tool']")) document.getElementById("tool-body").replaceChildren();
  });
  let timed = null, timer;
  const watch = () => {
    const undo = document.getElementById("undo");
    if (!undo || undo === timed) return;
    timed = undo;
    clearTimeout(timer);
    if (undo.dataset.for) timer = setTimeout(() => { undo.hidden = true; undo.replaceChildren(); }, 1000 * undo.dataset.for);
  };
  document.addEventListener("dialogit:applied", watch);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
