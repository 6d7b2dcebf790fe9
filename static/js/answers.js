/* What an answer does to the form that asked. What has been typed since it was sent is newer, and stays. */
(() => {
  const FORM = "form[data-saves], form[hx-target=this]";
  /* set by the page, or ticked outside the form */
  const ELSEWHERE = ["csrfmiddlewaretoken", "read", "slide", "note", "person", "head"];
  /** @type {WeakMap<HTMLFormElement, string>} */
  const sent = new WeakMap();

  /** @param {HTMLElement} element @returns {element is HTMLFormElement} */
  const isSavingForm = (element) => element.matches(FORM);

  /** @param {HTMLFormElement} form */
  function typedInto(form) {
    const fields = [...new FormData(form)].filter(([name]) => !ELSEWHERE.includes(name));
    return JSON.stringify([form.action, ...fields]);
  }

  /** @param {HTMLElement} element */
  const hasGoneOn = (element) => isSavingForm(element) && sent.get(element) !== typedInto(element);

  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    if (isSavingForm(elt)) sent.set(elt, typedInto(elt));
  });

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const form = detail.requestConfig.elt;
    if (!detail.shouldSwap || detail.elt !== form || !isSavingForm(form) || !hasGoneOn(form)) return;
    detail.shouldSwap = false;
    /* said in words, and what a colleague saved meanwhile is not taken as read */
    detail.isError = detail.xhr.status === 422;
    if (!detail.isError) takeAsRead(form, detail.serverResponse);
  });

  /** @param {HTMLFormElement} form @param {string} answer */
  function takeAsRead(form, answer) {
    const saved = new DOMParser().parseFromString(answer, "text/html").querySelector("form");
    if (form.elements.read) form.elements.read.value = saved?.elements.read?.value ?? "";
    if (form.dataset.keep) form.dataset.keep = saved?.dataset.keep;
  }

  /* what is stored closes its dialog */
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr, requestConfig } }) => {
    if (xhr.status !== 204 || requestConfig.verb !== "post" || hasGoneOn(elt)) return;
    elt.closest("dialog")?.close();
    if (elt.matches("form[data-saves]")) showSaved(elt);
  });

  /* what was pushed while words were not saved yet was left out: the answer may be from before it */
  document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig } }) => {
    const { passed } = requestConfig.elt.dataset;
    const form = document.getElementById(requestConfig.elt.getAttribute("id") ?? "");
    if (passed === undefined || !form || "dirty" in form.dataset) return;
    delete requestConfig.elt.dataset.passed;
    if (form.dataset.keep !== passed) document.dispatchEvent(new Event("refetch"));
  });

  /** A form that saves as one goes says that it is saved, and keeps its caret. @param {HTMLElement} form */
  function showSaved(form) {
    form.removeAttribute("data-dirty");
    form.setAttribute("data-saved", "");
    for (const error of form.querySelectorAll(".error")) error.remove();
    for (const field of form.querySelectorAll(".wrong")) field.classList.remove("wrong");
  }
})();
