/* Composers: drafts, counting down, and the outbox. What is sent waits in this tab until the server has it;
   it is sent again with the same id, so that a repeated post is one row. Only sessionStorage, wiped on
   acknowledgement. */
(() => {
  const RETRY = [1000, 2000, 4000, 8000, 15_000];
  const HONEST_AFTER = 4;  // tries until "waiting" becomes "not saved"
  const outbox_key = `outbox:${location.pathname}`;
  /* by the form's own name, so that what is half written walks along to the next table */
  const draft_key = (form) => `draft:${location.pathname}:${form.getAttribute("id")}`;
  const words = () => document.getElementById("problem").dataset;
  let sending = false, timer, tries = 0;

  const items = () => JSON.parse(sessionStorage.getItem(outbox_key) || "[]");
  const store = (list) => {
    if (list.length) sessionStorage.setItem(outbox_key, JSON.stringify(list));
    else sessionStorage.removeItem(outbox_key);
    show();
  };
  const forget = (item) => store(items().filter((other) => other.id !== item.id));
  const change = (item, fields) => store(items().map((other) => (other.id === item.id ? { ...other, ...fields } : other)));

  const uuid = () => {  // plain http on a local network has no randomUUID
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };
  const form_of = (item) => [...document.querySelectorAll("[data-composer]")].find((form) => form.getAttribute("action") === item.action && form.dataset.keep === item.keep);
  const count = (area) => {
    const left = Number(area.dataset.limit) - area.value.trim().length;
    const out = area.form.querySelector("[data-left]");
    if (!out) return;
    out.textContent = left <= 80 ? left : "";
    out.classList.toggle("low", left < 0);
  };
  const put_text = (form, text) => {
    form.elements.text.value = text;
    sessionStorage.setItem(draft_key(form), text);
    count(form.elements.text);
  };

  /* --- the list of what is on its way, above the line it was written in --- */
  const show = () => {
    for (const list of document.querySelectorAll("[data-outbox]")) list.remove();
    for (const item of items()) {
      const form = form_of(item) ?? document.querySelector("[data-composer]");
      if (!form) continue;
      const list = form.querySelector("[data-outbox]") ?? form.insertBefore(Object.assign(document.createElement("ul"), { className: "outbox" }), form.firstChild);
      list.dataset.outbox = "";
      list.append(row(form, item));
    }
  };
  const row = (form, item) => {
    const line = document.createElement("li"), state = document.createElement("b");
    line.dataset.state = item.state;
    line.append(Object.assign(document.createElement("span"), { textContent: item.fields.text, dir: "auto" }), state);
    state.textContent = item.why ?? words()[item.state];
    if (item.state === "refused") line.append(button(words().edit, () => { forget(item); put_text(form, item.fields.text); form.elements.text.focus(); }));
    if (item.state === "unsaved") line.append(button(words().again, () => { tries = 0; send(); }));
    return line;
  };
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  /* --- sending, one at a time and in order --- */
  const send = async () => {
    clearTimeout(timer);
    const item = items().find((candidate) => candidate.state !== "refused");
    if (sending || !item) return;
    sending = true;
    try {
      await answer(item, await post(item));
      tries = 0;
    } catch {
      tries += 1;
      change(item, { state: tries >= HONEST_AFTER ? "unsaved" : "waiting" });
      timer = setTimeout(send, RETRY[Math.min(tries, RETRY.length) - 1] * (0.75 + Math.random() / 2));
      return;
    } finally {
      sending = false;
    }
    send();
  };
  const post = (item) => fetch(item.action, {
    method: "POST",
    headers: { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers")) },
    body: new URLSearchParams(item.fields),
    redirect: "error",
  });
  const answer = async (item, response) => {
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    if (response.status === 204) {
      const own = JSON.parse(response.headers.get("HX-Trigger") || "{}").own;
      forget(item);
      if (own) document.dispatchEvent(new CustomEvent("own", { detail: own }));
      return;
    }
    const html = new DOMParser().parseFromString(await response.text(), "text/html");
    refuse(item, response.status, html);
  };
  /* a mistake goes back into the line if that is free, else it stays in the list with its reason */
  const refuse = (item, status, html) => {
    const form = form_of(item), fresh = status === 422 && html.querySelector("form[data-composer]");
    if (form && fresh && !form.elements.text.value.trim()) {
      forget(item);
      const focused = form.contains(document.activeElement);
      form.replaceWith(fresh);
      htmx.process(fresh);
      wake();
      if (focused) fresh.elements.text.focus();
      show();
      return;
    }
    const why = html.querySelector(".error, [data-line]")?.textContent.trim();
    change(item, { state: "refused", why: why || words().refused });
  };

  /* capture, so that htmx does not send the same form too */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-composer]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const fields = Object.fromEntries(new FormData(form));
    const item = { id: fields.id ?? uuid(), action: form.getAttribute("action"), keep: form.dataset.keep, state: "waiting", fields };
    if (!fields.text.trim()) { htmx.trigger(form, "dialogit:empty"); form.elements.text.focus(); return; }
    form.elements.text.value = "";
    if (form.elements.id) form.elements.id.value = uuid();
    form.querySelectorAll(".error").forEach((error) => error.remove());
    sessionStorage.removeItem(draft_key(form));
    count(form.elements.text);
    store([...items(), item]);
    send();
  }, true);
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea[data-limit]")) return;
    count(target);
    if (target.form?.matches("[data-composer]")) sessionStorage.setItem(draft_key(target.form), target.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) event.target.form.requestSubmit();
  });
  window.addEventListener("beforeunload", (event) => { if (items().length) event.preventDefault(); });
  window.addEventListener("online", () => { tries = 0; send(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });

  const wake = () => {
    for (const form of document.querySelectorAll("[data-composer]:not([data-awake])")) {
      form.dataset.awake = "1";
      const area = form.elements.text;
      if (!area.value) area.value = sessionStorage.getItem(draft_key(form)) || "";
      count(area);
    }
  };
  const start = () => { wake(); show(); send(); };
  document.addEventListener("dialogit:applied", () => { wake(); show(); });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
