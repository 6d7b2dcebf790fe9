/* The participant's hand: questions one at a time, changing one's own note, walking. */
(() => {
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status === 204) detail.elt.closest("dialog")?.close();
  });

  /* --- questions, one at a time --- */
  const show_prompt = (box, place) => {
    box.querySelectorAll("[data-prompt]").forEach((e, n) => e.classList.toggle("on", n === place));
    box.querySelectorAll(".steps i").forEach((e, n) => e.classList.toggle("on", n === place));
    box.dataset.place = place;
  };
  const wake_prompts = () => {
    for (const box of document.querySelectorAll("[data-prompts]:not(.alive)")) {
      box.classList.add("alive");
      show_prompt(box, 0);
    }
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const box = button.matches("[data-next-prompt]") && button.closest("[data-prompts]");
    if (box) show_prompt(box, (Number(box.dataset.place) + 1) % box.querySelectorAll("[data-prompt]").length);
    if (button.dataset.open) document.getElementById(button.dataset.open).showModal();
    if (button.dataset.editNote) open_editor(button);
    if (button.matches("[data-withdraw-note]")) htmx.ajax("POST", button.form.dataset.withdraw, { source: button.form, swap: "none" });
  });
  /* a toggle says which way it is turned when it is pressed */
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt.matches("[data-toggle]")) detail.parameters.set("on", detail.elt.getAttribute("aria-pressed") === "true" ? "0" : "1");
  });
  const open_editor = (button) => {
    const dialog = document.getElementById("edit"), form = dialog.querySelector("form[data-editor]");
    form.elements.text.value = button.closest(".note").querySelector("p").textContent;
    form.setAttribute("hx-post", button.dataset.action);
    form.action = button.dataset.action;
    form.dataset.withdraw = button.dataset.withdraw;
    htmx.process(form);
    dialog.showModal();
  };

  /* --- two views of one page: another one is read from its top --- */
  let shown = document.querySelector("[data-view]")?.dataset.view;
  const read_from_top = () => {
    window.scrollTo({ top: 0, behavior: "instant" });
    document.getElementById("main").focus({ preventScroll: true });
  };
  document.addEventListener("change", ({ target }) => { if (target.closest("[data-view]")) window.scrollTo({ top: 0, behavior: "instant" }); });
  document.addEventListener("dialogit:applied", () => {
    const view = document.querySelector("[data-view]")?.dataset.view;
    if (view !== shown) read_from_top();
    shown = view;
  });

  /* --- time to walk: across the screen, and a buzz where the phone can --- */
  document.addEventListener("dialogit:moved", () => {
    const walk = document.querySelector("dialog[data-walk]");
    if (!walk || walk.open) return;
    walk.showModal();
    navigator.vibrate?.([200, 100, 200]);
  });
  document.addEventListener("dialogit:applied", ({ detail }) => {
    wake_prompts();
    const fresh = detail.arrived.length;
    if (fresh) document.getElementById("status").textContent = document.getElementById("status").dataset.new?.replace("0", fresh) ?? "";
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wake_prompts);
  else wake_prompts();
})();
