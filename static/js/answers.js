/* What an answer does to the form that asked. Whatever has been typed since it was sent is newer, and stays. */
(() => {
  const FORM = "form[data-saves], form[hx-target=this]";
  const ELSEWHERE = ["read", "slide", "note", "person", "head"]; // set by the page, or ticked outside the form
  const typed = (form) =>
    JSON.stringify([form.action, ...[...new FormData(form)].filter(([name]) => !ELSEWHERE.includes(name))]);
  const has_gone_on = (elt) => elt.matches(FORM) && elt.sent !== typed(elt);
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    if (elt.matches(FORM)) elt.sent = typed(elt);
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const form = detail.requestConfig.elt;
    if (!detail.shouldSwap || detail.elt !== form || !has_gone_on(form)) return;
    detail.shouldSwap = false;
    detail.isError = detail.xhr.status === 422; // said in words, and what a colleague saved meanwhile is not taken as read
    if (detail.isError) return;
    const saved = new DOMParser().parseFromString(detail.serverResponse, "text/html").querySelector("form");
    if (form.elements.read) form.elements.read.value = saved.elements.read.value;
    if (form.dataset.keep) form.dataset.keep = saved.dataset.keep;
  });
  /* what is stored closes its dialog, and a form that saves as one goes says that it is saved and keeps its caret */
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr, requestConfig } }) => {
    if (xhr.status !== 204 || requestConfig.verb !== "post" || has_gone_on(elt)) return;
    elt.closest("dialog")?.close();
    if (!elt.matches("form[data-saves]")) return;
    elt.removeAttribute("data-dirty");
    elt.setAttribute("data-saved", "");
    elt.querySelectorAll(".error").forEach((error) => error.remove());
    elt.querySelectorAll(".wrong").forEach((field) => field.classList.remove("wrong"));
  });
})();
