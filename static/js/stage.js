/* The participant's hand: questions one at a time, changing one's own note, walking. */
(() => {
  /** @param {string} id */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @param {string} id */
  const dialogOf = (id) => /** @type {HTMLDialogElement} */ (byId(id));

  /* --- Questions, one at a time --- */

  /** @param {HTMLElement} box @param {number} place */
  function showPrompt(box, place) {
    for (const selector of ["[data-prompt]", ".steps i"]) {
      box.querySelectorAll(selector).forEach((element, n) => {
        element.classList.toggle("on", n === place);
      });
    }
    box.dataset.place = `${place}`;
  }

  /** @param {HTMLElement} box */
  function showNextPrompt(box) {
    const count = box.querySelectorAll("[data-prompt]").length;
    showPrompt(box, (Number(box.dataset.place) + 1) % count);
  }

  function wakePrompts() {
    /** @type {NodeListOf<HTMLElement>} */
    const boxes = document.querySelectorAll("[data-prompts]:not(.alive)");
    for (const box of boxes) {
      box.classList.add("alive");
      showPrompt(box, 0);
    }
  }

  /* --- What is pressed --- */

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    /** @type {HTMLElement | null} */
    const box = button.matches("[data-next-prompt]") ? button.closest("[data-prompts]") : null;
    if (box) showNextPrompt(box);
    if (button.dataset.open) dialogOf(button.dataset.open).showModal();
    if (button.dataset.editNote) openEditor(button);
    if (button.matches("[data-ask-first]") && button.form) askFirst(button.form);
    if (button.matches("[data-withdraw-note]") && button.form) withdraw(button.form);
  });

  /** @param {HTMLButtonElement} button */
  function openEditor(button) {
    const { editor = "edit", action = "", withdraw: path, words = "", kind = "" } = button.dataset;
    const dialog = dialogOf(editor);
    const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form[data-editor]"));
    for (const said of form.querySelectorAll(".error, .anyway")) said.remove();
    for (const asked of form.querySelectorAll("[data-ask]")) asked.toggleAttribute("hidden", true);
    const area = form.elements.text;
    area.defaultValue = words; // as they were written: a browser's translation stands in the page's text
    area.value = words;
    if (form.elements.kind) form.elements.kind.value = kind;
    form.setAttribute("hx-post", action);
    form.action = action;
    form.dataset.withdraw = path;
    htmx.process(form);
    dialog.showModal();
  }

  /** What cannot be brought back is asked about. @param {HTMLFormElement} form */
  function askFirst(form) {
    /** @type {HTMLElement} */ (form.querySelector("[data-ask]")).hidden = false;
    /** @type {HTMLElement} */ (form.querySelector("[data-withdraw-note]")).focus();
  }

  /** @param {HTMLFormElement} form */
  function withdraw(form) {
    htmx.ajax("post", form.dataset.withdraw ?? "", { source: form, swap: "none" });
  }

  /* --- Scripts that few need come when what they serve is opened --- */

  /** @param {HTMLDetailsElement} box */
  function bring(box) {
    if (!box.open || !box.dataset.scripts) return;
    for (const source of box.dataset.scripts.split(" ")) {
      if (document.querySelector(`script[src="${source}"]`)) continue;
      const script = document.createElement("script");
      script.src = source;
      script.async = false;
      document.head.append(script);
    }
  }

  document.addEventListener("toggle", ({ target }) => bring(target), true);
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const boxes = document.querySelectorAll("details[data-scripts]");
  boxes.forEach(bring);

  /* --- Another step, and another view of one page, are read from their top --- */

  function viewOf() {
    const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-view]"));
    return page?.dataset.view;
  }
  let shownView = viewOf();

  function scrollToTop() {
    window.scrollTo({ top: 0, behavior: "instant" });
  }

  document.addEventListener("change", ({ target }) => {
    if (target.closest("[data-view]")) scrollToTop();
  });
  document.addEventListener("dialogit:applied", () => {
    if (viewOf() === shownView) return;
    shownView = viewOf();
    scrollToTop();
    byId("main").focus({ preventScroll: true });
  });
  document.addEventListener("dialogit:moved", scrollToTop);

  /* --- Time to walk: across the screen, and a buzz where the phone can --- */

  const ARRIVED = `arrived:${location.pathname}`;
  const BUZZ = [200, 100, 200]; // ms
  const whereIAm = () => document.querySelector(".where")?.id;
  /** @type {() => HTMLDialogElement | null} */
  const walkDialog = () => document.querySelector("dialog[data-walk]");
  let at = whereIAm();

  function tellToWalk() {
    const walk = walkDialog();
    if (!walk || walk.open || walk.id === sessionStorage.getItem(ARRIVED)) return;
    walk.addEventListener("close", () => arrive(walk), { once: true });
    walk.showModal();
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ);
  }

  /** @param {HTMLDialogElement} walk */
  function arrive(walk) {
    sessionStorage.setItem(ARRIVED, walk.id);
    byId("main").focus({ preventScroll: true });
  }

  /** Loaded anew, it asks only who has been at another place before and has not said to be here. */
  function startWalking() {
    const walk = walkDialog();
    if (sessionStorage.getItem(ARRIVED)) tellToWalk();
    else if (walk) sessionStorage.setItem(ARRIVED, walk.id);
  }

  document.addEventListener("dialogit:moved", tellToWalk);

  /* --- What came: counted while one reads further down, summed up in the status line --- */

  const TELL_AFTER = 1500; // ms to gather what comes together
  const GAP = 12; // px
  /** @type {Set<string>} */
  const known = new Set();
  /** @type {Set<string>} */
  const unread = new Set();
  /** @type {Set<string>} */
  const untold = new Set();
  /** @type {number | undefined} */
  let telling;
  const notesHere = () => [...document.querySelectorAll("#main .list > .note:not(#others *)")];
  const topOfReading = () => {
    const bars = [byId("top"), ...document.querySelectorAll("[data-view]")];
    return Math.max(...bars.map((bar) => bar.getBoundingClientRect().bottom));
  };

  /** @param {string} id @returns {HTMLElement | null} the note, if it is still there and somebody else's */
  function fromOthers(id) {
    const note = document.getElementById(id);
    return note && "mine" in note.dataset ? null : note;
  }

  /** @param {string} id */
  function isAbove(id) {
    const note = fromOthers(id);
    return note && note.getBoundingClientRect().bottom < topOfReading();
  }

  function countUnread() {
    const chip = byId("arrivals");
    for (const id of unread) {
      if (!isAbove(id)) unread.delete(id);
    }
    chip.hidden = !unread.size;
    const { one = "", many = "" } = chip.dataset;
    const words = unread.size === 1 ? one : many.replace("0", `${unread.size}`);
    if (chip.textContent !== words) chip.textContent = words;
  }

  /** @param {boolean} isNews */
  function know(isNews) {
    for (const { id } of notesHere()) {
      if (isNews && !known.has(id)) {
        unread.add(id);
        untold.add(id);
      }
      known.add(id);
    }
    if (untold.size && telling === undefined) telling = setTimeout(tell, TELL_AFTER);
    countUnread();
  }

  function tell() {
    telling = undefined;
    const detail = { words: wordsOfUntold, about: "new" };
    document.dispatchEvent(new CustomEvent("dialogit:say", { detail }));
  }

  /** Counted when they are said: what has come until then is among them. */
  function wordsOfUntold() {
    const count = [...untold].filter(fromOthers).length;
    untold.clear();
    return count ? (byId("status").dataset.new?.replace("0", `${count}`) ?? "") : "";
  }

  byId("arrivals").addEventListener("click", () => {
    const newest = notesHere().find(({ id }) => unread.has(id));
    unread.clear();
    countUnread();
    if (newest) window.scrollBy({ top: newest.getBoundingClientRect().top - topOfReading() - GAP });
    byId("main").focus({ preventScroll: true });
  });
  document.addEventListener("scroll", countUnread, { passive: true });
  document.addEventListener("own", () => setTimeout(countUnread));

  document.addEventListener("dialogit:applied", () => {
    wakePrompts();
    const isElsewhere = whereIAm() !== at;
    if (isElsewhere) tellToWalk(); // moved to another group in the middle of a round
    at = whereIAm();
    know(!isElsewhere);
  });

  function start() {
    wakePrompts();
    startWalking();
    know(false);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
