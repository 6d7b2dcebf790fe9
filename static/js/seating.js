/* The seating page counts who is ticked, and lets go of them once they have moved. */
(() => {
  /** @type {() => NodeListOf<HTMLInputElement>} */
  const ticked = () => document.querySelectorAll("input[form=seats]:checked");

  /** Who was ticked as a move was sent. @type {WeakMap<XMLHttpRequest, HTMLInputElement[]>} */
  const moving = new WeakMap();

  /** @param {number} chosen @param {DOMStringMap} words */
  function wordsFor(chosen, { one, many, none }) {
    if (chosen === 1) return one;
    return chosen ? many?.replace("0", `${chosen}`) : none;
  }

  function count() {
    /** @type {HTMLOutputElement | null} */
    const output = document.querySelector("[data-chosen]");
    if (!output) return;
    const chosen = ticked().length;
    const words = wordsFor(chosen, output.dataset) ?? "";
    if (output.textContent !== words) output.textContent = words;
    output.form?.classList.toggle("some", chosen > 0);
  }

  /** Who has been ticked since is the next to move. @param {HTMLInputElement[]} moved */
  function letGo(moved) {
    for (const box of moved) box.checked = false;
    for (const said of document.querySelectorAll("#seats .error, #seats .anyway")) said.remove();
    count();
  }

  document.addEventListener("change", count);
  document.addEventListener("reset", () => setTimeout(count));
  document.addEventListener("dialogit:applied", count);
  document.addEventListener("htmx:afterSwap", count);
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt, xhr } }) => {
    if (elt.closest("#seats")) moving.set(xhr, [...ticked()]);
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
    const moved = moving.get(xhr);
    if (moved && xhr.status === 204) letGo(moved);
  });
})();
