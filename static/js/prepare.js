/* Leaving a form whose words are not saved asks first; one that is as it was, or is being sent, does not.
   A form that comes back refused shows the first field to mend, which may stand far below the top. */
(() => {
  /** @type {Map<HTMLFormElement, string>} */
  const saved = new Map();
  /** @type {HTMLFormElement | null} */
  let sent = null;

  /** @param {HTMLFormElement} form */
  function wordsIn(form) {
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return JSON.stringify(fields);
  }

  document.addEventListener("DOMContentLoaded", () => {
    /** @type {NodeListOf<HTMLFormElement>} */
    const forms = document.querySelectorAll("form[data-asks]");
    for (const form of forms) saved.set(form, form.dataset.asks === "unsaved" ? "" : wordsIn(form));
    /** @type {HTMLElement | null} */
    const refused = document.querySelector("form[data-asks='unsaved'] [aria-invalid='true']");
    refused?.focus();
  });
  document.addEventListener("submit", ({ target }) => {
    sent = target;
  });
  window.addEventListener("pageshow", () => {
    sent = null;
  });
  window.addEventListener("beforeunload", (event) => {
    const isUnsaved = [...saved].some(([form, before]) => form !== sent && wordsIn(form) !== before);
    if (isUnsaved) event.preventDefault();
    sent = null; // whoever stays has sent nothing
  });
})();
