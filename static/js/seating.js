/* The seating page counts who is ticked, and lets go of them once they have moved. */
(() => {
  /** @type {() => NodeListOf<HTMLInputElement>} */
  const ticked = () => document.querySelectorAll("input[form=seats]:checked");

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

  /** Who has been ticked since is the next to move. @param {FormData} moved */
  function letGo(moved) {
    const sent = [...moved].map(String);
    for (const box of ticked()) {
      const place = sent.indexOf(`${box.name},${box.value}`);
      if (place < 0) continue;
      sent.splice(place, 1); // heads without a phone are counted: each of a group has the same value
      box.checked = false;
    }
    for (const said of document.querySelectorAll("#seats .error, #seats .anyway")) said.remove();
    count();
  }

  document.addEventListener("change", count);
  document.addEventListener("reset", () => setTimeout(count));
  document.addEventListener("dialogit:applied", count);
  document.addEventListener("htmx:afterSwap", count);
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr, requestConfig } }) => {
    if (xhr.status === 204 && elt.closest("#seats")) letGo(requestConfig.formData);
  });
})();
