/* The table's board: who has which group in hand, and moving notes by mouse where there is one. Both only
   help: every group can be named and filled by taps and keys alone. */
(() => {
  const AGAIN = 4000,
    FADES = 9000;
  const page = crypto
    .getRandomValues(new Uint32Array(4))
    .reduce((id, part) => id + part.toString(16).padStart(8, "0"), "");
  const busy = new Map(); // group → until when somebody else has it in hand
  const told = new Map(); // group → when this page last said so
  let open = null,
    fading;

  /* --- a mark on the group that somebody else has in hand; it fades by itself --- */
  const show = () => {
    clearTimeout(fading);
    const now = performance.now();
    for (const [group, until] of busy) {
      if (until <= now) busy.delete(group);
      document.getElementById(`at-work-${group}`)?.classList.toggle("on", until > now);
    }
    if (busy.size) fading = setTimeout(show, Math.min(...busy.values()) - now + 50);
  };
  const hear = () => {
    const said = document.getElementById("at-work")?.dataset;
    if (said?.group && said.page.replaceAll("-", "") !== page)
      busy.set(said.group, performance.now() + FADES);
    if (said) delete said.group; // heard: the same words once more are news again
    show();
  };
  const tell = (button) => {
    const { group, rename } = button.dataset,
      now = performance.now();
    if (now - (told.get(group) ?? -AGAIN) < AGAIN) return;
    told.set(group, now);
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    fetch(rename.replace(/name\/$/, "at-work/"), {
      method: "POST",
      headers,
      body: new URLSearchParams({ page }),
    }).catch(() => {});
  };
  setInterval(() => {
    if (!document.getElementById("group-dialog")?.open) open = null;
    if (open) tell(open);
  }, 1000);
  document.addEventListener("click", ({ target }) => {
    open = target.closest("button[data-group]") ?? open;
    if (target.closest("button[data-group]")) tell(open);
  });
  document.addEventListener("change", ({ target }) => {
    const button =
      target.matches(".pick input") && target.closest(".theme-group")?.querySelector("button[data-group]");
    if (button) tell(button);
  });

  /* --- a note, or all that are chosen, carried by the mouse into a group or out of it --- */
  let carried = null;
  const place_of = (target) => target.closest?.(".theme-group") ?? target.closest?.(".board");
  const mark = (place) => {
    for (const marked of document.querySelectorAll(".onto"))
      if (marked !== place) marked.classList.remove("onto");
    place?.classList.add("onto");
  };
  const button_for = (place) =>
    document.getElementById(
      place.matches(".theme-group") ? place.id.replace("group-", "target-") : "put-nowhere",
    );
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    // a finger that rests on a note selects its words
    const note = pointerType === "mouse" && target.closest(".pick");
    if (note) note.draggable = true;
  });
  document.addEventListener("dragstart", ({ target, dataTransfer }) => {
    carried = target.closest?.(".pick");
    if (!carried) return;
    dataTransfer.effectAllowed = "move";
    dataTransfer.setData("text/plain", "");
    carried.classList.add("dragged");
  });
  document.addEventListener("dragover", (event) => {
    const place = carried && place_of(event.target);
    mark(place);
    if (place) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const place = carried && place_of(event.target);
    if (!place) return;
    event.preventDefault();
    if (
      carried.closest(".theme-group") === place ||
      (place.matches(".board") && !carried.closest(".theme-group"))
    )
      return;
    const box = carried.querySelector("input"),
      chosen = [...document.querySelectorAll(".pick :checked")];
    const notes = box.checked ? chosen.map((other) => other.value) : [box.value];
    const table = document.getElementById("choose").elements.table.value;
    htmx.ajax("POST", button_for(place).getAttribute("hx-post"), {
      values: { note: notes, table },
      swap: "none",
    });
    if (box.checked) document.getElementById("choose").reset();
  });
  document.addEventListener("dragend", () => {
    mark(null);
    carried?.classList.remove("dragged");
    carried = null;
  });
  document.addEventListener("dialogit:applied", hear);
})();
