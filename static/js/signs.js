/* A gentle sign five minutes and one minute before the end, for whoever has asked this phone for it. */
(() => {
  const WANTED = "signs"; // on this phone alone: no server hears of it
  const SHOWN = 8000; // ms
  const BUZZ = [120]; // ms, softer than the call to walk

  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const isWanted = () => localStorage.getItem(WANTED) === "1";

  /** @type {number | undefined} */
  let hiding;

  /** @param {string} words */
  function show(words) {
    const sign = byId("sign");
    sign.textContent = words;
    sign.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => {
      sign.hidden = true;
    }, SHOWN);
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ);
  }

  document.addEventListener("dialogit:nearing", ({ detail }) => {
    if (isWanted()) show(detail);
  });

  document.addEventListener("change", ({ target }) => {
    if (target.id !== "wants-signs") return;
    if (/** @type {HTMLInputElement} */ (target).checked) localStorage.setItem(WANTED, "1");
    else localStorage.removeItem(WANTED);
  });
  /* whoever comes next on this device has asked for nothing */
  document.addEventListener("submit", ({ target }) => {
    if (target.matches("[data-leave]")) localStorage.removeItem(WANTED);
  });
  document.addEventListener("DOMContentLoaded", () => {
    /** @type {HTMLInputElement} */ (byId("wants-signs")).checked = isWanted();
  });
})();
