/* Choosing notes to put together, and the votes in hand. What is chosen lives here and survives every push. */
(() => {
  const chosen = new Set();
  const boxes = () => [...document.querySelectorAll(".pick input")];
  const count = () => {
    const out = document.querySelector("[data-chosen]");
    if (out)
      out.textContent = chosen.size === 1 ? out.dataset.one : out.dataset.many.replace("0", chosen.size);
  };
  const show_chosen = () => {
    const there = new Set(boxes().map((box) => box.value));
    for (const id of chosen) if (!there.has(id)) chosen.delete(id);
    for (const box of boxes()) box.checked = chosen.has(box.value);
    count();
  };
  const let_go = (notes = [...chosen]) => {
    const was_in_bar = document.activeElement?.closest("#choose-bar");
    for (const id of notes) chosen.delete(id);
    show_chosen();
    if (was_in_bar) document.querySelector(".board")?.focus({ preventScroll: true });
  };

  document.addEventListener("change", ({ target }) => {
    if (!target.matches(".pick input")) return;
    chosen[target.checked ? "add" : "delete"](target.value);
    count();
  });
  document.addEventListener("keydown", (event) => {
    // from the notes straight to the name
    if (event.key !== "Enter" || !event.target.matches(".pick input")) return;
    event.preventDefault();
    if (chosen.size) document.getElementById("choose").elements.title.focus();
  });
  document.addEventListener("reset", ({ target }) => {
    if (target.id === "choose") setTimeout(let_go);
  });
  /* only what was sent: one may have gone on since; and by then a push may have replaced what was pressed */
  document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr, requestConfig } }) => {
    const sent = requestConfig.formData;
    if (elt.closest("#choose-bar"))
      xhr.addEventListener("load", () => {
        if (xhr.status === 204) put_together(sent);
      });
  });
  const put_together = (sent) => {
    const { title } = document.getElementById("choose").elements;
    if (title.value === sent.get("title")) title.value = "";
    let_go(sent.getAll("note"));
  };

  /* --- one group: another name, or together with another group --- */
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-group]");
    if (button) open_group(button);
  });
  const open_group = ({ dataset }) => {
    const dialog = document.getElementById("group-dialog"),
      form = dialog.querySelector("[data-renamer]");
    const title = form.elements.title;
    title.value = title.defaultValue = document.getElementById(`group-name-${dataset.group}`).textContent;
    form.querySelectorAll(".error").forEach((error) => error.remove());
    form.setAttribute("hx-post", dataset.rename);
    form.action = dataset.rename;
    htmx.process(form);
    const others = [...document.querySelectorAll("[data-target]")].filter(
      (e) => e.dataset.target !== dataset.group,
    );
    const mergers = dialog.querySelector("[data-others]");
    mergers.replaceChildren(...others.map((other) => merger(dataset.rename, other)));
    htmx.process(mergers);
    dialog.querySelector("[data-put-together]").hidden = !others.length;
    dialog.showModal();
  };
  const merger = (rename_url, other) => {
    const button = document.createElement("button");
    button.className = "btn small";
    button.textContent = other.textContent;
    button.setAttribute("hx-post", rename_url.replace(/name\/$/, `into/${other.dataset.target}/`));
    button.setAttribute("hx-swap", "none");
    return button;
  };

  /* --- votes in hand: the page knows which are this device's own --- */
  const show_hand = () => {
    const hand = document.querySelector("[data-hand]");
    if (!hand) return;
    const given = (document.getElementById("region").dataset.own || "")
      .split(" ")
      .filter((t) => t.startsWith("vote-")).length;
    const left = Math.max(0, Number(hand.dataset.hand) - given);
    hand.querySelectorAll("i").forEach((token, place) => token.classList.toggle("given", place >= left));
    const words = hand.querySelector("output");
    const said = (left > 1 ? hand.dataset.left : left ? hand.dataset.one : hand.dataset.none).replace(
      "0",
      left,
    );
    if (words.textContent !== said) words.textContent = said;
    hand.classList.toggle("spent", !left);
  };
  /* a vote is seen to leave the hand, and to come back into it */
  const fly = (token, away) => {
    const slot = document.querySelector(`.vote[data-own="${token}"] i`);
    const hand = document.querySelector(
      away ? "[data-hand] i:nth-last-child(1 of :not(.given))" : "[data-hand] i.given",
    );
    if (!slot || !hand || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const flying = document.body.appendChild(
      Object.assign(document.createElement("i"), { className: "flying" }),
    );
    const way = [hand, slot]
      .map((place) => place.getBoundingClientRect())
      .map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }));
    flying.animate(away ? way : way.reverse(), { duration: 400, easing: "ease-in-out" }).onfinish = () =>
      flying.remove();
  };
  const show = () => {
    show_chosen();
    show_hand();
  };
  document.addEventListener("own", ({ detail }) => {
    for (const token of detail.add ?? []) if (token.startsWith("vote-")) fly(token, true);
    for (const token of detail.drop ?? []) if (token.startsWith("vote-")) fly(token, false);
    setTimeout(show_hand);
  });
  document.addEventListener("dialogit:applied", show);
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of boxes()) if (box.checked) chosen.add(box.value);
    show();
  });
})();
