/* The participant's hand: questions one at a time, changing one's own note, walking. */
(() => {
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
    if (button.matches("[data-withdraw-note]"))
      htmx.ajax("POST", button.form.dataset.withdraw, { source: button.form, swap: "none" });
  });
  /* a toggle says which way it is turned when it is pressed */
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt.matches("[data-toggle]"))
      detail.parameters.set("on", detail.elt.getAttribute("aria-pressed") === "true" ? "0" : "1");
  });
  const open_editor = (button) => {
    const dialog = document.getElementById(button.dataset.editor ?? "edit"),
      form = dialog.querySelector("form[data-editor]");
    form.querySelectorAll(".error, .anyway").forEach((said) => said.remove());
    const text = form.elements.text;
    text.value = text.defaultValue = button.closest(".note").querySelector("p").textContent;
    form.setAttribute("hx-post", button.dataset.action);
    form.action = button.dataset.action;
    form.dataset.withdraw = button.dataset.withdraw;
    htmx.process(form);
    dialog.showModal();
  };

  /* --- scripts that few need come when what they serve is opened --- */
  const bring = (box) => {
    for (const source of box.open ? (box.dataset.scripts?.split(" ") ?? []) : []) {
      if (document.querySelector(`script[src="${source}"]`)) continue;
      document.head.append(Object.assign(document.createElement("script"), { src: source, async: false }));
    }
  };
  document.addEventListener("toggle", ({ target }) => bring(target), true);
  document.querySelectorAll("details[data-scripts]").forEach(bring);

  /* --- two views of one page: another one is read from its top --- */
  let shown = document.querySelector("[data-view]")?.dataset.view;
  const read_from_top = () => {
    window.scrollTo({ top: 0, behavior: "instant" });
    document.getElementById("main").focus({ preventScroll: true });
  };
  document.addEventListener("change", ({ target }) => {
    if (target.closest("[data-view]")) window.scrollTo({ top: 0, behavior: "instant" });
  });
  document.addEventListener("dialogit:applied", () => {
    const view = document.querySelector("[data-view]")?.dataset.view;
    if (view !== shown) read_from_top();
    shown = view;
  });

  /* --- time to walk: across the screen, and a buzz where the phone can --- */
  const arrived_key = `arrived:${location.pathname}`;
  const here = () => document.querySelector(".where")?.id;
  let at = here();
  const tell_to_walk = () => {
    const walk = document.querySelector("dialog[data-walk]");
    if (!walk || walk.open || walk.id === sessionStorage.getItem(arrived_key)) return;
    walk.addEventListener("close", () => sessionStorage.setItem(arrived_key, walk.id), { once: true });
    walk.showModal();
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
  };
  /* loaded anew, it asks only who has been at another place before and has not said to be here */
  const start_walking = () => {
    const walk = document.querySelector("dialog[data-walk]");
    if (sessionStorage.getItem(arrived_key)) tell_to_walk();
    else if (walk) sessionStorage.setItem(arrived_key, walk.id);
  };
  document.addEventListener("dialogit:moved", tell_to_walk);

  /* --- what came: shown at once at the top, counted while one reads further down, summed up in the status line --- */
  const TELL_AFTER = 1500; // ms to gather what comes together
  const notes_here = () => [...document.querySelectorAll("#main .list > .note:not(#others *)")];
  const known = new Set(),
    unread = new Set();
  const untold = new Set();
  let telling;
  const top_of_reading = () => document.getElementById("top").getBoundingClientRect().bottom;
  const from_others = (id) => {
    const note = document.getElementById(id);
    return note && !("mine" in note.dataset) && note;
  };
  const is_above = (id) => {
    const note = from_others(id);
    return note && note.getBoundingClientRect().bottom < top_of_reading();
  };
  const count_unread = () => {
    const chip = document.getElementById("arrivals");
    for (const id of unread) if (!is_above(id)) unread.delete(id);
    chip.hidden = !unread.size;
    const words = unread.size === 1 ? chip.dataset.one : chip.dataset.many.replace("0", unread.size);
    if (chip.textContent !== words) chip.textContent = words;
  };
  const know = (is_news) => {
    for (const { id } of notes_here().filter(({ id }) => !known.has(id))) {
      known.add(id);
      if (!is_news) continue;
      unread.add(id);
      untold.add(id);
    }
    if (untold.size) telling ??= setTimeout(tell, TELL_AFTER);
    count_unread();
  };
  const tell = () => {
    const status = document.getElementById("status");
    const count = [...untold].filter(from_others).length;
    if (count) status.textContent = status.dataset.new.replace("0", count);
    telling = undefined;
    untold.clear();
  };
  document.getElementById("arrivals").addEventListener("click", () => {
    const newest = notes_here().find(({ id }) => unread.has(id));
    unread.clear();
    count_unread();
    if (newest) window.scrollBy({ top: newest.getBoundingClientRect().top - top_of_reading() - 12 });
    document.getElementById("main").focus({ preventScroll: true });
  });
  document.addEventListener("scroll", count_unread, { passive: true });
  document.addEventListener("own", () => setTimeout(count_unread));

  document.addEventListener("dialogit:applied", () => {
    wake_prompts();
    const elsewhere = here() !== at;
    if (elsewhere) tell_to_walk(); // moved to another group in the middle of a round
    at = here();
    know(!elsewhere);
  });
  const start = () => {
    wake_prompts();
    start_walking();
    know(false);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
