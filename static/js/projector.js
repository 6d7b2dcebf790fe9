/* Holding the projector: a picture of the slide as it was lies over the page, which goes on underneath.
   It is kept in this tab, so that loading the page again changes nothing. Walking is told for a while. */
(() => {
  /** @typedef {{ step: string | undefined, html: string }} Picture */
  const STORAGE_KEY = `held:${location.pathname}`;
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
    /* a style may not come with markup; slides.js writes it again */
    for (const element of copy.querySelectorAll("[style]")) element.removeAttribute("style");
    return { step: region().dataset.step, html: copy.innerHTML };
  }

  function hold() {
    if (held.childElementCount) return;
    /** @type {Picture} */
    const shown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null") ?? last ?? takePicture();
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(shown));
    held.innerHTML = shown.html;
    held.dataset.step = shown.step;
    held.hidden = false;
    document.dispatchEvent(new CustomEvent("dialogit:held"));
  }

  function follow() {
    sessionStorage.removeItem(STORAGE_KEY);
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

  /* --- The bell is heard once somebody has clicked on the page --- */

  const HINTED = 20_000; // ms
  /** @type {number | undefined} */
  let hinted;

  /** @param {number} ms */
  function hint(ms) {
    const words = /** @type {HTMLElement} */ (document.getElementById("bell-hint"));
    clearTimeout(hinted);
    words.hidden = !ms;
    if (ms) hinted = setTimeout(() => hint(0), ms);
  }

  document.addEventListener("dialogit:unheard", () => hint(HINTED));
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => hint(0));
  if (navigator.userActivation?.hasBeenActive === false) hint(HINTED);

  /* a page that was turned is what is held from now on */
  document.addEventListener("dialogit:turned", () => {
    if (document.getElementById("screen")?.dataset.screen !== "held") last = takePicture();
  });

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
