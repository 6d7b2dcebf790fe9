/* The console's keys, dialogs and questions. Keys never work while typing. */
(() => {
  /** @param {string} id */
  const dialogOf = (id) => /** @type {HTMLDialogElement} */ (document.getElementById(id));

  /* --- Keys --- */

  /** @param {HTMLElement} target */
  function isTyping(target) {
    return (
      target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")
    );
  }

  const NO_LETTERS = "no-letters"; // this browser's own choice

  /** @param {KeyboardEvent & { readonly target: HTMLElement }} event */
  function isForUs({ ctrlKey, metaKey, altKey, repeat, key, target }) {
    if (ctrlKey || metaKey || altKey || repeat || isTyping(target)) return false;
    if (key.length === 1 && key !== " " && localStorage.getItem(NO_LETTERS)) return false;
    return !(key === " " && target.closest("button, a, summary"));
  }

  /** The pages of a slide are turned before slides are. @param {string} key @returns {HTMLElement | null} */
  function buttonOf(key) {
    return document.querySelector(`#pages ${key}:enabled`) ?? document.querySelector(`:not(#pages *)${key}`);
  }

  document.addEventListener("keydown", (event) => {
    if (!isForUs(event)) return;
    if (event.key === "?") {
      dialogOf("keys")?.showModal();
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const button = buttonOf(`[data-key="${CSS.escape(key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  const letters = /** @type {HTMLInputElement | null} */ (document.getElementById("letters"));
  if (letters) letters.checked = !localStorage.getItem(NO_LETTERS);
  letters?.addEventListener("change", () => {
    if (letters.checked) localStorage.removeItem(NO_LETTERS);
    else localStorage.setItem(NO_LETTERS, "1");
  });

  /* --- What is pressed --- */

  document.addEventListener("click", ({ target, detail }) => {
    /** @type {HTMLElement | null} */
    const button = target.closest("button[hx-post]");
    if (detail) button?.blur(); // pressed by mouse: space is the clock's again
    /** @type {HTMLElement | null} */
    const opener = target.closest("[data-open]");
    if (opener?.dataset.open) dialogOf(opener.dataset.open).showModal();
    /** @type {HTMLElement | null} */
    const filler = target.closest("[data-fill]");
    if (filler) fill(filler);
  });

  /**
   * Its words go into a field, after what stands there; what is still to be said comes next.
   * @param {HTMLElement} button
   */
  function fill(button) {
    const { fill: id = "", then = "", words = "" } = button.dataset;
    const field = /** @type {HTMLInputElement} */ (document.getElementById(id));
    field.value = [field.value.trim(), words].filter(Boolean).join(" ");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.getElementById(then)?.focus();
  }

  /* --- What a push changes beside itself --- */

  /* a main point begun stays with its slide; an empty line follows the slide that is on */
  document.addEventListener("dialogit:applied", () => {
    /** @type {HTMLFormElement | null} */
    const form = document.querySelector("[data-follows-slide]");
    /** @type {HTMLElement | null} */
    const on = document.querySelector("[data-slide]");
    if (form && on && !form.elements.text.value.trim()) form.elements.slide.value = on.dataset.slide ?? "";
  });

  /* who is connected or where people are has changed: so may have what needs a look */
  const heads = () => [...document.querySelectorAll("#connected, .heads")].map((e) => e.textContent).join();
  let counted = heads();
  document.addEventListener("dialogit:applied", () => {
    if (heads() === counted) return;
    counted = heads();
    const alerts = document.getElementById("alerts");
    if (alerts) htmx.trigger(alerts, "alerts");
  });

  /* --- Forms that save as one goes --- */

  /* what is not saved yet is shown, and live.js leaves it alone meanwhile */
  document.addEventListener("input", ({ target }) => {
    target.closest("form[data-saves]")?.setAttribute("data-dirty", "");
  });
  /* a date changes with each figure that is typed: it is whole when one goes on */
  document.addEventListener("focusout", ({ target }) => {
    const form = target.closest("form[data-saves][data-dirty]");
    if (form) htmx.trigger(form, "left");
  });
  /* the next one can be written at once, unless something else is being written by now */
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const active = document.activeElement;
    if (active !== document.body && (active === target || !target.contains(active))) return;
    /** @type {HTMLElement | null} */
    const next = target.querySelector("[data-again]");
    next?.focus();
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-dirty]")) event.preventDefault();
  });

  /* --- What cannot be undone, or jumps in the course, asks first --- */

  document.addEventListener("htmx:confirm", (event) => {
    const words = event.target.dataset.ask;
    if (!words) return;
    event.preventDefault();
    const dialog = dialogOf("ask");
    /** @type {HTMLElement} */ (document.getElementById("ask-words")).textContent = words;
    dialog.returnValue = "";
    dialog.showModal();
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") doWhatWasAgreed(event.detail);
    };
  });

  /**
   * Also where a push has put another button in the place of the one that asked; a form of that kind was
   * about what has changed by now.
   * @param {HtmxDetail} detail
   */
  function doWhatWasAgreed({ elt, path, issueRequest }) {
    if (elt.isConnected) issueRequest(true);
    else if (elt.matches("form")) htmx.trigger(document.body, "htmx:responseError", { xhr: { status: 0 } });
    else htmx.ajax("post", path, { values: JSON.parse(elt.getAttribute("hx-vals") ?? "{}"), swap: "none" });
  }
})();
