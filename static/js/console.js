/* The console's keys, dialogs and questions. Keys never work while typing. */
(() => {
  const ask = document.getElementById("ask");
  const typing = (target) =>
    target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    if (event.key === "?") return document.getElementById("keys").showModal();
    const on_control = event.target.closest("button, a, summary");
    if (event.key === " " && on_control) return;
    const button = document.querySelector(
      `[data-key="${CSS.escape(event.key.length === 1 ? event.key.toLowerCase() : event.key)}"]`,
    );
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  document.addEventListener("click", ({ target, detail }) => {
    if (detail) target.closest("button[hx-post]")?.blur(); // pressed by mouse: space is the clock's again
    const opener = target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open).showModal();
    const copier = target.closest("[data-copy]");
    if (copier) copy(copier);
  });
  const copy = (button) => {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    if (navigator.clipboard) navigator.clipboard.writeText(text.value);
    else document.execCommand("copy"); // plain http on a local network has no clipboard
    document.getElementById("status").textContent = button.dataset.copied;
    button.textContent = button.dataset.copied;
  };
  /* a main point begun stays with its slide; an empty line follows the slide that is on */
  document.addEventListener("dialogit:applied", () => {
    const form = document.querySelector("[data-follows-slide]"),
      on = document.querySelector("[data-slide]");
    if (form && on && !form.elements.text.value.trim()) form.elements.slide.value = on.dataset.slide;
  });
  /* who is connected has changed: so may have what needs a look */
  const heads = () => document.getElementById("connected")?.textContent;
  let connected = heads();
  document.addEventListener("dialogit:applied", () => {
    if (heads() === connected) return;
    connected = heads();
    const look = document.getElementById("look");
    if (look) htmx.trigger(look, "look");
  });
  /* a form that saves as one goes shows what is not saved yet, and live.js leaves it alone meanwhile */
  document.addEventListener("input", ({ target }) =>
    target.closest("form[data-saves]")?.setAttribute("data-dirty", ""),
  );
  /* the next one can be written at once, unless something else is being written by now */
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if ([document.body, ...target.querySelectorAll("*")].includes(document.activeElement))
      target.querySelector("[data-again]")?.focus();
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-dirty]")) event.preventDefault();
  });
  /* what was agreed to is done, also where a push has put another button in the place of the one that asked;
     a form of that kind was about what has changed by now */
  const agreed = ({ elt, path, issueRequest }) => {
    if (elt.isConnected) issueRequest(true);
    else if (elt.matches("form")) htmx.trigger(document.body, "htmx:responseError", { xhr: { status: 0 } });
    else htmx.ajax("POST", path, { values: JSON.parse(elt.getAttribute("hx-vals") ?? "{}"), swap: "none" });
  };
  /* what cannot be undone, or jumps in the course, asks first */
  document.addEventListener("htmx:confirm", (event) => {
    const words = event.target.dataset.ask;
    if (!words) return;
    event.preventDefault();
    document.getElementById("ask-words").textContent = words;
    ask.returnValue = "";
    ask.showModal();
    ask.onclose = () => {
      if (ask.returnValue === "yes") agreed(event.detail);
    };
  });
})();
