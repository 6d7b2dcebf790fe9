/* What the server did not take because the page's token or the sign-in has ended is sent again: with a fresh
   token by itself, once; after signing in when it is asked for. Before other scripts that hear of answers. */
(() => {
  const FRESH = "Dialogit-Token";
  const AGAIN = "Dialogit-Again"; // on what is sent again: "token" by itself, "asked" by the reader
  const TOKEN = "csrfmiddlewaretoken";

  /* --- The page's token --- */

  /** @param {string} token */
  function renew(token) {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = document.querySelectorAll(`input[name=${TOKEN}]`);
    for (const field of fields) field.value = token;
  }

  /* scripts that post by themselves say what came */
  document.addEventListener("dialogit:token", ({ detail }) => renew(detail));

  /* --- Sending again --- */

  /** @param {HtmxDetail} detail @param {"token" | "asked"} why */
  function resend({ requestConfig, etc }, why) {
    const { elt, verb, path, formData } = requestConfig;
    const here = elt.isConnected;
    const values = here ? missingIn(elt, formData) : formData;
    values.delete(TOKEN);
    htmx.ajax(/** @type {"post"} */ (verb), path, {
      source: here ? elt : document.body,
      target: etc.targetOverride,
      swap: here ? etc.swapOverride : "none",
      headers: { [AGAIN]: why },
      values,
    });
  }

  /**
   * What a form holds by now is sent with it anyway, and is newer than what was sent.
   * @param {HTMLElement} elt @param {FormData} sent
   */
  function missingIn(elt, sent) {
    const form = elt instanceof HTMLFormElement ? elt : /** @type {HTMLButtonElement} */ (elt).form;
    const held = form ? new FormData(form) : new FormData();
    const missing = new FormData();
    for (const [name, value] of sent) {
      if (!held.has(name)) missing.append(name, value);
    }
    return missing;
  }

  /** @param {HtmxDetail} detail */
  const isStale = ({ xhr, requestConfig }) =>
    xhr.status === 403 && xhr.getResponseHeader(FRESH) && requestConfig.headers[AGAIN] !== "token";

  /** @param {HtmxDetail} detail */
  const isSignedOut = ({ xhr }) => xhr.status === 401;

  /* nothing else hears of an answer that is dealt with here */
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (isStale(event.detail) || isSignedOut(event.detail)) event.preventDefault();
  });

  /* once htmx has done with it; also when a push has replaced what asked, of which htmx tells nobody */
  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    detail.xhr.addEventListener("load", () => setTimeout(() => judge(detail)));
  });

  /** @param {HtmxDetail} detail */
  function judge(detail) {
    if (isSignedOut(detail)) {
      unsent.push(detail);
      tellSignedOut();
    } else if (isStale(detail)) {
      renew(detail.xhr.getResponseHeader(FRESH) ?? "");
      resend(detail, "token");
    }
  }

  /* it has been agreed to */
  document.addEventListener(
    "htmx:confirm",
    (event) => {
      if (event.detail.etc.headers?.[AGAIN]) event.stopImmediatePropagation();
    },
    true,
  );

  /* --- Signed out --- */

  /** @type {HtmxDetail[]} */
  let unsent = [];
  const dialog = () => /** @type {HTMLDialogElement | null} */ (document.getElementById("signed-out"));

  function tellSignedOut() {
    const told = dialog();
    if (told && !told.open) told.showModal();
  }

  function sendUnsent() {
    const waiting = unsent;
    unsent = [];
    for (const detail of waiting) resend(detail, "asked");
    document.dispatchEvent(new Event("dialogit:send"));
  }

  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-send-again]")) sendUnsent();
  });
  document.addEventListener("dialogit:signed-out", tellSignedOut);

  /* --- A page that must be loaded again to go on, with words in it that are not saved --- */

  /** @type {() => NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
  const fields = () => document.querySelectorAll("textarea, input[type=text]");

  document.addEventListener("dialogit:stopped", (event) => {
    if (!dialog() || ![...fields()].some(({ value, defaultValue }) => value !== defaultValue)) return;
    event.preventDefault();
    tellSignedOut();
  });
})();
