/* Holding the projector: a picture of the slide as it was lies over the page, which goes on underneath.
   It is kept in this tab, so that loading the page again changes nothing. Walking is told for a while, and so
   is the bell. */
(() => {
  /** @typedef {{ step: string | undefined, html: string }} Picture */
  const KEPT = `held:${location.pathname}`;
  const region = () => /** @type {HTMLElement} */ (document.getElementById("region"));
  const held = /** @type {HTMLElement} */ (document.getElementById("held"));

  /* --- Holding a slide, and letting it go --- */

  /** @type {Picture | null} */
  let last = null;

  /** @returns {Picture} */
  function takePicture() {
    const copy = /** @type {HTMLElement} */ (region().cloneNode(true));
    copy.querySelector("#screen")?.remove();
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    return { step: region().dataset.step, html: copy.innerHTML };
  }

  function hold() {
    if (held.childElementCount) return;
    /** @type {Picture} */
    const shown = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") ?? last ?? takePicture();
    sessionStorage.setItem(KEPT, JSON.stringify(shown));
    held.innerHTML = shown.html;
    held.dataset.step = shown.step;
    held.hidden = false;
  }

  function follow() {
    sessionStorage.removeItem(KEPT);
    held.replaceChildren();
    held.hidden = true;
    last = takePicture();
  }

  /** A clock that stands still would lie: it goes on while it is the same one, else it is not shown. */
  function tick() {
    const copy = held.querySelector(".timer");
    if (!copy) return;
    copy.classList.toggle("gone", held.dataset.step !== region().dataset.step);
    const clock = document.getElementById("clock");
    if (clock) copy.textContent = clock.textContent;
  }

  /* --- Walking --- */

  /** @type {HTMLElement | null} */
  let told = null;

  function tellToWalk() {
    /** @type {HTMLElement | null} */
    const words = document.querySelector("#region [data-walk-for]");
    if (!words || words === told) return;
    told = words;
    setTimeout(() => {
      words.hidden = true;
      if (!held.childElementCount) last = takePicture();
    }, 1000 * Number(words.dataset.walkFor));
  }

  /* --- The bell: seen as well as heard, which browsers allow once somebody has clicked on the page --- */

  const RINGS = 6000; // ms that it is shown
  const HINTED = 20_000; // ms
  /** @type {Map<HTMLElement, number>} */
  const shown = new Map();

  /** @param {string} id @param {number} ms */
  function showFor(id, ms) {
    const element = /** @type {HTMLElement} */ (document.getElementById(id));
    clearTimeout(shown.get(element));
    element.hidden = !ms;
    const timer = ms ? setTimeout(() => showFor(id, 0), ms) : 0;
    shown.set(element, timer);
  }

  document.addEventListener("dialogit:ring", () => showFor("bell", RINGS));
  document.addEventListener("dialogit:unheard", () => showFor("bell-hint", HINTED));
  for (const name of ["pointerdown", "keydown"]) {
    document.addEventListener(name, () => showFor("bell-hint", 0));
  }
  if (navigator.userActivation?.hasBeenActive === false) showFor("bell-hint", HINTED);

  function applied() {
    tellToWalk();
    if (document.getElementById("screen")?.dataset.screen === "held") hold();
    else follow();
    tick();
  }

  setInterval(tick, 250);
  document.addEventListener("dialogit:applied", applied);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", applied);
  else applied();
})();
