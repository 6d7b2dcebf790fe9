/* Adding a picture: shrunk before it leaves, kept until the server has it, sent again with the same id. */
(() => {
  const LONG_SIDE = 1600; // px
  const MAX_BYTES = 10 * 1024 * 1024;
  const HEAD_BYTES = 65_536; // of a file, in which it says whether it moves
  const TIMEOUT = 120_000; // ms
  /** @type {WeakMap<HTMLFormElement, Blob>} */
  const chosen = new WeakMap(); // by form: the photo that is to be sent
  /** @type {WeakMap<HTMLFormElement, Promise<void>>} */
  const choosing = new WeakMap(); // by form: a photo that may still be being made smaller
  /** @type {Map<string, HTMLFormElement>} */
  const held = new Map(); // by group: a form with something that is not sent yet, whatever the page does

  /* --- The parts of a form --- */

  /** @param {HTMLFormElement} form @param {string} name */
  const part = (form, name) => /** @type {HTMLElement} */ (form.querySelector(`[data-${name}]`));
  /** @param {HTMLFormElement} form */
  const previewOf = (form) => /** @type {HTMLCanvasElement} */ (part(form, "preview"));
  /** @param {HTMLFormElement} form */
  const sendButton = (form) => /** @type {HTMLButtonElement} */ (form.querySelector(".primary"));
  /** @param {HTMLFormElement} form */
  const hasPicture = (form) => chosen.has(form) || Boolean(part(form, "pad").querySelector("[data-drawn]"));

  /** @param {HTMLFormElement} form */
  function hold(form) {
    held.set(form.dataset.picture ?? "", form);
  }

  /** @param {HTMLFormElement} form @param {string} [words] */
  function say(form, words = "") {
    part(form, "said").textContent = words;
  }

  /** @param {HTMLFormElement} form @param {string} name The field's. @param {(string | Node)[]} content */
  function showErrors(form, name, ...content) {
    const slot = /** @type {HTMLElement} */ (form.querySelector(`[data-errors="${name}"]`));
    slot.replaceChildren(...content);
    const isWrong = Boolean(slot.querySelector(".error"));
    slot.closest(".field")?.classList.toggle("wrong", isWrong);
    if (name === "text") form.elements.text.setAttribute("aria-invalid", String(isWrong));
  }

  /** @param {string} [words] */
  function errorLine(words = "") {
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.textContent = words;
    return line;
  }

  /* --- A photo or the pad, one of them --- */

  /** @param {HTMLFormElement} form @param {boolean} drawing */
  function turnTo(form, drawing) {
    part(form, "pad").hidden = !drawing;
    part(form, "preview").hidden = drawing || !chosen.has(form);
    part(form, "draw").setAttribute("aria-expanded", String(drawing));
    showErrors(form, "image");
  }

  /** @param {File} file @param {HTMLCanvasElement} canvas @returns {Promise<Blob | null>} */
  async function shrink(file, canvas) {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONG_SIDE / Math.max(image.width, image.height));
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return blobOf(canvas, "image/jpeg", 0.85);
  }

  /** @type {(canvas: HTMLCanvasElement, type: string, quality?: number) => Promise<Blob | null>} */
  const blobOf = (canvas, type, quality) => new Promise((resolve) => canvas.toBlob(resolve, type, quality));

  /** Whether the file is an animation, of which a canvas takes the first moment alone. @param {File} file */
  async function isMoving(file) {
    return /NETSCAPE2|acTL|ANIM/.test(await file.slice(0, HEAD_BYTES).text());
  }

  /** What this browser cannot open goes as it is, and the server judges. @param {HTMLInputElement} input */
  async function choose(input) {
    const [file] = input.files ?? [];
    const form = input.form;
    if (!file || !form) return;
    input.value = "";
    chosen.delete(form);
    const preview = previewOf(form);
    const shrunk = await shrink(file, preview).catch(() => null);
    const picture = shrunk ?? file;
    if (picture.size <= MAX_BYTES) chosen.set(form, picture);
    turnTo(form, false);
    preview.hidden = !shrunk;
    const moving = (await isMoving(file)) ? form.dataset.moving : "";
    say(form, [shrunk ? "" : file.name, moving].filter(Boolean).join(" · "));
    if (picture.size > MAX_BYTES) showErrors(form, "image", errorLine(form.dataset.large));
    hold(form);
    form.elements.text.focus({ preventScroll: true });
  }

  document.addEventListener("change", ({ target }) => {
    const { form } = target;
    if (form?.matches("[data-picture]") && target.matches("[type=file]")) choosing.set(form, choose(target));
  });
  document.addEventListener("click", ({ target }) => {
    /** @type {HTMLButtonElement | null} */
    const button = target.closest("[data-draw]");
    if (!button?.form) return;
    const pad = part(button.form, "pad");
    turnTo(button.form, Boolean(pad.hidden));
    if (!pad.hidden) pad.scrollIntoView({ block: "center" });
    hold(button.form);
  });
  document.addEventListener("input", ({ target: { form } }) => {
    if (form?.matches("[data-picture]")) hold(form);
  });

  /* --- Sending --- */

  /** @param {HTMLFormElement} form @param {HTMLButtonElement | null} pressed */
  async function fieldsOf(form, pressed) {
    const fields = new FormData(form);
    const pad = part(form, "pad");
    const canvas = /** @type {HTMLCanvasElement} */ (pad.querySelector("canvas"));
    const picture = pad.hidden ? chosen.get(form) : await blobOf(canvas, "image/png");
    if (pressed?.name) fields.set(pressed.name, pressed.value); // "anyway"
    fields.delete("image");
    fields.delete("ink");
    fields.delete("csrfmiddlewaretoken"); // the header has it
    if (picture) fields.append("image", picture, "picture");
    if (!pad.hidden) fields.set("drawn", "1");
    return fields;
  }

  /** @param {HTMLFormElement} form */
  function openRequest(form) {
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action") ?? "");
    request.timeout = TIMEOUT;
    request.setRequestHeader("HX-Request", "true");
    /** @type {{ [name: string]: string }} */
    const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
    for (const [name, value] of Object.entries(token)) request.setRequestHeader(name, value);
    return request;
  }

  /** @param {HTMLFormElement} form @param {HTMLButtonElement | null} pressed @param {boolean} [again] */
  async function send(form, pressed, again) {
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    await choosing.get(form);
    const fields = await fieldsOf(form, pressed);
    const request = openRequest(form);
    const bar = /** @type {HTMLProgressElement} */ (form.querySelector("progress"));
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total;
      say(form, `${form.dataset.sending} ${Math.round(100 * bar.value)} %`);
    };
    const token = () => !again && request.status === 403 && request.getResponseHeader("Dialogit-Token");
    request.onload = () => token() || takeAnswer(form, request);
    request.onerror = () => fail(form);
    request.ontimeout = () => fail(form);
    request.onloadend = () => {
      delete form.dataset.busy;
      bar.hidden = true;
      if (!token()) return;
      document.dispatchEvent(new CustomEvent("dialogit:token", { detail: token() }));
      send(form, pressed, true);
    };
    bar.value = 0;
    bar.hidden = false;
    say(form, form.dataset.sending);
    request.send(fields);
  }

  /** @param {HTMLFormElement} form @param {XMLHttpRequest} request */
  function takeAnswer(form, request) {
    if (request.status === 204) {
      succeed(form, JSON.parse(request.getResponseHeader("HX-Trigger") || "{}").own);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    if (request.status === 422) {
      showMistakes(form, page);
      return;
    }
    const line = [409, 413, 429, 503].includes(request.status) ? page.querySelector("[data-line]") : null;
    fail(form, line?.textContent?.trim());
  }

  /** @param {HTMLFormElement} form @param {Document} page */
  function showMistakes(form, page) {
    say(form);
    /** @type {NodeListOf<HTMLElement>} */
    const slots = page.querySelectorAll("[data-errors]");
    for (const slot of slots) showErrors(form, slot.dataset.errors ?? "", ...slot.childNodes);
    if (!form.querySelector("[data-errors='image'] .error")) form.elements.text.focus();
  }

  /** @param {HTMLFormElement} form @param {string} [why] */
  function fail(form, why) {
    say(form, why || form.dataset.failed);
    const button = sendButton(form);
    button.dataset.first ??= button.textContent ?? "";
    button.textContent = form.dataset.again ?? "";
  }

  /** @param {HTMLFormElement} form @param {Own | undefined} own */
  function succeed(form, own) {
    held.delete(form.dataset.picture ?? "");
    chosen.delete(form);
    empty(form);
    form.dispatchEvent(new CustomEvent("dialogit:sent", { bubbles: true }));
    turnTo(form, false);
    say(form);
    const detail = { words: () => form.dataset.sent ?? "", about: "picture" };
    document.dispatchEvent(new CustomEvent("dialogit:say", { detail }));
    close(form.closest("details"));
    if (own) document.dispatchEvent(new CustomEvent("own", { detail: own }));
  }

  /** @param {HTMLFormElement} form */
  function empty(form) {
    const button = sendButton(form);
    button.textContent = button.dataset.first ?? button.textContent;
    form.elements.text.value = "";
    if (form.elements.id) form.elements.id.value = newId();
    showErrors(form, "image");
    showErrors(form, "text");
  }

  /** Plain http has no randomUUID, but an address of a blob ends in one. */
  function newId() {
    const address = URL.createObjectURL(new Blob());
    URL.revokeObjectURL(address);
    return address.slice(-36);
  }

  /** @param {HTMLDetailsElement | null} box */
  function close(box) {
    if (!box) return;
    box.open = false;
    box.querySelector("summary")?.focus({ preventScroll: true });
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-picture]")) return;
    event.preventDefault();
    send(event.target, /** @type {HTMLButtonElement | null} */ (event.submitter));
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...held.values()].some(hasPicture)) event.preventDefault();
  });

  /* --- A page that was fetched anew gets the form back that holds a picture or words --- */

  function wakeForms() {
    /** @type {NodeListOf<HTMLFormElement>} */
    const forms = document.querySelectorAll("form[data-picture]:not([data-awake])");
    for (const form of forms) {
      const old = held.get(form.dataset.picture ?? "");
      if (old && (hasPicture(old) || old.elements.text.value.trim())) form.replaceWith(old);
      else wake(form);
    }
  }

  /** With an id of its own: a duplicate of the tab has the page's too. @param {HTMLFormElement} form */
  function wake(form) {
    form.dataset.awake = "1";
    if (form.elements.id) form.elements.id.value = newId();
  }
  document.addEventListener("dialogit:applied", wakeForms);
  wakeForms();
})();
