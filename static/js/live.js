/* Keeps the region true to the server. docs/live.md is the protocol, in whose order and words this stands. */
(() => {
  /**
   * With `rev` and `since` it holds the changes after `since` up to `rev`, in its html if any; with `rev`
   * alone it is the greeting or a heartbeat; with neither it is soft.
   * @typedef {{ rev?: number, since?: number, html?: string, now?: number }} Frame
   */

  /* --- Counting: the region carries the rev it was rendered at --- */

  const region = () => /** @type {HTMLElement} */ (document.getElementById("region"));
  const rev = () => Number(region().dataset.rev);

  /* --- The socket --- */

  const HEARTBEAT_LIMIT = 40_000; // ms without a frame, then a new socket is opened
  /** @type {WebSocket | undefined} */
  let socket;
  /** @type {number | undefined} */
  let watchdog;
  /** @type {number | undefined} */
  let retry;
  let tries = 0;
  let stopped = false;
  const isOpen = () => socket?.readyState === WebSocket.OPEN;

  function connect() {
    clearTimeout(retry);
    const path = region().dataset.live;
    if (!path || stopped || isOpen() || socket?.readyState === WebSocket.CONNECTING) return;
    socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${path}`);
    socket.onopen = opened;
    socket.onmessage = ({ data }) => receive(JSON.parse(data));
    socket.onclose = ({ code }) => closed(code);
  }

  function opened() {
    tries = 0;
    showLink("live");
    waitForFrame();
  }

  function waitForFrame() {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      socket?.close();
      fetchRegion();
    }, HEARTBEAT_LIMIT);
  }

  /** @param {Frame} frame */
  function receive(frame) {
    waitForFrame();
    if (frame.now) announce("time", frame.now);
    take(frame);
  }

  /** @param {"live" | "waiting" | "lost"} state */
  function showLink(state) {
    const link = /** @type {HTMLElement | null} */ (document.querySelector("[data-link]"));
    if (!link) return;
    link.dataset.state = state;
    const words = /** @type {HTMLElement} */ (link.querySelector("[data-words]"));
    words.textContent = link.dataset[state] ?? "";
  }

  /** @param {"applied" | "moved" | "time"} name @param {unknown} detail */
  function announce(name, detail) {
    document.dispatchEvent(new CustomEvent(`dialogit:${name}`, { detail }));
  }

  /* --- What the browser does with a frame --- */

  /** @type {Frame[]} */
  let waiting = []; // came during a fetch, and are judged after it

  /** @param {Frame} frame */
  function take(frame) {
    if (press) press.then(() => take(frame));
    else if (frame.rev === undefined) steady(() => apply(frame.html ?? ""));
    else if (fetching) waiting.push(frame);
    else if (frame.since === undefined) greet(frame.rev);
    else takeChanges(frame.rev, frame.since, frame.html);
  }

  /** @param {number} theirs The rev of a greeting or heartbeat, which may be smaller too. */
  function greet(theirs) {
    if (theirs !== rev()) fetchRegion();
  }

  /** @param {number} upTo @param {number} since @param {string | undefined} html */
  function takeChanges(upTo, since, html) {
    if (upTo <= rev()) return; // not newer
    if (since > rev() || html === undefined) {
      fetchRegion(); // a gap, or no html
      return;
    }
    steady(() => apply(html));
    region().dataset.rev = String(upTo);
  }

  /* --- Fetching the region --- */

  let fetching = false;
  let again = false;

  async function fetchRegion() {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    try {
      const headers = { "Dialogit-Region": "1" };
      const answer = await fetch(location.href, { headers, cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) leave();
      else if (answer.ok) await applyFetched(await answer.text());
      else throw new Error(`${answer.status}`);
    } catch {
      if (stopped || isOpen()) setTimeout(fetchRegion, 1000 + Math.random() * 2000);
    } finally {
      judgeWaiting();
    }
  }

  /** @param {string} html */
  async function applyFetched(html) {
    const [fresh] = elementsOf(html);
    while (press) await press;
    const { step } = region().dataset;
    const hadFocus = document.activeElement !== document.body;
    steady(() => applyRegion(fresh));
    marked.forEach(mark); // what was fetched may be from before
    if (step !== fresh.dataset.step) {
      sayTitle();
      announce("moved", { from: step, to: fresh.dataset.step });
    }
    if (hadFocus) focusSomewhere();
    if (!region().dataset.live) stop({ reload: false });
  }

  /** To those who hear the page. */
  function sayTitle() {
    const detail = { words: () => document.title, about: "title", isUrgent: true };
    document.dispatchEvent(new CustomEvent("dialogit:say", { detail }));
  }

  /** Where the page begins, when what had the focus has gone. */
  function focusSomewhere() {
    if (document.activeElement !== document.body) return;
    document.getElementById("main")?.focus({ preventScroll: true });
  }

  function judgeWaiting() {
    const frames = waiting;
    fetching = false;
    marked = [];
    waiting = [];
    if (!again) {
      frames.forEach(take);
      return;
    }
    again = false;
    fetchRegion();
  }

  /* --- Close codes --- */

  const FORBIDDEN = 4403; // left, taken off the workshop, or another phone has the seat
  const OVER = 4410; // there is still to hear when the report is shared
  const REPLACED = 4409; // too many pages of one device: the oldest rests until it is looked at again
  const SEAT_CHANGED = 4205; // the same rev, but something else to see for this page alone
  const ASK_WHY = 3; // tries that were refused until the page asks over HTTP, which can say why
  const MAX_PAUSE = 15_000; // ms

  /** @param {number} code */
  function closed(code) {
    clearTimeout(watchdog);
    if (stopped) return;
    if (code === FORBIDDEN) leave();
    else reconnectLater(code);
  }

  /** @param {number} code */
  function reconnectLater(code) {
    showLink("waiting");
    if (code === SEAT_CHANGED || code === OVER) fetchRegion();
    if (code === REPLACED && document.hidden) return;
    if (tries && tries % ASK_WHY === 0) fetchRegion();
    retry = setTimeout(connect, Math.min(500 * 2 ** tries, MAX_PAUSE) * (0.5 + Math.random() / 2));
    tries += 1;
  }

  /* who leaves goes on by the form: loading this page anew would lose the answer, and the new key in it */
  window.addEventListener("submit", (event) => {
    const form = /** @type {HTMLElement} */ (event.target);
    if (form.matches("[data-leave]") && !event.defaultPrevented) stop({ reload: false });
  });

  /** Reloading says why there is nothing here any more; to a whole room a calm projector says enough. */
  function leave() {
    /** @type {HTMLElement | null} */
    const curtain = document.querySelector(".curtain");
    stop({ reload: !curtain });
    if (curtain) Object.assign(curtain.dataset, { screen: "blank", code: "" });
  }

  function stop({ reload = true } = {}) {
    stopped = true;
    socket?.close();
    showLink("lost");
    const stopping = new CustomEvent("dialogit:stopped", { cancelable: true });
    if (reload && document.dispatchEvent(stopping)) location.reload();
  }

  /* --- Applying html --- */

  /** @param {ParentNode} parent */
  const childrenOf = (parent) => /** @type {HTMLElement[]} */ ([...parent.children]);
  /** @param {Element} element Also a form, whose own id may be hidden by a field called id. */
  const keyOf = (element) => element.getAttribute("id") ?? "";

  /** @param {string} html */
  function elementsOf(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return childrenOf(holder.content);
  }

  /** @param {string} html A row of elements, each with an id. */
  function apply(html) {
    const arrived = elementsOf(html).filter(applyElement);
    showOwn();
    showCounts();
    announce("applied", { arrived });
  }

  /** @param {HTMLElement} fresh @returns {boolean} whether it is new on the page */
  function applyElement(fresh) {
    const old = document.getElementById(keyOf(fresh));
    if ("remove" in fresh.dataset) old?.remove();
    else if (old) compare(old, fresh);
    else return putIntoList(fresh);
    return false;
  }

  /** @param {HTMLElement} fresh */
  function putIntoList(fresh) {
    const list = document.getElementById(fresh.dataset.into ?? "");
    if (!list) return false;
    fresh.classList.add("fresh");
    if (fresh.dataset.place === "last") list.append(fresh);
    else list.prepend(fresh);
    htmx.process(fresh);
    return true;
  }

  /** @param {HTMLElement} fresh The region as it was fetched. */
  function applyRegion(fresh) {
    if (fresh.dataset.title) document.title = fresh.dataset.title;
    compareAttributes(region(), fresh);
    compareChildren(region(), fresh);
    showOwn();
    announce("applied", { arrived: [] });
    if (isOpen()) showLink("live");
  }

  /** Only what differs is touched. @param {HTMLElement} old @param {HTMLElement} fresh */
  function compare(old, fresh) {
    /* what it shows can keep the focus */
    if ("mine" in old.dataset && old.dataset.own === fresh.dataset.own) fresh.dataset.mine = "";
    if (old.isEqualNode(fresh)) return;
    if (isKept(old, fresh)) {
      if ("dirty" in old.dataset) old.dataset.passed = fresh.dataset.keep ?? "";
      return;
    }
    if (old.matches("details[open]")) fresh.setAttribute("open", "");
    if (!("keyed" in old.dataset && "keyed" in fresh.dataset)) {
      replace(old, fresh);
      return;
    }
    compareAttributes(old, fresh);
    compareChildren(old, fresh);
  }

  /** @param {HTMLElement} old @param {HTMLElement} fresh */
  function isKept(old, fresh) {
    return (old.dataset.keep && old.dataset.keep === fresh.dataset.keep) || "dirty" in old.dataset;
  }

  /** @param {HTMLElement} old @param {HTMLElement} fresh */
  function compareAttributes(old, fresh) {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of [...fresh.attributes]) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  }

  /** Child by child, by id. @param {HTMLElement} old @param {HTMLElement} fresh */
  function compareChildren(old, fresh) {
    const wanted = childrenOf(fresh);
    const keys = new Set(wanted.map(keyOf).filter(Boolean));
    for (const child of childrenOf(old)) {
      if (!keys.has(keyOf(child)) && !isHalfWritten(child)) child.remove();
    }
    let place = old.firstElementChild;
    for (const next of wanted) {
      const standing = childrenOf(old).find((child) => keyOf(child) === keyOf(next));
      if (standing && standing === place) place = standing.nextElementSibling;
      else insert(old, standing ?? next, place);
      if (standing) compare(standing, next);
      else htmx.process(next);
    }
  }

  /**
   * What is moved takes the focus along.
   * @param {HTMLElement} list @param {HTMLElement} item @param {Element | null} place what comes after it
   */
  function insert(list, item, place) {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const holds = item.contains(active);
    list.insertBefore(item, place);
    if (holds) active?.focus({ preventScroll: true });
  }

  /** A dialog in which something is left stays until it is closed. @param {HTMLElement} element */
  function isHalfWritten(element) {
    if (!element.matches("dialog[open]")) return false;
    /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
    const fields = element.querySelectorAll("textarea, input");
    return (
      element.querySelector(".error") || [...fields].some(({ value, defaultValue }) => value !== defaultValue)
    );
  }

  /** Focus stays where it was. @param {HTMLElement} old @param {HTMLElement} fresh */
  function replace(old, fresh) {
    const active = document.activeElement;
    const path = active && old.contains(active) ? pathTo(active, old) : null;
    old.replaceWith(fresh);
    htmx.process(fresh);
    const again = /** @type {HTMLElement | undefined} */ (path?.reduce(childAt, fresh));
    again?.focus({ preventScroll: true });
  }

  /** @param {Element | undefined} element @param {number} place */
  const childAt = (element, place) => element?.children[place];

  /** Its place and those around it. @param {Element} element @param {Element} top @returns {number[]} */
  function pathTo(element, top) {
    const parent = element.parentElement;
    if (element === top || !parent) return [];
    return [...pathTo(parent, top), [...parent.children].indexOf(element)];
  }

  /* --- What is being read does not move when something arrives above it --- */

  const BELOW_BAR = 60; // px
  let drift = 0; // what a scroll by whole pixels leaves over, made good by the next one
  /** @param {Element} element */
  const topOf = (element) => element.getBoundingClientRect().top;

  /** @param {() => void} change */
  function steady(change) {
    const anchor = window.scrollY > 8 ? whatIsRead() : undefined;
    const before = anchor ? topOf(anchor) : 0;
    const id = anchor ? keyOf(anchor) : "";
    change();
    const after = document.getElementById(id);
    if (!before || !after) return;
    window.scrollBy({ top: topOf(after) - before + drift, behavior: "instant" });
    drift = topOf(after) - before + drift;
  }

  /** What has the focus if one sees it, else the topmost thing on the screen. */
  function whatIsRead() {
    const bars = ".composer, .composer *, .choose-bar, .choose-bar *";
    const inHand = document.activeElement?.closest(`#main [id]:not(${bars})`);
    if (inHand && topOf(inHand) > 0 && topOf(inHand) < window.innerHeight) return inHand;
    const things = [...document.querySelectorAll("#main [id]")];
    return things.find((thing) => !thing.querySelector("[id]") && topOf(thing) > BELOW_BAR);
  }

  /** Counted where they lie, so that a note need not bring its table's count along. */
  function showCounts() {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-count]"))) {
      const { count, one = "", many = "" } = place.dataset;
      const notes = document.querySelectorAll(`#${count} > .note:not(.off)`).length;
      const words = notes === 1 ? one : many.replace("0", `${notes}`);
      if (place.textContent !== words) place.textContent = words;
    }
  }

  /* --- While a finger or a mouse button is down nothing is applied --- */

  const MAX_PRESS = 3000; // ms
  const CLICK_COMES_WITHIN = 50; // ms after the finger is lifted
  /** @type {Promise<void> | null} */
  let press = null;
  /** @type {() => void} */
  let endPress = () => {};
  /** @type {number | undefined} */
  let pressTimer;

  function beginPress() {
    press ??= new Promise((resolve) => {
      endPress = () => {
        press = null;
        resolve(undefined);
      };
    });
    clearTimeout(pressTimer);
    pressTimer = setTimeout(endPress, MAX_PRESS);
  }

  function liftPress() {
    clearTimeout(pressTimer);
    if (press) pressTimer = setTimeout(endPress, CLICK_COMES_WITHIN);
  }

  document.addEventListener("pointerdown", beginPress, true);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, liftPress, true);

  /* --- data-own: what this device wrote, marked, chose; the server says, the page shows --- */

  /** @type {Own[]} */
  let marked = []; // during a fetch

  const own = () => new Set((region().dataset.own ?? "").split(" ").filter(Boolean));

  function showOwn() {
    const tokens = own();
    /** @type {NodeListOf<HTMLElement>} */
    const elements = document.querySelectorAll("[data-own]:not(#region)");
    for (const element of elements) {
      const isMine = tokens.has(element.dataset.own ?? "");
      element.toggleAttribute("data-mine", isMine);
      if (element.hasAttribute("data-toggle")) element.setAttribute("aria-pressed", String(isMine));
    }
  }

  /** @param {Own} change */
  function mark({ add = [], drop = [] }) {
    const tokens = own();
    for (const token of drop) tokens.delete(token);
    for (const token of add) tokens.add(token);
    region().dataset.own = [...tokens].join(" ");
    showOwn();
  }

  document.addEventListener("own", ({ detail }) => {
    if (fetching) marked.push(detail);
    mark(detail);
  });

  /* a toggle says which way it is turned when it is pressed */
  document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
    if (!elt.matches("[data-toggle]")) return;
    parameters.set("on", elt.getAttribute("aria-pressed") === "true" ? "0" : "1");
  });

  /* --- What else makes the page fetch or connect --- */

  /* the push often comes before the answer and replaces what asked: htmx would tell it to nobody */
  document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => {
    xhr.addEventListener("load", () => {
      if (elt.isConnected) return;
      const events = JSON.parse(xhr.getResponseHeader("HX-Trigger") || "{}");
      for (const [name, detail] of Object.entries(events)) {
        document.dispatchEvent(new CustomEvent(name, { detail }));
      }
    });
  });
  /* a view that changed which part of the page is one's own asks for all of it */
  document.addEventListener("refetch", fetchRegion);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    connect();
    if (isOpen()) fetchRegion();
  });
  window.addEventListener("online", () => {
    tries = 0;
    connect();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) connect();
  });

  function start() {
    showOwn();
    connect();
  }
  document.addEventListener("DOMContentLoaded", start);
  if (document.readyState !== "loading") start();
})();
