/* Adding a picture: shrunk here before it leaves, kept until the server has it, sent again with the same id. */
(() => {
  const LONG_SIDE = 1600,
    MOST_BYTES = 10 * 1024 * 1024,
    PATIENCE = 120_000;
  const chosen = new WeakMap(); // by form: the photo that is to be sent
  const held = new Map(); // by group: a form with something in it that is not sent yet, whatever the page does

  const part = (form, name) => form.querySelector(`[data-${name}]`);
  const has_picture = (form) => Boolean(chosen.has(form) || part(form, "pad").querySelector("[data-drawn]"));
  const say = (form, words) => {
    part(form, "said").textContent = words;
  };
  const show_error = (form, name, ...content) => {
    const slot = form.querySelector(`[data-errors="${name}"]`);
    slot.replaceChildren(...content);
    const is_wrong = Boolean(slot.querySelector(".error"));
    slot.closest(".field")?.classList.toggle("wrong", is_wrong);
    if (name === "text") form.elements.text.setAttribute("aria-invalid", is_wrong);
  };
  const wrong = (words) =>
    Object.assign(document.createElement("p"), { className: "error", role: "alert", textContent: words });
  const fresh_id = () => {
    // plain http has no randomUUID, but an address of a blob ends in one
    const address = URL.createObjectURL(new Blob());
    URL.revokeObjectURL(address);
    return address.slice(-36);
  };

  /* --- a photo or the pad, one of them --- */
  const turn_to = (form, drawing) => {
    part(form, "pad").hidden = !drawing;
    part(form, "preview").hidden = drawing || !chosen.has(form);
    part(form, "draw").setAttribute("aria-expanded", drawing);
    show_error(form, "image");
  };
  const shrunk = async (file, canvas) => {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONG_SIDE / Math.max(image.width, image.height));
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  };
  /* what this browser cannot open goes as it is: the server says what it is */
  const choose = async (input) => {
    const {
        form,
        files: [file],
      } = input,
      preview = part(form, "preview");
    if (!file) return;
    input.value = "";
    chosen.delete(form);
    let picture = file,
      opened = true;
    try {
      picture = await shrunk(file, preview);
    } catch {
      opened = false;
    }
    if (picture.size <= MOST_BYTES) chosen.set(form, picture);
    turn_to(form, false);
    preview.hidden = !opened;
    say(form, opened ? "" : file.name);
    if (picture.size > MOST_BYTES) show_error(form, "image", wrong(form.dataset.large));
    held.set(form.dataset.picture, form);
    form.elements.text.focus({ preventScroll: true });
  };

  /* --- sending --- */
  const picture_of = (form) => {
    const pad = part(form, "pad");
    if (pad.hidden) return chosen.get(form);
    return new Promise((resolve) => pad.querySelector("canvas").toBlob(resolve, "image/png"));
  };
  const send = async (form, pressed) => {
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const fields = new FormData(form),
      picture = await picture_of(form);
    if (pressed?.name) fields.set(pressed.name, pressed.value); // "anyway"
    fields.delete("image");
    fields.delete("ink");
    if (picture) fields.append("image", picture, "picture");
    if (!part(form, "pad").hidden) fields.set("drawn", "1");
    const request = new XMLHttpRequest(),
      bar = form.querySelector("progress");
    request.open("POST", form.getAttribute("action"));
    request.timeout = PATIENCE;
    const headers = { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers")) };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total;
      say(form, `${form.dataset.sending} ${Math.round(100 * bar.value)} %`);
    };
    request.onload = () => answered(form, request);
    request.onerror = request.ontimeout = () => failed(form);
    request.onloadend = () => {
      delete form.dataset.busy;
      bar.hidden = true;
    };
    bar.value = 0;
    bar.hidden = false;
    say(form, form.dataset.sending);
    request.send(fields);
  };
  const answered = (form, request) => {
    if (request.status === 204)
      return sent(form, JSON.parse(request.getResponseHeader("HX-Trigger") || "{}").own);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    if (request.status === 422) {
      say(form, "");
      for (const slot of page.querySelectorAll("[data-errors]"))
        show_error(form, slot.dataset.errors, ...slot.childNodes);
      if (!form.querySelector("[data-errors='image'] .error")) form.elements.text.focus();
      return;
    }
    const line = [409, 413, 429].includes(request.status) && page.querySelector("[data-line]");
    failed(form, line?.textContent.trim());
  };
  const failed = (form, why) => {
    say(form, why || form.dataset.failed);
    const button = form.querySelector(".primary");
    button.dataset.first ??= button.textContent;
    button.textContent = form.dataset.again;
  };
  const sent = (form, own) => {
    held.delete(form.dataset.picture);
    chosen.delete(form);
    const button = form.querySelector(".primary"),
      box = form.closest("details");
    button.textContent = button.dataset.first ?? button.textContent;
    form.elements.text.value = "";
    form.elements.id.value = fresh_id();
    for (const name of ["image", "text"]) show_error(form, name);
    form.dispatchEvent(new CustomEvent("dialogit:sent", { bubbles: true }));
    turn_to(form, false);
    say(form, "");
    document.getElementById("status").textContent = form.dataset.sent;
    if (box) {
      box.open = false;
      box.querySelector("summary").focus({ preventScroll: true });
    }
    if (own) document.dispatchEvent(new CustomEvent("own", { detail: own }));
  };

  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-picture] [type=file]")) choose(target);
  });
  document.addEventListener("click", ({ target }) => {
    const form = target.closest("[data-draw]")?.form;
    if (!form) return;
    const pad = part(form, "pad");
    turn_to(form, pad.hidden);
    if (!pad.hidden) pad.scrollIntoView({ block: "center" });
    held.set(form.dataset.picture, form);
  });
  document.addEventListener("input", ({ target: { form } }) => {
    if (form?.matches("[data-picture]")) held.set(form.dataset.picture, form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-picture]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...held.values()].some(has_picture)) event.preventDefault();
  });

  /* a page that was fetched anew gets the form back that holds a picture or words */
  const wake = () => {
    for (const form of document.querySelectorAll("form[data-picture]:not([data-awake])")) {
      const old = held.get(form.dataset.picture);
      if (old && (has_picture(old) || old.elements.text.value.trim())) form.replaceWith(old);
      else form.dataset.awake = "1";
    }
  };
  document.addEventListener("dialogit:applied", wake);
  wake();
})();
