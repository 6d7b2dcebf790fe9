/* The same guard as workshops/privacy.py, on the phone before anything is sent: an identity code is refused
   and never kept, what else could tell of a person is asked about once. The server says both again. */
(() => {
  /* --- A Finnish personal identity code --- */

  /** @type {[signs: string, century: number][]} */
  const CENTURIES = [
    ["+", 1800],
    ["-YXWVU", 1900],
    ["ABCDEF", 2000],
  ];
  const CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  const SHAPE = /(?:^|[^0-9A-Z])(\d{2})(\d{2})(\d{2})\s?([-+YXWVUABCDEF])\s?(\d{3})([0-9A-Y])(?![0-9A-Z])/g;

  /** @param {string} text */
  function hasIdentityCode(text) {
    return [...text.toUpperCase().matchAll(SHAPE)].some((found) => isValidCode(found.slice(1)));
  }

  /** @param {string[]} parts */
  function isValidCode([day, month, year, sign, serial, check]) {
    const [, century] = CENTURIES.find(([signs]) => signs.includes(sign)) ?? ["", 0];
    const date = new Date(Date.UTC(century + Number(year), Number(month) - 1, Number(day)));
    if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1) return false;
    const remainder = Number(day + month + year + serial) % 31;
    return Number(serial) >= 2 && CHECK_CHARACTERS[remainder] === check;
  }

  /* --- What else could tell of a person --- */

  const E_MAIL = /[^\s@,;:()<>]+@[^\s@,;:()<>]+\.\p{L}{2,}/u;
  const TELEPHONE = /(?:^|[^\p{L}\p{N}_.,/-])(?:\+|00|0)\d(?:[\s\-()]{0,2}\d){5,13}(?![\p{L}\p{N}_/-])/u;
  const PLATE = /(?:^|[^\p{L}\p{N}_-])[A-ZÅÄÖ]{3}-\d{3}(?![\p{L}\p{N}_-])/u;
  const IBAN = /(?:^|[^\p{L}\p{N}_])([A-Z]{2}\d{2}(?: ?[A-Z]{4})?(?: ?\d){10,26})/gu;
  const FINNISH_IBAN_LENGTH = 18;
  const NO_STREETS = "asiakas|hoito|kanta|koulutus|moottori|oppimis|opinto|palvelu|ura|valta";
  const STREET = new RegExp(
    `(?:^|[^\\p{L}\\p{N}_])(?!(?:${NO_STREETS})(?:tie|polu|polku))\\p{L}{2,}` +
      "(?:(?:katu|tie|kuja|polku|kaari|raitti)|(?:kadu|tie|kuja|polu|kaare|raiti)(?:lla|llä|lta|ltä|lle)" +
      "|gatan|vägen|gränden|stigen) \\d{1,3}(?![\\p{L}\\p{N}_:§%])(?! ?[%§])",
    "u",
  );

  /** @param {string} text */
  function looksPersonal(text) {
    return (
      [E_MAIL, TELEPHONE, PLATE].some((shape) => shape.test(text)) ||
      STREET.test(text.toLowerCase()) ||
      [...text.toUpperCase().matchAll(IBAN)].some(([, account]) => isAccount(account))
    );
  }

  /** @param {string} text */
  function isAccount(text) {
    const number = text.replaceAll(" ", "");
    return [FINNISH_IBAN_LENGTH, number.length].some((length) => remainderOf(number.slice(0, length)) === 1);
  }

  /** @param {string} number */
  function remainderOf(number) {
    const turned = [...number.slice(4), ...number.slice(0, 4)];
    return turned.reduce((rest, character) => Number(`${rest}${parseInt(character, 36)}`) % 97, 0);
  }

  /* --- What a field holds, on the field itself: "identity", "asked" or nothing --- */

  /** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
  const GUARDED = "textarea[data-limit], input[data-limit]";
  const words = () => /** @type {HTMLElement} */ (document.getElementById("problem")).dataset;

  /** @param {string} text */
  function kindOf(text) {
    if (hasIdentityCode(text)) return "identity";
    return looksPersonal(text) ? "asked" : "";
  }

  /** @param {Field} field */
  function judge(field) {
    field.dataset.personal = kindOf(field.value);
    return field.dataset.personal;
  }

  /* --- Said beside the field, with the same markup as the server's answer --- */

  /** @param {Field} field */
  function unsay(field) {
    for (const said of field.form?.querySelectorAll(`[data-said="${field.id}"]`) ?? []) said.remove();
    if (field.getAttribute("aria-describedby") !== `${field.id}_error`) return;
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }

  /** @param {Field} field */
  function say(field) {
    unsay(field);
    const line = document.createElement("p");
    line.className = "error";
    line.id = `${field.id}_error`;
    line.dataset.said = field.id;
    line.setAttribute("role", "alert");
    (field.closest(".write") ?? field).after(line);
    line.textContent = words()[field.dataset.personal ?? ""] ?? "";
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", line.id);
    if (field.dataset.personal === "asked") line.after(anywayButton(field));
  }

  /** @param {Field} field */
  function anywayButton(field) {
    const button = document.createElement("button");
    button.className = "btn small anyway";
    button.name = "anyway";
    button.value = "1";
    button.textContent = words().anyway ?? "";
    button.dataset.said = field.id;
    return button;
  }

  /* --- Capture, and before the composer: so that nothing is sent or put into the outbox --- */

  /** @param {SubmitEvent & { readonly target: HTMLFormElement }} event */
  function guard(event) {
    const anyway = /** @type {HTMLButtonElement | null} */ (event.submitter)?.name === "anyway";
    /** @type {NodeListOf<Field>} */
    const fields = event.target.querySelectorAll(GUARDED);
    const wrong = [...fields].find(
      (field) => judge(field) === "identity" || (field.dataset.personal && !anyway),
    );
    if (!wrong) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(wrong);
    wrong.focus();
  }

  document.addEventListener("submit", guard, true);
  document.addEventListener(
    "input",
    ({ target }) => {
      if (!target.matches(GUARDED)) return;
      judge(target);
      unsay(target);
      /* it was about another text */
      for (const asked of target.form?.querySelectorAll("[name=anyway]") ?? []) asked.remove();
    },
    true,
  );
})();
