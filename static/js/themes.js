/* Choosing notes to put together, and the votes in hand. What is chosen lives here, whatever is pushed. */
(() => {
  /** @param {string} id */
  const formOf = (id) => /** @type {HTMLFormElement} */ (document.getElementById(id));

  /* --- Notes that are chosen --- */

  /** @type {Set<string>} */
  const chosen = new Set();
  /** @type {() => NodeListOf<HTMLInputElement>} */
  const boxes = () => document.querySelectorAll(".pick input");

  function count() {
    const output = /** @type {HTMLElement | null} */ (document.querySelector("[data-chosen]"));
    if (!output) return;
    const { one = "", many = "" } = output.dataset;
    output.textContent = chosen.size === 1 ? one : many.replace("0", `${chosen.size}`);
  }

  function showChosen() {
    const there = new Set([...boxes()].map(({ value }) => value));
    for (const id of chosen) {
      if (!there.has(id)) chosen.delete(id);
    }
    for (const box of boxes()) box.checked = chosen.has(box.value);
    count();
  }

  /** @param {string[]} notes */
  function letGo(notes) {
    const wasInBar = document.activeElement?.closest("#choose-bar");
    for (const id of notes) chosen.delete(id);
    showChosen();
    /** @type {HTMLElement | null} */
    const board = document.querySelector(".board");
    if (wasInBar) board?.focus({ preventScroll: true });
  }

  /** Only what was sent: one may have gone on since. @param {FormData} sent */
  function putTogether(sent) {
    const { title } = formOf("choose").elements;
    if (title.value === sent.get("title")) title.value = "";
    letGo(sent.getAll("note").map(String));
  }

  document.addEventListener("change", ({ target }) => {
    if (!target.matches(".pick input")) return;
    if (target.checked) chosen.add(target.value);
    else chosen.delete(target.value);
    count();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(".pick input")) return;
    event.preventDefault();
    if (chosen.size) formOf("choose").elements.title.focus(); // from the notes straight to the name
  });
  document.addEventListener("reset", ({ target }) => {
    if (target.id === "choose") setTimeout(() => letGo([...chosen]));
  });
  /* when the answer comes a push may have replaced what was pressed */
  document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr, requestConfig } }) => {
    if (!elt.closest("#choose-bar")) return;
    const sent = requestConfig.formData;
    xhr.addEventListener("load", () => {
      if (xhr.status === 204) putTogether(sent);
    });
  });

  /* --- One group: another name, or together with another group --- */

  document.addEventListener("click", ({ target }) => {
    /** @type {HTMLElement | null} */
    const button = target.closest("button[data-group]");
    if (button) openGroup(button.dataset);
  });

  /** @param {DOMStringMap} data */
  function openGroup({ group = "", rename = "", words = "" }) {
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("group-dialog"));
    const form = /** @type {HTMLFormElement} */ (dialog.querySelector("[data-renamer]"));
    const { title } = form.elements;
    title.defaultValue = words; // as it was written: a browser's translation stands in the page's text
    title.value = words;
    for (const error of form.querySelectorAll(".error")) error.remove();
    form.setAttribute("hx-post", rename);
    form.action = rename;
    htmx.process(form);
    offerOthers(dialog, group, rename);
    dialog.showModal();
  }

  /** @param {HTMLDialogElement} dialog @param {string} group @param {string} rename The path for its name. */
  function offerOthers(dialog, group, rename) {
    /** @type {NodeListOf<HTMLElement>} */
    const targets = document.querySelectorAll("[data-target]");
    const others = [...targets].filter(({ dataset }) => dataset.target !== group);
    const list = /** @type {HTMLElement} */ (dialog.querySelector("[data-others]"));
    list.replaceChildren(...others.map((other) => mergeButton(rename, other)));
    htmx.process(list);
    /** @type {HTMLElement} */ (dialog.querySelector("[data-put-together]")).hidden = !others.length;
  }

  /** @param {string} rename @param {HTMLElement} other */
  function mergeButton(rename, other) {
    const button = document.createElement("button");
    button.className = "btn small";
    button.textContent = other.textContent?.trim() ?? "";
    button.setAttribute("hx-post", rename.replace(/name\/$/, `into/${other.dataset.target}/`));
    button.setAttribute("hx-swap", "none");
    return button;
  }

  /* --- Votes in hand: the page knows which are this device's own --- */

  /** @param {string} token */
  const isVote = (token) => token.startsWith("vote-");

  function showHand() {
    const hand = /** @type {HTMLElement | null} */ (document.querySelector("[data-hand]"));
    if (!hand) return;
    const own = document.getElementById("region")?.dataset.own ?? "";
    const left = Math.max(0, Number(hand.dataset.hand) - own.split(" ").filter(isVote).length);
    hand.querySelectorAll("i").forEach((token, place) => {
      token.classList.toggle("given", place >= left);
    });
    const output = /** @type {HTMLElement} */ (hand.querySelector("output"));
    const words = wordsFor(left, hand.dataset);
    if (output.textContent !== words) output.textContent = words;
    hand.classList.toggle("spent", !left);
  }

  /** @param {number} left @param {DOMStringMap} words */
  function wordsFor(left, { left: many = "", one = "", none = "" }) {
    if (left > 1) return many.replace("0", `${left}`);
    return left ? one : none;
  }

  /**
   * A vote is seen to leave the hand, and to come back into it.
   * @param {string} token @param {boolean} away
   */
  function fly(token, away) {
    const slot = document.querySelector(`.vote[data-own="${token}"] i`);
    const free = "[data-hand] i:nth-last-child(1 of :not(.given))";
    const hand = document.querySelector(away ? free : "[data-hand] i.given");
    if (!slot || !hand || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const flying = document.createElement("i");
    flying.className = "flying";
    document.body.append(flying);
    const ends = [hand, slot].map((place) => {
      const { x, y } = place.getBoundingClientRect();
      return { transform: `translate(${x}px, ${y}px)` };
    });
    const animation = flying.animate(away ? ends : ends.reverse(), { duration: 400, easing: "ease-in-out" });
    animation.onfinish = () => flying.remove();
  }

  document.addEventListener("own", ({ detail: { add = [], drop = [] } }) => {
    for (const token of add.filter(isVote)) fly(token, true);
    for (const token of drop.filter(isVote)) fly(token, false);
    setTimeout(showHand);
  });

  function show() {
    showChosen();
    showHand();
  }
  document.addEventListener("dialogit:applied", show);
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of boxes()) {
      if (box.checked) chosen.add(box.value);
    }
    show();
  });
})();
