/* The table's board: who has which group in hand, and moving notes by mouse where there is one. Both only
   help: every group can be named and filled by taps and keys alone. */
(() => {
  /* --- A mark on the group that somebody else has in hand; it fades by itself --- */

  const AGAIN = 4000; // ms until it is told once more
  const FADES = 9000; // ms
  const page = [...crypto.getRandomValues(new Uint32Array(4))]
    .map((part) => part.toString(16).padStart(8, "0"))
    .join("");
  /** @type {Map<string, number>} */
  const busy = new Map(); // group → until when somebody else has it in hand
  /** @type {Map<string, number>} */
  const told = new Map(); // group → when this page last said so
  /** @type {HTMLElement | null} */
  let openButton = null;
  /** @type {number | undefined} */
  let fading;

  function showBusy() {
    clearTimeout(fading);
    const now = performance.now();
    for (const [group, until] of busy) {
      if (until <= now) busy.delete(group);
      document.getElementById(`at-work-${group}`)?.classList.toggle("on", until > now);
    }
    if (busy.size) fading = setTimeout(showBusy, Math.min(...busy.values()) - now + 50);
  }

  function hear() {
    const said = document.getElementById("at-work")?.dataset;
    if (said?.group) {
      if (said.page?.replaceAll("-", "") !== page) busy.set(said.group, performance.now() + FADES);
      delete said.group; // heard: the same words once more are news again
    }
    showBusy();
  }

  /** @param {HTMLElement} button */
  function tell({ dataset: { group = "", rename = "" } }) {
    const now = performance.now();
    if (now - (told.get(group) ?? -AGAIN) < AGAIN) return;
    told.set(group, now);
    const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
    const body = new URLSearchParams({ page });
    fetch(rename.replace(/name\/$/, "at-work/"), { method: "POST", headers, body }).catch(() => {});
  }

  function tellAgain() {
    const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("group-dialog"));
    if (!dialog?.open) openButton = null;
    if (openButton) tell(openButton);
  }

  setInterval(tellAgain, 1000);
  document.addEventListener("dialogit:applied", hear);
  document.addEventListener("click", ({ target }) => {
    /** @type {HTMLElement | null} */
    const button = target.closest("button[data-group]");
    if (!button) return;
    openButton = button;
    tell(button);
  });
  document.addEventListener("change", ({ target }) => {
    if (!target.matches(".pick input")) return;
    /** @type {HTMLElement | null | undefined} */
    const button = target.closest(".theme-group")?.querySelector("button[data-group]");
    if (button) tell(button);
  });

  /* --- A note, or all that are chosen, carried by the mouse into a group or out of it --- */

  /** @type {HTMLElement | null} */
  let carried = null;

  /** @param {DragEvent} event @param {string} selector @returns {HTMLElement | null} */
  function around({ target }, selector) {
    /* words that are selected are dragged too */
    return target instanceof Element ? target.closest(selector) : null;
  }

  /** @param {DragEvent} event */
  const placeOf = (event) => around(event, ".theme-group") ?? around(event, ".board");

  /** @param {HTMLElement | null} place */
  function mark(place) {
    for (const marked of document.querySelectorAll(".onto")) {
      if (marked !== place) marked.classList.remove("onto");
    }
    place?.classList.add("onto");
  }

  /** @param {HTMLElement} place */
  function pathTo(place) {
    const id = place.matches(".theme-group") ? place.id.replace("group-", "target-") : "put-nowhere";
    return document.getElementById(id)?.getAttribute("hx-post") ?? "";
  }

  /** @param {HTMLElement} note @param {HTMLElement} place */
  function isThereAlready(note, place) {
    const group = note.closest(".theme-group");
    return group === place || (place.matches(".board") && !group);
  }

  /** @param {HTMLElement} note @param {HTMLElement} place */
  function put(note, place) {
    const box = /** @type {HTMLInputElement} */ (note.querySelector("input"));
    const form = /** @type {HTMLFormElement} */ (document.getElementById("choose"));
    /** @type {NodeListOf<HTMLInputElement>} */
    const chosen = document.querySelectorAll(".pick :checked");
    const notes = box.checked ? [...chosen].map(({ value }) => value) : [box.value];
    const values = { note: notes, table: form.elements.table.value };
    htmx.ajax("post", pathTo(place), { values, swap: "none" });
    if (box.checked) form.reset();
  }

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return; // a finger that rests on a note selects its words
    /** @type {HTMLElement | null} */
    const note = target.closest(".pick");
    if (note) note.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    carried = around(event, ".pick");
    if (!carried || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    carried.classList.add("dragged");
  });
  document.addEventListener("dragover", (event) => {
    const place = carried && placeOf(event);
    mark(place);
    if (place) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const place = carried && placeOf(event);
    if (!carried || !place) return;
    event.preventDefault();
    if (!isThereAlready(carried, place)) put(carried, place);
  });
  document.addEventListener("dragend", () => {
    mark(null);
    carried?.classList.remove("dragged");
    carried = null;
  });
})();
