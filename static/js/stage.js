/* The participant's hand: drafts, counting down, questions one at a time, changing one's own note, walking. */
(() => {
  const draft_key = (form) => `draft:${location.pathname}:${form.dataset.keep}`;
  const count = (area) => {
    const left = Number(area.dataset.limit) - area.value.trim().length;
    const out = area.form.querySelector("[data-left]");
    if (!out) return;
    out.textContent = left <= 80 ? left : "";
    out.classList.toggle("low", left < 0);
  };

  /* --- composer: the draft lives in this tab until the server has the text --- */
  const wake_composer = () => {
    const form = document.querySelector("[data-composer]:not([data-awake])");
    if (!form) return;
    form.dataset.awake = "1";
    const area = form.elements.text;
    if (!area.value) area.value = sessionStorage.getItem(draft_key(form)) || "";
    count(area);
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea[data-limit]")) return;
    count(target);
    const form = target.form;
    if ("composer" in form.dataset) sessionStorage.setItem(draft_key(form), target.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) event.target.form.requestSubmit();
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt;
    if (detail.xhr.status !== 204) return;
    if (form.matches("[data-composer]")) {
      form.elements.text.value = "";
      form.elements.id.value = crypto.randomUUID?.() ?? uuid();
      sessionStorage.removeItem(draft_key(form));
      form.querySelectorAll(".error").forEach((e) => e.remove());
      count(form.elements.text);
    }
    form.closest("dialog")?.close();
  });
  const uuid = () => {  // plain http on a local network has no randomUUID
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

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

  /* --- time to walk: across the screen, and a buzz where the phone can --- */
  document.addEventListener("dialogit:moved", () => {
    const walk = document.querySelector("dialog[data-walk]");
    if (!walk || walk.open) return;
    walk.showModal();
    navigator.vibrate?.([200, 100, 200]);
  });
  document.addEventListener("dialogit:applied", ({ detail }) => {
    wake_composer();
    wake_prompts();
    const fresh = detail.arrived.length;
    if (fresh) document.getElementById("status").textContent = document.getElementById("status").dataset.new?.replace("0", fresh) ?? "";
  });
  const wake = () => { wake_composer(); wake_prompts(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wake);
  else wake();
})();
