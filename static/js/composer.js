/* Composers: drafts, counting down, and the outbox. What is sent waits in this tab until the server has it;
   it is sent again with the same id, so that a repeated post is one row. Only sessionStorage, wiped on
   acknowledgement. */
(() => {
  /**
   * A text on its way, with what its form sends. `keep` tells whether a form is still the one of that place.
   * @typedef {"waiting" | "unsaved" | "refused" | "saved" | "withdrawn"} State
   * @typedef {{ [name: string]: string }} Fields
   * @typedef {{ id: string, action: string, keep?: string, state: State, why?: string, fields: Fields }} Item
   */

  /** @type {() => NodeListOf<HTMLFormElement>} */
  const composers = () => document.querySelectorAll("[data-composer]");
  /** What the page says in the reader's language, by name. */
  const words = () => /** @type {HTMLElement} */ (document.getElementById("problem")).dataset;

  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID(); // which plain http on a local network has not
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  /* --- The line one writes in --- */

  const SAID_FROM = 80; // characters left

  /** @param {HTMLTextAreaElement | HTMLInputElement} area */
  function countDown(area) {
    const left = Number(area.dataset.limit) - Number(area.dataset.length);
    const output = area.form?.querySelector("[data-left]");
    if (!output) return;
    output.textContent = left <= SAID_FROM ? `${left}` : "";
    output.classList.toggle("low", left < 0);
  }

  /**
   * Where the browser does not do it by itself, a line grows with its text; how far, the style says.
   * @param {HTMLTextAreaElement | HTMLInputElement} area
   */
  function grow(area) {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }

  /** @param {HTMLTextAreaElement | HTMLInputElement} area */
  function fit(area) {
    countDown(area);
    grow(area);
  }

  /**
   * As if it had been typed: personal.js looks at it, then the draft is kept.
   * @param {HTMLTextAreaElement} area @param {string} text
   */
  function fill(area, text) {
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (event.target instanceof HTMLTextAreaElement) event.target.form?.requestSubmit();
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea[data-limit]")) fit(target);
    const { form } = target;
    if (form?.matches(DRAFTED)) keepDraft(form, form.elements.text.value);
  });

  /* --- Drafts --- */

  /* a phone may close the tab while its camera is open: what describes the picture is kept as well */
  const DRAFTED = "[data-composer], form[data-picture]";
  const DRAFTS = `draft:${location.pathname}:`;
  /** @param {string} key */
  const kindKey = (key) => `kind:${key}`;
  /**
   * By the form's own name, so that what is half written walks along to the next table; a picture stays with
   * its group.
   * @param {HTMLFormElement} form
   */
  const draftKey = (form) => `${DRAFTS}${form.getAttribute("id")}${form.dataset.picture ?? ""}`;
  const draftKeys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(DRAFTS));

  /** An identity code is not even kept here. @param {HTMLFormElement} form @param {string} text */
  function keepDraft(form, text) {
    const key = draftKey(form);
    if (!text || form.elements.text.dataset.personal === "identity") {
      dropDraft(key);
      return;
    }
    sessionStorage.setItem(key, text);
    const kind = form.elements.kind?.value;
    if (kind) sessionStorage.setItem(kindKey(key), kind);
  }

  /** @param {string} key */
  function dropDraft(key) {
    sessionStorage.removeItem(key);
    sessionStorage.removeItem(kindKey(key));
  }

  /** @param {HTMLFormElement} form */
  function showDraft(form) {
    const { text: area, kind: kinds } = form.elements;
    const key = draftKey(form);
    const text = sessionStorage.getItem(key);
    const kind = sessionStorage.getItem(kindKey(key));
    if (!area.value && text && kind && kinds) kinds.value = kind;
    if (area.value || text) fill(area, area.value || (text ?? ""));
    else grow(area);
  }

  /** The page has been loaded anew. */
  function showPictureDraft() {
    /** @type {HTMLFormElement | null} */
    const form = document.querySelector("form[data-picture]");
    if (!form || !sessionStorage.getItem(draftKey(form))) return;
    showDraft(form);
    form.closest("details")?.setAttribute("open", "");
  }

  document.addEventListener("dialogit:sent", ({ target }) => dropDraft(draftKey(target)));

  /** The row of kinds slides: the chosen one is in sight. @param {HTMLFormElement} form */
  function showKind(form) {
    /** @type {HTMLElement | null | undefined} */
    const chosen = form.querySelector(".chips :checked")?.closest("label");
    const row = chosen?.closest(".chips");
    if (chosen) row?.scrollTo({ left: chosen.offsetLeft - (row.clientWidth - chosen.clientWidth) / 2 });
  }

  function wakeComposers() {
    for (const form of composers()) {
      if ("awake" in form.dataset) continue;
      form.dataset.awake = "1";
      showDraft(form);
      showKind(form);
    }
  }

  /** @param {HTMLFormElement} form @param {string} text Goes before what stands there. */
  function putBack(form, text) {
    const area = form.elements.text;
    fill(area, [text, area.value.trim()].filter(Boolean).join("\n"));
  }

  /* --- The outbox --- */

  const OUTBOX = `outbox:${location.pathname}`;
  const SAVED_FOR = 2500; // ms that "saved" is shown
  const OFFERED_FOR = 20_000; // ms that what was withdrawn can be brought back; the server waits longer
  /** @type {Item[]} */
  let saved = [];
  /** @type {Item[]} */
  let withdrawn = [];

  /** @type {() => Item[]} */
  const items = () => JSON.parse(sessionStorage.getItem(OUTBOX) ?? "[]");

  /** @param {Item[]} list */
  function store(list) {
    if (list.length) sessionStorage.setItem(OUTBOX, JSON.stringify(list));
    else sessionStorage.removeItem(OUTBOX);
    showOutbox();
  }

  /** @param {Item} item */
  const forget = (item) => store(items().filter(({ id }) => id !== item.id));
  /** @param {Item} item @param {Partial<Item>} fields */
  const change = (item, fields) => {
    store(items().map((other) => (other.id === item.id ? { ...other, ...fields } : other)));
    if (fields.state && fields.state !== item.state) tell(item.id, words()[fields.state]);
  };

  /** To those who hear the page. @param {string} about @param {string | undefined} news */
  function tell(about, news = "") {
    document.dispatchEvent(new CustomEvent("dialogit:say", { detail: { words: () => news, about } }));
  }

  /** @param {Item} item */
  function formOf(item) {
    return [...composers()].find((form) => hasAction(form, item) && form.dataset.keep === item.keep);
  }

  /** The line where one is now, if one has left the table since. @param {Item} item */
  function formElsewhere(item) {
    return [...composers()].find((form) => hasAction(form, item) && form.dataset.keep !== item.keep);
  }

  /** @param {HTMLFormElement} form @param {Item} item */
  const hasAction = (form, { action }) => form.getAttribute("action") === action;

  /** The list of what is on its way, above the line it was written in. A row that says the same stays. */
  function showOutbox() {
    const hadFocus = document.activeElement?.closest("[data-outbox]");
    const rows = [...saved, ...withdrawn, ...items()].flatMap(placeRow);
    for (const list of document.querySelectorAll("[data-outbox]")) {
      for (const row of rowsIn(list)) if (!rows.includes(row)) row.remove();
      if (!list.firstElementChild) list.remove();
    }
    if (hadFocus && !document.activeElement?.closest("[data-outbox]")) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  }

  /** @param {Item} item */
  function placeRow(item) {
    const form = formOf(item) ?? composers()[0];
    const host = form ?? document.getElementById("main");
    if (!host) return [];
    const list = listIn(host);
    const row = rowOf(form, item);
    const standing = rowsIn(list).find(({ dataset }) => dataset.item === item.id);
    if (standing?.isEqualNode(row)) return [standing];
    if (standing) standing.replaceWith(row);
    else list.append(row);
    return [row];
  }

  /** @param {ParentNode} list */
  const rowsIn = (list) => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("li")]);

  /** A page that has no such line has the list at its end. @param {HTMLElement} host */
  function listIn(host) {
    const standing = host.querySelector("[data-outbox]");
    if (standing) return standing;
    const list = document.createElement("ul");
    list.className = "outbox";
    list.dataset.outbox = "";
    if (host.matches("form")) host.prepend(list);
    else host.append(list);
    return list;
  }

  /** @param {HTMLFormElement | undefined} form @param {Item} item */
  function rowOf(form, item) {
    const row = document.createElement("li");
    row.dataset.item = item.id;
    row.dataset.state = item.state;
    const text = document.createElement("span");
    text.dir = "auto";
    text.textContent = item.fields.text;
    const state = document.createElement("b");
    state.textContent = item.why ?? words()[item.state] ?? "";
    if (item.state === "refused") state.setAttribute("role", "alert");
    row.append(text, state, ...buttonsFor(form, item));
    return row;
  }

  /** @param {HTMLFormElement | undefined} form @param {Item} item */
  function buttonsFor(form, item) {
    if (item.state === "unsaved") return [button(words().again, tryNow)];
    if (item.state === "withdrawn") return [button(words().back, () => bringBack(item))];
    if (item.state !== "refused" || !form) return [];
    const edit = button(words().edit, () => takeBack(form, item));
    const here = formElsewhere(item);
    return here ? [edit, button(words().here, () => sendHere(item, here))] : [edit];
  }

  /** @param {string | undefined} text @param {() => void} act */
  function button(text = "", act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "link";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  /** @param {HTMLFormElement} form @param {Item} item */
  function takeBack(form, item) {
    forget(item);
    putBack(form, item.fields.text);
    form.elements.text.focus();
  }

  /**
   * The same text, with the same id, for where one is now.
   * @param {Item} item @param {HTMLFormElement} form
   */
  function sendHere(item, form) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const hidden = form.querySelectorAll("input[type=hidden]");
    const place = [...hidden].filter(({ name }) => !["id", "csrfmiddlewaretoken"].includes(name));
    const fields = { ...item.fields, ...Object.fromEntries(place.map(({ name, value }) => [name, value])) };
    change(item, { state: "waiting", keep: form.dataset.keep, fields, why: undefined });
    send();
  }

  /* --- What was withdrawn can be brought back for a moment. Its words are here alone --- */

  const WITHDRAWING = /([0-9a-f-]{36})\/withdraw\/$/;
  /** @type {Map<string, string>} */
  const wordsOf = new Map();

  document.addEventListener("htmx:beforeRequest", ({ detail: { elt, requestConfig } }) => {
    const [, id] = requestConfig.path.match(WITHDRAWING) ?? [];
    const text = elt.dataset.words ?? elt.querySelector("textarea")?.defaultValue;
    if (id && text) wordsOf.set(id, text);
  });

  document.addEventListener("withdrawn", ({ detail: { id, back } }) => {
    saved = saved.filter((item) => item.id !== id); // which it is no more
    const text = wordsOf.get(id);
    if (!text) return;
    wordsOf.delete(id);
    withdrawn.push({ id, action: back, state: "withdrawn", fields: { text } });
    showOutbox();
    tell(id, words().withdrawn);
    setTimeout(() => dropWithdrawn(id), OFFERED_FOR);
    setTimeout(focusOnBack);
  });

  /** @param {string} id */
  function dropWithdrawn(id) {
    withdrawn = withdrawn.filter((item) => item.id !== id);
    showOutbox();
  }

  /** What had the focus has gone with the text, or with its dialog. */
  function focusOnBack() {
    /** @type {HTMLElement | null} */
    const back = document.querySelector("[data-outbox] [data-state=withdrawn]:last-child button");
    if (document.activeElement === document.body) back?.focus({ preventScroll: true });
  }

  /** @param {Item} item */
  function bringBack(item) {
    withdrawn = withdrawn.filter(({ id }) => id !== item.id);
    store([...items(), { ...item, state: "waiting" }]);
    send();
  }

  /* --- Sending, one at a time and in order --- */

  const RETRY = [1000, 2000, 4000, 8000, 15_000]; // ms
  const HONEST_AFTER = 4; // tries until "waiting" becomes "not saved"
  let sending = false;
  let tries = 0;
  /** @type {number | undefined} */
  let timer;

  async function send() {
    clearTimeout(timer);
    const item = items().find(({ state }) => state !== "refused");
    if (sending || !item) return;
    sending = true;
    try {
      await takeAnswer(item, await post(item));
      tries = 0;
    } catch {
      tryLater(item);
      return;
    } finally {
      sending = false;
    }
    send();
  }

  function tryNow() {
    tries = 0;
    send();
  }

  /** @param {Item} item */
  function tryLater(item) {
    tries += 1;
    change(item, { state: tries >= HONEST_AFTER ? "unsaved" : "waiting" });
    const pause = RETRY[Math.min(tries, RETRY.length) - 1];
    timer = setTimeout(send, pause * (0.5 + Math.random() / 2));
  }

  /** A token that has ended is renewed by the answer that says so. @param {Item} item */
  async function post(item) {
    const response = await postOnce(item);
    const token = response.status === 403 && response.headers.get("Dialogit-Token");
    if (!token) return response;
    document.dispatchEvent(new CustomEvent("dialogit:token", { detail: token }));
    return postOnce(item);
  }

  /** @param {Item} item */
  function postOnce(item) {
    const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
    return fetch(item.action, {
      method: "POST",
      headers: { "HX-Request": "true", ...token },
      body: new URLSearchParams(item.fields),
      redirect: "error",
    });
  }

  /** @param {Item} item @param {Response} response */
  async function takeAnswer(item, response) {
    if (response.status === 401) document.dispatchEvent(new Event("dialogit:signed-out"));
    if (response.status >= 500 || [401, 429].includes(response.status)) throw new Error(`${response.status}`);
    if (response.status === 204) {
      acknowledge(item, response.headers.get("HX-Trigger"));
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = response.status === 422 ? page.querySelector("form[data-composer]") : null;
    const form = formOf(item);
    if (form && fresh instanceof HTMLElement && !form.elements.text.value.trim())
      showMistake(item, form, fresh);
    else refuse(item, page.querySelector(".error, [data-line]")?.textContent?.trim());
  }

  /** @param {Item} item @param {string | null} events */
  function acknowledge(item, events) {
    const { own } = JSON.parse(events || "{}");
    saved.push({ ...item, state: "saved" });
    forget(item);
    tell(item.id, words().saved);
    setTimeout(() => {
      saved = saved.filter(({ id }) => id !== item.id);
      showOutbox();
    }, SAVED_FOR);
    if (own) document.dispatchEvent(new CustomEvent("own", { detail: own }));
  }

  /**
   * Back into the line, which is free.
   * @param {Item} item @param {HTMLFormElement} form @param {HTMLElement} fresh
   */
  function showMistake(item, form, fresh) {
    forget(item);
    const hadFocus = form.contains(document.activeElement);
    form.replaceWith(fresh);
    htmx.process(fresh);
    wakeComposers();
    if (hadFocus) /** @type {HTMLFormElement} */ (fresh).elements.text.focus();
    showOutbox();
  }

  /** It stays in the list with its reason. @param {Item} item @param {string | undefined} why */
  function refuse(item, why) {
    change(item, { state: "refused", why: why || words().refused });
  }

  /* --- What is submitted goes into the outbox --- */

  /** @param {HTMLFormElement} form @param {HTMLButtonElement | null} pressed @returns {Item} */
  function itemFrom(form, pressed) {
    /** @type {[string, string][]} */
    const given = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    if (pressed?.name) given.push([pressed.name, pressed.value]);
    const id = newId(); // never the page's own, which a duplicate of the tab has too
    const { csrfmiddlewaretoken: _old, ...sent } = Object.fromEntries(given); // the header has it
    const fields = { ...sent, id };
    const action = form.getAttribute("action") ?? "";
    return { id, action, keep: form.dataset.keep, state: "waiting", fields };
  }

  /** @param {HTMLFormElement} form */
  function empty(form) {
    for (const said of form.querySelectorAll(".error, .anyway")) said.remove();
    fill(form.elements.text, "");
    showKind(form);
  }

  /** @param {SubmitEvent & { readonly target: HTMLFormElement }} event */
  function submit(event) {
    const form = event.target;
    if (!form.matches("[data-composer]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const item = itemFrom(form, /** @type {HTMLButtonElement | null} */ (event.submitter));
    if (form.elements.text.dataset.length === "0") {
      htmx.trigger(form, "dialogit:empty");
      form.elements.text.focus();
      return;
    }
    empty(form);
    store([...items(), item]);
    send();
  }

  document.addEventListener("submit", submit, true); // capture, so that htmx does not send the same form too

  /* --- Leaving --- */

  /* drafts wait in this tab; what is on its way would be lost with it */
  window.addEventListener("beforeunload", (event) => {
    if (items().length) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-leave]")) return;
    if (event.submitter?.matches("[data-sure]") || !(items().length || draftKeys().length)) {
      for (const key of [OUTBOX, ...draftKeys()]) dropDraft(key);
      return;
    }
    event.preventDefault();
    /** @type {HTMLElement} */ (form.querySelector("[data-ask]")).hidden = false;
    /** @type {HTMLElement} */ (form.querySelector("[data-sure]")).focus();
  });

  /* --- Where a keyboard lies over the page, what sticks to the bottom goes above it --- */

  const seen = window.visualViewport;
  function showKeyboard() {
    if (!seen) return;
    const covered = seen.scale === 1 ? Math.max(0, window.innerHeight - seen.height - seen.offsetTop) : 0;
    document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`);
  }
  seen?.addEventListener("resize", showKeyboard);
  seen?.addEventListener("scroll", showKeyboard);

  /* --- Beginning, and beginning again --- */

  window.addEventListener("online", tryNow);
  document.addEventListener("dialogit:send", tryNow);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send();
  });
  document.addEventListener("dialogit:applied", () => {
    wakeComposers();
    showOutbox();
  });

  function start() {
    wakeComposers();
    showPictureDraft();
    showOutbox();
    send();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
