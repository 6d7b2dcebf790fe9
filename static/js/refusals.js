/* Refusals and faults, said in words beside what was pressed; nothing that was typed is touched. */
(() => {
  const SHOWN = 8000; // ms
  const OF_THIS_MOVE = 2000; // ms
  const GAP = 8; // px
  const box = () => /** @type {HTMLElement} */ (document.getElementById("problem"));

  /** @param {string} words @param {HTMLElement | undefined} pressed */
  function complain(words, pressed) {
    const dialog = /** @type {HTMLDialogElement | null | undefined} */ (pressed?.closest("dialog[open]"));
    if (pressed && dialog) complaintIn(dialog, pressed).textContent = words;
    else say(words, pressed);
  }

  /**
   * What lies behind an open dialog is neither seen nor read aloud.
   * @param {HTMLDialogElement} dialog @param {HTMLElement} pressed
   */
  function complaintIn(dialog, pressed) {
    const standing = dialog.querySelector("[data-complaint]");
    if (standing) return standing;
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.dataset.complaint = "";
    (pressed.closest("form") ?? dialog).append(line);
    dialog.addEventListener("close", () => line.remove(), { once: true });
    return line;
  }

  /** @type {HTMLElement | undefined} */
  let meant;
  let saidAt = Number.NEGATIVE_INFINITY;
  /** @type {number | undefined} */
  let timer;

  /** @param {string} words @param {HTMLElement | undefined} pressed */
  function say(words, pressed) {
    const line = box();
    line.textContent = words;
    line.hidden = false;
    saidAt = Date.now();
    putBeside(line, pressed);
    clearTimeout(timer);
    timer = setTimeout(() => {
      line.hidden = true;
    }, SHOWN);
  }

  /**
   * Below what was pressed, or above it, while that is on the screen; else at the foot of the screen.
   * @param {HTMLElement} line @param {HTMLElement | undefined} pressed
   */
  function putBeside(line, pressed) {
    line.style.insetBlock = "";
    meant = pressed;
    if (!pressed?.isConnected) return;
    const place = pressed.getBoundingClientRect();
    if (!place.width || place.bottom < 0 || place.top > innerHeight) return;
    const room = line.offsetHeight + GAP;
    const top = place.bottom + room < innerHeight ? place.bottom + GAP : place.top - room;
    if (top > 0) line.style.insetBlock = `${top}px auto`;
  }

  /** @param {XMLHttpRequest} xhr */
  function wordsOf({ status, responseText }) {
    if (![403, 409, 422, 429].includes(status)) return undefined;
    const page = new DOMParser().parseFromString(responseText, "text/html");
    return page.querySelector("[data-line], .error")?.textContent?.trim();
  }

  /* what has come in the place of what was pressed is not covered */
  document.addEventListener("dialogit:applied", () => {
    if (meant && !meant.isConnected) box().style.insetBlock = "";
  });
  /* what was said about the step before goes with it; a refusal that came of this very move stays */
  document.addEventListener("dialogit:moved", () => {
    if (Date.now() - saidAt >= OF_THIS_MOVE) box().hidden = true;
  });
  document.addEventListener("htmx:responseError", ({ detail: { elt, xhr } }) => {
    complain(wordsOf(xhr) ?? box().dataset.error ?? "", elt);
    if (xhr.status === 409) document.dispatchEvent(new Event("refetch"));
  });
  document.addEventListener("htmx:sendError", ({ detail: { elt } }) => {
    complain(box().dataset.offline ?? "", elt);
  });
})();
