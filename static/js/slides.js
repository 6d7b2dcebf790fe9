/* Nothing is ever cut: a slide takes the largest of its settings that holds it. Where none does it takes the
   one that makes the fewest pages, which turn by themselves as they can be read, or from the console. */
(() => {
  const SETTINGS = 5; // as projector.css has them
  const READ = 20; // letters in a second
  const LEAST = 10; // seconds for a page
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  /* --- The setting, and how many pages it makes --- */

  /** @param {ParentNode} slide */
  const boxesOf = (slide) =>
    /** @type {HTMLElement[]} */ ([...slide.querySelectorAll(".paged > :first-child")]);

  /** Columns go on to the right of a box as pages do. @param {HTMLElement} box */
  function pagesOf(box) {
    const between = Number.parseFloat(getComputedStyle(box).columnGap) || 0;
    return Math.max(1, Math.ceil((box.scrollWidth + between) / (box.clientWidth + between) - 0.12));
  }

  /** What sticks out below, but for the room that a font keeps for itself. @param {HTMLElement} element */
  function outOf(element) {
    const kept = 1 + Number.parseFloat(getComputedStyle(element).fontSize) / 10;
    return Math.max(0, element.scrollHeight - element.clientHeight - kept);
  }

  /** How many pages the slide makes as it is set, and of two alike the one in which fewer boxes turn; what
      sticks out counts as worse than any. @param {HTMLElement} slide */
  function measured(slide) {
    const boxes = boxesOf(slide);
    const pages = boxes.map(pagesOf);
    const turning = pages.reduce((sum, its) => sum + its - 1, 0);
    const out = [slide, ...boxes].reduce(
      (sum, each) => sum + outOf(each),
      slide.scrollWidth - slide.clientWidth,
    );
    return Math.max(1, ...pages) + turning / 1000 + 1000 * out;
  }

  /** One after the other for all of them, so that each is laid out once. @param {HTMLElement[]} slides */
  function set(slides) {
    /** @type {Map<HTMLElement, { setting: number, pages: number }>} */
    const best = new Map();
    let open = slides;
    for (let setting = 1; setting <= SETTINGS && open.length; setting++) {
      for (const slide of open) slide.dataset.setting = `${setting}`;
      for (const slide of open) {
        const pages = measured(slide);
        if (pages < (best.get(slide)?.pages ?? Infinity)) best.set(slide, { setting, pages });
      }
      open = open.filter((slide) => best.get(slide)?.pages !== 1);
    }
    for (const [slide, { setting }] of best) slide.dataset.setting = `${setting}`;
  }

  /* --- The page that is on --- */

  /** @param {HTMLElement} slide */
  function pagesIn(slide) {
    const boxes = boxesOf(slide).map((box) => ({ box, pages: pagesOf(box) }));
    return { slide, boxes, pages: Math.max(1, ...boxes.map(({ pages }) => pages)) };
  }

  /**
   * A box that has fewer pages than the slide stays at its last.
   * @param {ReturnType<typeof pagesIn>} found
   */
  function turn({ slide, boxes, pages }, page = Number(slide.dataset.page ?? 0)) {
    const shown = Math.min(page, pages - 1);
    for (const { box, pages: its } of boxes) {
      const on = `${Math.min(shown, its - 1)}`;
      if ((box.style.getPropertyValue("--page") || "0") !== on) box.style.setProperty("--page", on);
    }
    slide.dataset.page = `${shown}`;
    const place = slide.closest(".projector")?.querySelector(".page-of");
    if (place) place.textContent = pages > 1 ? `${shown + 1}/${pages}` : "";
    return shown;
  }

  /* --- The slide of the projector, which turns --- */

  const screen = () => /** @type {HTMLElement | null} */ (document.getElementById("screen"));
  const live = () => /** @type {HTMLElement | null} */ (document.querySelector("#region > .slide"));
  let on = ""; // which slide, to begin a new one at its first page
  let page = 0;
  let told = "";
  /** @type {number | undefined} */
  let timer;

  function show() {
    const slide = live();
    if (!slide) return;
    if (on !== slide.dataset.slide) page = 0;
    on = slide.dataset.slide ?? "";
    const chosen = screen()?.dataset.page;
    const found = pagesIn(slide);
    const { pages } = found;
    page = turn(found, chosen ? Number(chosen) : page);
    const turns = pages > 1 && !chosen && !still.matches && screen()?.dataset.screen !== "held";
    wait(slide, pages, turns);
    tell(slide, pages, turns);
    document.dispatchEvent(new CustomEvent("dialogit:turned"));
  }

  /** @param {HTMLElement} slide @param {number} pages @param {boolean} turns */
  function wait(slide, pages, turns) {
    clearTimeout(timer);
    const seconds = Math.max(LEAST, (slide.textContent ?? "").trim().length / pages / READ);
    if (turns) timer = setTimeout(() => next(pages), 1000 * seconds);
  }

  /** @param {number} pages */
  function next(pages) {
    page = (page + 1) % pages;
    show();
  }

  /**
   * The console turns pages before slides.
   * @param {HTMLElement} slide @param {number} pages @param {boolean} turns
   */
  function tell(slide, pages, turns) {
    const held = screen()?.dataset.screen === "held";
    const words = `page=${page}&pages=${held ? 1 : pages}&turns=${turns ? 1 : ""}`;
    const address = slide.dataset.pagesTold;
    if (!address || words === told || (pages === 1 && !told)) return;
    told = pages === 1 ? "" : words;
    const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
    fetch(address, { method: "POST", headers, body: new URLSearchParams(words) }).catch(() => {
      told = ""; // said again with the next page
    });
  }

  /* --- When --- */

  function layOut() {
    const slides = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".slide")]);
    set(slides);
    for (const found of slides.map(pagesIn)) turn(found);
    show();
  }

  document.addEventListener("dialogit:applied", layOut);
  document.addEventListener("dialogit:held", layOut);
  window.addEventListener("resize", layOut);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", layOut);
  else layOut();
})();
