/* Refusals and faults, said in words beside what was pressed; nothing that was typed is touched. */
(() => {
  const SHOWN = 8000,
    OF_THIS_MOVE = 2000; // ms
  const box = () => document.getElementById("problem");

  const complain = (words, pressed) => {
    const dialog = pressed?.closest("dialog[open]");
    if (dialog) say_in(dialog, words, pressed);
    else say(words, pressed);
  };
  /* what lies behind an open dialog is neither seen nor read aloud */
  const say_in = (dialog, words, pressed) => {
    let line = dialog.querySelector("[data-complaint]");
    if (!line) {
      line = Object.assign(document.createElement("p"), { className: "error" });
      line.setAttribute("role", "alert");
      line.dataset.complaint = "";
      (pressed.closest("form") ?? dialog).append(line);
      dialog.addEventListener("close", () => line.remove(), { once: true });
    }
    line.textContent = words;
  };
  const say = (words, pressed) => {
    const line = box();
    line.textContent = words;
    line.hidden = false;
    line.said = Date.now();
    put_beside(line, pressed);
    clearTimeout(line.timer);
    line.timer = setTimeout(() => {
      line.hidden = true;
    }, SHOWN);
  };
  /* below what was pressed, or above it, while that is on the screen; else at the foot of the screen */
  const put_beside = (line, pressed) => {
    line.style.insetBlock = "";
    const place = pressed?.isConnected && pressed.getBoundingClientRect();
    if (!place?.width || place.bottom < 0 || place.top > innerHeight) return;
    const room = line.offsetHeight + 8;
    const top = place.bottom + room < innerHeight ? place.bottom + 8 : place.top - room;
    if (top > 0) line.style.insetBlock = `${top}px auto`;
  };

  /* what was said about the step before goes with it; a refusal that came of this very move stays to be read */
  document.addEventListener("dialogit:moved", () => {
    if (!(Date.now() - box().said < OF_THIS_MOVE)) box().hidden = true;
  });
  document.addEventListener("htmx:responseError", ({ detail: { elt, xhr } }) => {
    const line =
      [409, 422, 429].includes(xhr.status) &&
      new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("[data-line], .error");
    complain(line ? line.textContent : box().dataset.error, elt);
    if (xhr.status === 409) document.dispatchEvent(new Event("refetch"));
  });
  document.addEventListener("htmx:sendError", ({ detail }) => complain(box().dataset.offline, detail.elt));
})();
