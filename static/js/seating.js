/* The seating page counts who is ticked, and lets go of them once they have moved. */
(() => {
  const ticked = () => document.querySelectorAll("input[form=seats]:checked").length;
  const count = () => {
    const out = document.querySelector("[data-chosen]"),
      chosen = ticked();
    if (!out) return;
    const words =
      chosen === 1 ? out.dataset.one : chosen ? out.dataset.many.replace("0", chosen) : out.dataset.none;
    if (out.textContent !== words) out.textContent = words;
    out.form?.classList.toggle("some", chosen > 0);
  };
  document.addEventListener("change", count);
  document.addEventListener("reset", () => setTimeout(count));
  document.addEventListener("dialogit:applied", count);
  document.addEventListener("htmx:afterSwap", count);
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status !== 204 || !detail.elt.closest("#seats")) return;
    const sent = [...detail.requestConfig.formData].map(String); // who has been ticked since is the next to move
    for (const box of document.querySelectorAll("input[form=seats]:checked")) {
      const place = sent.indexOf(`${box.name},${box.value}`);
      if (place < 0) continue;
      sent.splice(place, 1); // heads without a phone are counted: each of a group has the same value
      box.checked = false;
    }
    document.querySelectorAll("#seats .error").forEach((error) => error.remove());
    count();
  });
})();
