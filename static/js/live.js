/* Keeps the region true to the server. The protocol is written up in docs/live.md.
   A frame {rev, since, html} holds all changes after since: it is applied when we have seen since, ignored
   when it is not newer; on any gap, and when it brings no html, the region is fetched anew. A frame without rev is soft: applied, never counted. */
(() => {
  const HEARTBEAT_LIMIT = 40_000;
  const TERMINAL = new Set([4403, 4404, 4410]);
  const region = () => document.getElementById("region");
  let socket, watchdog, retry, tries = 0, fetching = null, again = false, waiting = [], stopped = false;

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
  const sync_children = (old, fresh) => {
    const wanted = [...fresh.children];
    const keys = new Set(wanted.map(key_of));
    for (const child of [...old.children]) if (!key_of(child) || !keys.has(key_of(child))) child.remove();
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
    const anchor = [...document.querySelectorAll("#main [id]")].find((e) => !e.querySelector("[id]") && e.getBoundingClientRect().top > 60);
    const before = window.scrollY > 8 && anchor?.getBoundingClientRect().top;
    change();
    if (before && anchor.isConnected) window.scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
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
    announce("applied", { arrived });
  };

  const take = (frame) => {
    if (frame.rev === undefined) return steady(() => apply(frame.html));
    if (fetching) return waiting.push(frame);
    const rev = Number(region().dataset.rev);
    if (frame.rev <= rev) return;
    if ((frame.since ?? rev) > rev || frame.html === undefined) return refetch();
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
      const fresh = holder.content.firstElementChild;
      const step = region().dataset.step;
      steady(() => sync_region(fresh));
      if (step !== fresh.dataset.step) announce("moved", { from: step, to: fresh.dataset.step });
      if (!region().dataset.live) stop(false);
    } catch {
      setTimeout(refetch, 1000 + Math.random() * 2000);
    } finally {
      fetching = null;
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
    socket.onopen = () => { tries = 0; say("live"); pat(); refetch(); };
    socket.onmessage = ({ data }) => { pat(); take(JSON.parse(data)); };
    socket.onclose = ({ code }) => {
      clearTimeout(watchdog);
      if (stopped) return;
      if (TERMINAL.has(code)) return stop();
      say("waiting");
      retry = setTimeout(come_back, Math.min(500 * 2 ** tries++, 15_000) * (0.5 + Math.random()));
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

  document.addEventListener("own", ({ detail }) => {
    const tokens = own();
    for (const token of detail.drop || []) tokens.delete(token);
    for (const token of detail.add || []) tokens.add(token);
    region().dataset.own = [...tokens].join(" ");
    show_own();
    if (fetching) again = true;  // what is being fetched may be from before
  });
  /* the push often comes before the answer and replaces the button that asked: htmx would tell it to nobody */
  document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => xhr.addEventListener("load", () => {
    if (elt.isConnected) return;
    const events = JSON.parse(xhr.getResponseHeader("HX-Trigger") || "{}");
    for (const [name, detail] of Object.entries(events)) document.dispatchEvent(new CustomEvent(name, { detail }));
  }));

  /* a view that changed which part of the page is one's own asks for all of it */
  document.addEventListener("refetch", () => refetch());

  /* --- refusals and faults, said in words; nothing that was typed is touched --- */
  const complain = (words) => {
    const box = document.getElementById("problem");
    box.textContent = words;
    box.hidden = false;
    clearTimeout(box.timer);
    box.timer = setTimeout(() => { box.hidden = true; }, 8000);
  };
  document.addEventListener("dialogit:moved", () => { document.getElementById("problem").hidden = true; });
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const box = document.getElementById("problem");
    const line = detail.xhr.status === 409 && new DOMParser().parseFromString(detail.xhr.responseText, "text/html").querySelector("[data-line]");
    complain(line ? line.textContent : box.dataset.error);
    if (detail.xhr.status === 409) refetch();
  });
  document.addEventListener("htmx:sendError", () => complain(document.getElementById("problem").dataset.offline));

  document.addEventListener("visibilitychange", () => { if (!document.hidden) { come_back(); if (socket?.readyState === WebSocket.OPEN) refetch(); } });
  window.addEventListener("online", come_back);
  document.addEventListener("DOMContentLoaded", () => { show_own(); connect(); });
  if (document.readyState !== "loading") { show_own(); connect(); }
})();
