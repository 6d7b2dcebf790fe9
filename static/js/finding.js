/* On the console: finding among what was written, in an order of one's own. Nothing of it is sent. */
(() => {
  const LISTS = "#main .list:has(> [data-kind])";
  /** @param {string} id */
  const fieldOf = (id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id));

  /** @param {ParentNode} list */
  const notesIn = (list) => /** @type {HTMLElement[]} */ ([...list.querySelectorAll(":scope > [data-kind]")]);

  /**
   * The newest first as they stand; what is alike stays in that order.
   * @type {{ [order: string]: (one: DOMStringMap, other: DOMStringMap) => number }}
   */
  const ORDERS = {
    ours: (one, other) => Number(other.ours) - Number(one.ours),
    kind: (one, other) => (one.kind ?? "").localeCompare(other.kind ?? ""),
    round: (one, other) => Number(one.round) - Number(other.round),
  };

  /** @param {ParentNode & Node} list @param {string} order */
  function sort(list, order) {
    const standing = notesIn(list);
    const by = ORDERS[order];
    if (!by) return;
    const sorted = [...standing].sort((one, other) => by(one.dataset, other.dataset));
    if (sorted.every((note, place) => note === standing[place])) return;
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    for (const note of sorted) list.appendChild(note);
    if (active !== document.activeElement) active?.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} note @param {string} words */
  function isWanted(note, words) {
    const star = note.querySelector(".star");
    if (fieldOf("find-stars")?.checked && star?.getAttribute("aria-pressed") !== "true") return false;
    const text = note.querySelector("p")?.textContent?.toLocaleLowerCase() ?? "";
    return words.split(/\s+/).every((word) => text.includes(word));
  }

  function arrange() {
    if (!document.querySelector("[data-finding]")) return;
    const order = fieldOf("find-order")?.value ?? "";
    const words = fieldOf("find-words")?.value.trim().toLocaleLowerCase() ?? "";
    const lists = [...document.querySelectorAll(LISTS)];
    for (const list of lists) {
      sort(list, order);
      for (const note of notesIn(list)) note.hidden = !isWanted(note, words);
    }
    tell(lists.flatMap(notesIn));
  }

  /** How many are left, while not all are. @param {HTMLElement[]} notes */
  function tell(notes) {
    const found = /** @type {HTMLElement | null} */ (document.querySelector("[data-found]"));
    if (!found) return;
    const shown = notes.filter(({ hidden }) => !hidden).length;
    const numbers = { 0: shown, 9: notes.length };
    const words = found.dataset.some?.replace(/[09]/g, (sign) => `${sign === "0" ? numbers[0] : numbers[9]}`);
    const told = shown === notes.length ? "" : (words ?? "");
    if (found.textContent !== told) found.textContent = told;
  }

  document.addEventListener("input", ({ target }) => {
    if (target.id === "find-words") arrange();
  });
  document.addEventListener("change", ({ target }) => {
    if (target.id === "find-stars") arrange();
    /* what is alike in the new order is to stand as the server has it */
    if (target.id === "find-order") document.dispatchEvent(new Event("refetch"));
  });
  document.addEventListener("dialogit:applied", arrange);
  document.addEventListener("own", () => setTimeout(arrange));
})();
