/* Keeps the region true to the server. The protocol is written up in docs/live.md.
   A frame {rev, since, html} holds all changes after since: it is applied when we have seen since, ignored
   when it is not newer; on any gap, and when it brings no html, the region is fetched anew. A frame without rev is soft: applied, never counted. */
(() => {
  const HEARTBEAT_LIMIT = 40_000;
  /* why the server closes a socket: workshops/close_codes.py */
  const FORBIDDEN = 4403, OVER = 4410;
  const ASK_WHY = 3;  // tries that were refused until the page asks over HTTP, which can say why
  const REPLACED = 4409;  // too many pages of one device: the oldest rests until it is looked at again
  const SEAT_CHANGED = 4205;  // the same rev, but something else to see for this page alone
  const LONGEST_PRESS = 3000, CLICK_COMES_WITHIN = 50;  // ms; a tap's click comes a moment after the finger is lifted
  const region = () => document.getElementById("region");
  let socket, watchdog, retry, tries = 0, fetching = null, again = false, waiting = [], marked = [], stopped = false, drift = 0;

  const say = (state) => {
    const link = document.querySelector("[data-link]");
    if (!link) return;
    link.dataset.state = state;
    link.querySelector("[data-words]").textContent = link.dataset[state];
  };
  const announce = (name, detail) => document.dispatchEvent(new CustomEvent(`dialogit:${name}`, { detail }));

  /* --- own: what this device wrote, marked, chose; the server says, the page shows --- */
  const own = () => new Set((region().dataset.own || "").split(" ").filter(Boolean));
  const show_own = () => {
    const tokens = own();
    for (const element of document.querySelectorAll("[data-own]:not(#region)")) {
      const mine = tokens.has(element.dataset.own);
      element.toggleAttribute("data-mine", mine);
      if (element.hasAttribute("data-toggle")) element.setAttribute("aria-pressed", mine);
    }
  };

  /* --- sync: change only what differs; kept things and what is in focus stay --- */
  const key_of = (element) => element.getAttribute("id");  // a form's own id may be hidden by a field called id
  const attributes = (old, fresh) => {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  };
  const sync = (old, fresh) => {
    if ("mine" in old.dataset && old.dataset.own === fresh.dataset.own) fresh.dataset.mine = "";  // what it shows can keep the focus
    if (old.isEqualNode(fresh)) return;
    if (old.dataset.keep && old.dataset.keep === fresh.dataset.keep) return;
    if ("dirty" in old.dataset) return;  // words that are not saved yet
    if (old.matches("details[open]")) fresh.open = true;
    if ("keyed" in old.dataset && "keyed" in fresh.dataset) {
      attributes(old, fresh);
      sync_children(old, fresh);
    } else {
      replace(old, fresh);
    }
  };
  /* a dialog in which something half written is left stays until it is closed, though the page has moved on */
  const is_typed = (field) => field.value !== field.defaultValue;
  const holds_words = (element) => element.matches("dialog[open]") && (element.querySelector(".error") || [...element.querySelectorAll("textarea, input")].some(is_typed));
  const sync_children = (old, fresh) => {
    const wanted = [...fresh.children];
    const keys = new Set(wanted.map(key_of).filter(Boolean));
    for (const child of [...old.children]) if (!keys.has(key_of(child)) && !holds_words(child)) child.remove();
    let place = old.firstElementChild;
    for (const next of wanted) {
      const standing = [...old.children].find((child) => key_of(child) === key_of(next));
      if (!standing) {
        old.insertBefore(next, place);
        htmx.process(next);
      } else {
        if (standing === place) place = place.nextElementSibling;
        else old.insertBefore(standing, place);
        sync(standing, next);
      }
    }
  };
  const replace = (old, fresh) => {
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const path = active && focus_path(active, old);
    old.replaceWith(fresh);
    htmx.process(fresh);
    if (path) follow(path, fresh)?.focus({ preventScroll: true });
  };
  const focus_path = (element, top) => {
    const path = [];
    for (let node = element; node !== top; node = node.parentElement) path.unshift([...node.parentElement.children].indexOf(node));
    return path;
  };
  const follow = (path, top) => path.reduce((node, place) => node?.children[place], top);

  /* --- what is being read does not move when something arrives above it --- */
  const steady = (change) => {
    const top = (e) => e.getBoundingClientRect().top;
    const in_hand = document.activeElement?.closest("#main [id]:not(.composer, .composer *, .choose-bar, .choose-bar *)"), leaves = [...document.querySelectorAll("#main [id]")];
    const anchor = in_hand && top(in_hand) > 0 && top(in_hand) < window.innerHeight ? in_hand : leaves.find((e) => !e.querySelector("[id]") && top(e) > 60);
    const before = window.scrollY > 8 && anchor && top(anchor), id = anchor && key_of(anchor);
    const moved = () => top(document.getElementById(id)) - before + drift;
    change();
    if (!before || !document.getElementById(id)) return;
    window.scrollBy({ top: moved(), behavior: "instant" });
    drift = moved();  // what a scroll by whole pixels leaves over, made good by the next one
  };

  /* counted where they lie, so that a note need not bring its table's count along */
  const count = () => {
    for (const place of document.querySelectorAll("[data-count]")) {
      const notes = document.querySelectorAll(`#${place.dataset.count} > .note:not(.off)`).length;
      const words = notes === 1 ? place.dataset.one : place.dataset.many.replace("0", notes);
      if (place.textContent !== words) place.textContent = words;
    }
  };

  const apply = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const arrived = [];
    for (const piece of [...holder.content.children]) {
      const old = document.getElementById(key_of(piece));
      if ("remove" in piece.dataset) old?.remove();
      else if (old) sync(old, piece);
      else {
        const list = document.getElementById(piece.dataset.into);
        if (!list) continue;
        piece.classList.add("fresh");
        if (piece.dataset.place === "last") list.append(piece);
        else list.prepend(piece);
        htmx.process(piece);
        arrived.push(piece);
      }
    }
    show_own();
    count();
    announce("applied", { arrived });
  };

  /* --- what is pressed does not move away under the finger: changes wait until it is lifted --- */
  let lifted = null, lift;
  const press = () => {
    lifted ??= new Promise((resolve) => { lift = resolve; }).then(() => { lifted = null; });
    clearTimeout(press.timer);
    press.timer = setTimeout(lift, LONGEST_PRESS);
  };
  const let_go = () => { clearTimeout(press.timer); if (lifted) press.timer = setTimeout(lift, CLICK_COMES_WITHIN); };
  document.addEventListener("pointerdown", press, true);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, let_go, true);
  const take = (frame) => {
    if (lifted) return lifted.then(() => take(frame));
    if (frame.rev === undefined) return steady(() => apply(frame.html));
    if (fetching) return waiting.push(frame);
    const rev = Number(region().dataset.rev);
    if (frame.since === undefined) return frame.rev === rev || refetch();  // greeting or heartbeat
    if (frame.rev <= rev) return;
    if (frame.since > rev || frame.html === undefined) return refetch();
    steady(() => apply(frame.html));
    region().dataset.rev = frame.rev;
  };
  const refetch = async () => {
    if (fetching) { again = true; return; }
    fetching = fetch(location.href, { headers: { "Dialogit-Region": "1" }, cache: "no-store", redirect: "manual" });
    try {
      const answer = await fetching;
      if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) return stop();
      if (!answer.ok) throw new Error(answer.status);
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      while (lifted) await lifted;
      const fresh = holder.content.firstElementChild;
      const step = region().dataset.step;
      steady(() => sync_region(fresh));
      marked.forEach(mark);  // what was fetched may be from before
      if (step !== fresh.dataset.step) announce("moved", { from: step, to: fresh.dataset.step });
      if (!region().dataset.live) stop(false);
    } catch {
      if (stopped || socket?.readyState === WebSocket.OPEN) setTimeout(refetch, 1000 + Math.random() * 2000);
    } finally {
      fetching = null;
      marked = [];
      const frames = waiting;
      waiting = [];
      if (again) { again = false; refetch(); } else frames.forEach(take);
    }
  };
  const sync_region = (fresh) => {
    const label = fresh.querySelector("[data-title]")?.dataset.title;
    if (label) document.title = label;
    attributes(region(), fresh);
    sync_children(region(), fresh);
    show_own();
    announce("applied", { arrived: [] });
    if (socket?.readyState === WebSocket.OPEN) say("live");
  };
  const connect = () => {
    const path = region()?.dataset.live;
    if (!path || stopped || [WebSocket.OPEN, WebSocket.CONNECTING].includes(socket?.readyState)) return;
    socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${path}`);
    socket.onopen = () => { tries = 0; say("live"); pat(); };
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      pat();
      if (frame.now) announce("time", frame.now);
      take(frame);
    };
    socket.onclose = ({ code }) => {
      clearTimeout(watchdog);
      if (stopped) return;
      if (code === FORBIDDEN) return stop();
      if (code === OVER) { stopped = true; return refetch(); }
      say("waiting");
      if (code === SEAT_CHANGED) refetch();
      if (code === REPLACED && document.hidden) return;
      if (tries && tries % ASK_WHY === 0) refetch();
      retry = setTimeout(come_back, Math.min(500 * 2 ** tries++, 15_000) * (0.5 + Math.random() / 2));
    };
  };
  const come_back = () => { clearTimeout(retry); connect(); };
  const pat = () => { clearTimeout(watchdog); watchdog = setTimeout(() => { socket.close(); refetch(); }, HEARTBEAT_LIMIT); };
  const stop = (reload = true) => {
    stopped = true;
    socket?.close();
    say("lost");
    if (reload) location.reload();
  };

  const mark = (detail) => {
    const tokens = own();
    for (const token of detail.drop || []) tokens.delete(token);
    for (const token of detail.add || []) tokens.add(token);
    region().dataset.own = [...tokens].join(" ");
    show_own();
  };
  document.addEventListener("own", ({ detail }) => { if (fetching) marked.push(detail); mark(detail); });
  /* the push often comes before the answer and replaces the button that asked: htmx would tell it to nobody */
  document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => xhr.addEventListener("load", () => {
    if (elt.isConnected) return;
    const events = JSON.parse(xhr.getResponseHeader("HX-Trigger") || "{}");
    for (const [name, detail] of Object.entries(events)) document.dispatchEvent(new CustomEvent(name, { detail }));
  }));
  /* a view that changed which part of the page is one's own asks for all of it */
  document.addEventListener("refetch", () => refetch());

  document.addEventListener("visibilitychange", () => { if (!document.hidden) { come_back(); if (socket?.readyState === WebSocket.OPEN) refetch(); } });
  window.addEventListener("online", () => { tries = 0; come_back(); });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) come_back(); });
  document.addEventListener("DOMContentLoaded", () => { show_own(); connect(); });
  if (document.readyState !== "loading") { show_own(); connect(); }
})();
