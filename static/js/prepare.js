/* Leaving a form whose words are not saved asks first; one that is as it was, or is being sent, does not. */
(() => {
  const words = (form) =>
    JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const saved = new Map();
  let sent = null;
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-asks]"))
      saved.set(form, form.dataset.asks === "unsaved" ? "" : words(form));
  });
  document.addEventListener("submit", ({ target }) => {
    sent = target;
  });
  window.addEventListener("pageshow", () => {
    sent = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...saved].some(([form, before]) => form !== sent && words(form) !== before)) event.preventDefault();
    sent = null; // whoever stays has sent nothing
  });
})();
