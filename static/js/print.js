/* A page made for paper is printed by its own button. */
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-print]")) print();
});
