/* Composers: drafts, counting down, and the outbox. What is sent waits in this tab until the server has it;
   it is sent again with the same id, so that a repeated post is one row. Only sessionStorage, wiped on
   acknowledgement. */
(() => {
  const RETRY = [1000, 2000, 4000, 8000, 15_000];
  const HONEST_AFTER = 4; // tries until "waiting" becomes "not saved"
  const SAVED_FOR = 2500; // ms that "saved" is shown
  const outbox_key = `outbox:${location.pathname}`;
  /* by the form's own name, so that what is half written walks along to the next table */
  const draft_key = (form) => `draft:${location.pathname}:${form.getAttribute("id")}`;
  const words = () => document.getElementById("problem").dataset;
  let sending = false,
    timer,
    tries = 0,
    saved = [];

  const items = () => JSON.parse(sessionStorage.getItem(outbox_key) || "[]");
  const store = (list) => {
    if (list.length) sessionStorage.setItem(outbox_key, JSON.stringify(list));
    else sessionStorage.removeItem(outbox_key);
    show();
  };
  const forget = (item) => store(items().filter((other) => other.id !== item.id));
  const change = (item, fields) =>
    store(items().map((other) => (other.id === item.id ? { ...other, ...fields } : other)));

  const uuid = () => {
    // plain http on a local network has no randomUUID
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };
  const form_of = (item) =>
    [...document.querySelectorAll("[data-composer]")].find(
      (form) => form.getAttribute("action") === item.action && form.dataset.keep === item.keep,
    );
  const count = (area) => {
    const left = Number(area.dataset.limit) - area.value.trim().length;
    const out = area.form.querySelector("[data-left]");
    if (!out) return;
    out.textContent = left <= 80 ? left : "";
    out.classList.toggle("low", left < 0);
  };
  /* where the browser does not do it by itself, a line grows with its text; how far, the style says */
  const grow = (area) => {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  };
  const fit = (area) => {
    count(area);
    grow(area);
  };
  const kind_key = (key) => `kind:${key}`;
  /* an identity code is not even kept here */
  const keep = (form, text) => {
    const key = draft_key(form),
      kind = form.elements.kind?.value;
    if (!text || form.elements.text.dataset.personal === "identity") return drop(key);
    sessionStorage.setItem(key, text);
    if (kind) sessionStorage.setItem(kind_key(key), kind);
  };
  const drop = (key) => {
    for (const kept of [key, kind_key(key)]) sessionStorage.removeItem(kept);
  };
  const put_text = (form, text) => {
    const area = form.elements.text;
    area.value = [text, area.value.trim()].filter(Boolean).join("\n");
    keep(form, area.value);
    fit(area);
  };

  /* --- the list of what is on its way, above the line it was written in --- */
  const show = () => {
    for (const list of document.querySelectorAll("[data-outbox]")) list.remove();
    for (const item of [...saved, ...items()]) {
      const form = form_of(item) ?? document.querySelector("[data-composer]");
      if (!form) continue;
      const list =
        form.querySelector("[data-outbox]") ??
        form.insertBefore(
          Object.assign(document.createElement("ul"), { className: "outbox" }),
          form.firstChild,
        );
      list.dataset.outbox = "";
      list.append(row(form, item));
    }
  };
  const row = (form, item) => {
    const line = document.createElement("li"),
      state = document.createElement("b");
    line.dataset.state = item.state;
    line.append(
      Object.assign(document.createElement("span"), { textContent: item.fields.text, dir: "auto" }),
      state,
    );
    state.textContent = item.why ?? words()[item.state];
    if (item.state === "refused")
      line.append(
        button(words().edit, () => {
          forget(item);
          put_text(form, item.fields.text);
          form.elements.text.focus();
        }),
      );
    const here = item.state === "refused" && moved_from(item);
    if (here) line.append(button(words().here, () => send_here(item, here)));
    if (item.state === "unsaved")
      line.append(
        button(words().again, () => {
          tries = 0;
          send();
        }),
      );
    return line;
  };
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), {
      type: "button",
      className: "link",
      textContent: text,
    });
    made.addEventListener("click", act);
    return made;
  };

  /* refused because one has left the table since: the same text, with the same id, for where one is now */
  const moved_from = (item) =>
    [...document.querySelectorAll("[data-composer]")].find(
      (form) => form.getAttribute("action") === item.action && form.dataset.keep !== item.keep,
    );
  const send_here = (item, form) => {
    const place = [...form.querySelectorAll("input[type=hidden]")].filter(
      ({ name }) => !["id", "csrfmiddlewaretoken"].includes(name),
    );
    const fields = { ...item.fields, ...Object.fromEntries(place.map(({ name, value }) => [name, value])) };
    change(item, { state: "waiting", keep: form.dataset.keep, fields, why: undefined });
    send();
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
      timer = setTimeout(send, RETRY[Math.min(tries, RETRY.length) - 1] * (0.5 + Math.random() / 2));
      return;
    } finally {
      sending = false;
    }
    send();
  };
  const post = (item) =>
    fetch(item.action, {
      method: "POST",
      headers: { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers")) },
      body: new URLSearchParams(item.fields),
      redirect: "error",
    });
  const answer = async (item, response) => {
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    if (response.status === 204) {
      const own = JSON.parse(response.headers.get("HX-Trigger") || "{}").own;
      saved.push({ ...item, state: "saved" });
      forget(item);
      setTimeout(() => {
        saved = saved.filter(({ id }) => id !== item.id);
        show();
      }, SAVED_FOR);
      if (own) document.dispatchEvent(new CustomEvent("own", { detail: own }));
      return;
    }
    const html = new DOMParser().parseFromString(await response.text(), "text/html");
    refuse(item, response.status, html);
  };
  /* a mistake goes back into the line if that is free, else it stays in the list with its reason */
  const refuse = (item, status, html) => {
    const form = form_of(item),
      fresh = status === 422 && html.querySelector("form[data-composer]");
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
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.matches("[data-composer]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const fields = Object.fromEntries(new FormData(form));
      if (event.submitter?.name) fields[event.submitter.name] = event.submitter.value;
      const item = {
        id: fields.id ?? uuid(),
        action: form.getAttribute("action"),
        keep: form.dataset.keep,
        state: "waiting",
        fields,
      };
      if (!fields.text.trim()) {
        htmx.trigger(form, "dialogit:empty");
        form.elements.text.focus();
        return;
      }
      form.elements.text.value = "";
      if (form.elements.id) form.elements.id.value = uuid();
      form.querySelectorAll(".error, .anyway").forEach((said) => said.remove());
      keep(form, "");
      fit(form.elements.text);
      store([...items(), item]);
      send();
    },
    true,
  );
  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea[data-limit]")) fit(target);
    if (target.form?.matches("[data-composer]")) keep(target.form, target.form.elements.text.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea"))
      event.target.form.requestSubmit();
  });
  /* drafts wait in this tab; what is on its way would be lost with it */
  window.addEventListener("beforeunload", (event) => {
    if (items().length) event.preventDefault();
  });
  const drafts = () =>
    Object.keys(sessionStorage).filter((key) => key.startsWith(`draft:${location.pathname}:`));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-leave]")) return;
    if (event.submitter?.matches("[data-sure]") || !(items().length + drafts().length)) {
      for (const key of [outbox_key, ...drafts()]) drop(key);
      return;
    }
    event.preventDefault();
    form.querySelector("[data-ask]").hidden = false;
    form.querySelector("[data-sure]").focus();
  });
  /* where a keyboard lies over the page instead of making it smaller, what sticks to the bottom goes above it */
  const above_keyboard = ({ target: seen }) => {
    const covered = seen.scale === 1 ? Math.max(0, window.innerHeight - seen.height - seen.offsetTop) : 0;
    document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`);
  };
  for (const name of ["resize", "scroll"]) window.visualViewport?.addEventListener(name, above_keyboard);
  window.addEventListener("online", () => {
    tries = 0;
    send();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send();
  });

  const wake = () => {
    for (const form of document.querySelectorAll("[data-composer]:not([data-awake])")) {
      form.dataset.awake = "1";
      const area = form.elements.text;
      const key = draft_key(form),
        text = sessionStorage.getItem(key),
        kind = sessionStorage.getItem(kind_key(key));
      if (!area.value && text) {
        area.value = text;
        if (kind && form.elements.kind) form.elements.kind.value = kind;
      }
      fit(area);
    }
  };
  const start = () => {
    wake();
    show();
    send();
  };
  document.addEventListener("dialogit:applied", () => {
    wake();
    show();
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
