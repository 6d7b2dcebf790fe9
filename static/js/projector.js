/* Holding the projector: a picture of the slide as it was lies over the page, which goes on underneath.
   It is kept in this tab, so that loading the page again changes nothing. Walking is told for a while. */
(() => {
  const kept = `held:${location.pathname}`;
  const region = () => document.getElementById("region"),
    held = document.getElementById("held");
  let last = null,
    told = null;

  const picture = () => {
    const copy = region().cloneNode(true);
    copy.querySelector("#screen")?.remove();
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    return { step: region().dataset.step, html: copy.innerHTML };
  };
  const hold = () => {
    if (held.childElementCount) return;
    const shown = JSON.parse(sessionStorage.getItem(kept)) ?? last ?? picture();
    sessionStorage.setItem(kept, JSON.stringify(shown));
    held.innerHTML = shown.html;
    held.dataset.step = shown.step;
    held.hidden = false;
  };
  const follow = () => {
    if (document.getElementById("screen").dataset.screen === "held") return hold();
    sessionStorage.removeItem(kept);
    held.replaceChildren();
    held.hidden = true;
    last = picture();
  };
  /* a clock that stands still would lie: it goes on while it is the same one, else it is not shown */
  const tick = () => {
    const copy = held.querySelector(".timer"),
      clock = document.getElementById("clock");
    if (!copy) return;
    copy.classList.toggle("gone", held.dataset.step !== region().dataset.step);
    if (clock) copy.textContent = clock.textContent;
  };

  const walk = () => {
    const words = document.querySelector("#region [data-walk-for]");
    if (!words || words === told) return;
    told = words;
    setTimeout(() => {
      words.hidden = true;
      if (!held.childElementCount) last = picture();
    }, 1000 * words.dataset.walkFor);
  };
  const applied = () => {
    walk();
    follow();
    tick();
  };
  setInterval(tick, 250);
  document.addEventListener("dialogit:applied", applied);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", applied);
  else applied();
})();
