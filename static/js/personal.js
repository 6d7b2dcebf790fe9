/* The same guard as workshops/privacy.py, on the phone before anything is sent: an identity code is refused
   and never kept, what else could tell of a person is asked about once. The server says both again. */
(() => {
  /* --- One spelling of what is typed, as in workshops/text_normalisation.py --- */

  const INVISIBLE = /[\p{DI}\u2800\ufff9-\ufffc]/gu;
  const SHOWN = /[^\p{DI}\p{Z}\p{M}\p{Cc}\u2800\ufff9-\ufffc]/u;
  const EMPTY = /[\s\p{Cc}]/u;
  const DASHES = /[\p{Pd}\u02d7\u2043\u2212\u2500\u2796]/gu;
  const FOREIGN_FIGURES = /(?![0-9])\p{Nd}/gu;
  const LOOK_ALIKE = [..."АВЕНКМОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"];
  const LATIN = "ABEHKMOPCTXYIJSABEZHIKMNOPTYX";

  /** @param {string} text */
  function tidied(text) {
    const composed = text.replace(/\r\n?/g, "\n").normalize("NFC");
    let [start, end] = [0, composed.length];
    while (start < end && EMPTY.test(composed[start])) start += 1;
    while (start < end && EMPTY.test(composed[end - 1])) end -= 1;
    return composed.slice(start, end);
  }

  /** How many characters the server counts, none where there is nothing to see. @param {string} text */
  const lengthOf = (text) => (SHOWN.test(text) ? [...tidied(text)].length : 0);

  /** @param {string} text */
  function plain(text) {
    const wide = text.replace(INVISIBLE, "").normalize("NFKC");
    return wide.replace(FOREIGN_FIGURES, european).replace(DASHES, "-").replace(/\p{M}/gu, "");
  }

  /** Each script has its ten figures in a row. @param {string} figure */
  function european(figure) {
    const code = figure.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return `${code - zero}`;
  }

  /** @param {string} text */
  const latinCapitals = (text) =>
    [...text.toUpperCase()].map((sign) => LATIN[LOOK_ALIKE.indexOf(sign)] ?? sign).join("");

  /* --- A Finnish personal identity code --- */

  /** @type {[signs: string, century: number][]} */
  const CENTURIES = [
    ["+", 1800],
    ["-YXWVU", 1900],
    ["ABCDEF", 2000],
  ];
  const CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  const CHECK = String.raw`(\d(?!\d)|[A-Y])`;
  const CODE = new RegExp(
    String.raw`(\d\d)(\d\d)((?:18|19|20)?\d\d)(\s{0,3}[-+YXWVUABCDEF]\s{0,3})(\d{3})${CHECK}`,
    "y",
  );
  const DATE =
    String.raw`(\d\s?\d|\d(?=[./]))[\s.,/-]{0,2}(\d\s?\d|\d(?=[./]))[\s.,/-]{0,2}` +
    String.raw`((?:1\s?[89]\s?|2\s?0\s?)?\d\s?\d)`;
  const SPACED = new RegExp(
    String.raw`${DATE}(\s{0,3}[-+]\s{0,3}|[YXWVUABCDEF])(\d\s?\d\s?\d)\s{0,2}${CHECK}`,
    "y",
  );
  const UNSIGNED = new RegExp(String.raw`${DATE}([-+\s./_:*·'=~|]{0,3})(\d{3})\s?${CHECK}`, "y");

  /**
   * For each right date and check character: whether it is a code, or only looks as if it might be one.
   * @param {string} text
   */
  function identityCodes(text) {
    const latin = latinCapitals(plain(text));
    return [...latin.matchAll(/\d+/g)].flatMap(({ index }) =>
      [CODE, SPACED, UNSIGNED].flatMap((shape) => {
        shape.lastIndex = index;
        const found = shape.exec(latin);
        if (!found || !isValidCode(found.slice(1).map((part) => part.replace(/\s/g, "")))) return [];
        return [shape === CODE || (shape === SPACED && endsAWord(found))];
      }),
    );
  }

  /** @param {string[]} parts */
  function isValidCode([day, month, year, sign, serial, check]) {
    const [, century] = CENTURIES.find(([signs]) => sign && signs.includes(sign)) ?? ["", 2000];
    const whole = Number(year) + (year.length === 2 ? century : 0);
    const date = new Date(Date.UTC(whole, Number(month) - 1, Number(day)));
    if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1) return false;
    const remainder = Number(day + month.padStart(2, "0") + year.slice(-2) + serial) % 31;
    return Number(serial) >= 2 && CHECK_CHARACTERS[remainder] === check;
  }

  /** Unlike "12.10.2024 - 250 euroa", where the check character begins one. @param {RegExpExecArray} found */
  function endsAWord({ 0: whole, 6: check, index, input }) {
    return /[A-Y]/.test(check) && !/^\p{L}/u.test(input.slice(index + whole.length));
  }

  /* --- What else could tell of a person --- */

  const E_MAIL = /[^\s@,;:()<>](?:@|\s?[([{](?:at|ät)[)\]}]\s?)[^\s@,;:()<>]+\.\p{L}{2,}/u;
  const TELEPHONE =
    /(?:^|\p{L}\.|[^\p{L}\p{N}_.,/-])(?:\+|00|0)\d(?:[\s\-()]{0,2}\d){5,13}(?![\p{L}\p{N}_/-])/u;
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

  /** @param {string} typed @param {boolean} isPlace Where a workshop is: an address is what it is for. */
  function looksPersonal(typed, isPlace) {
    const text = plain(typed);
    return (
      [E_MAIL, TELEPHONE, PLATE].some((shape) => shape.test(text)) ||
      (!isPlace && STREET.test(text.toLowerCase())) ||
      [...text.toUpperCase().matchAll(IBAN)].some(([, account]) => isAccount(account)) ||
      identityCodes(typed).includes(false)
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

  const LINK = /[a-z][a-z0-9+.-]*:\/\/\S+/gi; // to a call: its figures are nobody's

  /** @param {Field} field */
  function kindOf({ value, dataset }) {
    if (identityCodes(value).includes(true)) return "identity";
    const words = "meeting" in dataset ? value.replace(LINK, " ") : value;
    return looksPersonal(words, "address" in dataset) ? "asked" : "";
  }

  /** How long it is stands on the field too, for the composer. @param {Field} field */
  function judge(field) {
    field.dataset.personal = kindOf(field);
    field.dataset.length = `${lengthOf(field.value)}`;
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

  /** What stood there before has been asked about. @param {Field} field */
  const isNew = ({ value, defaultValue }) => value !== defaultValue;

  /** @param {SubmitEvent & { readonly target: HTMLFormElement }} event */
  function guard(event) {
    const anyway = /** @type {HTMLButtonElement | null} */ (event.submitter)?.name === "anyway";
    /** @type {NodeListOf<Field>} */
    const fields = event.target.querySelectorAll(GUARDED);
    const wrong = [...fields].find(
      (field) => judge(field) === "identity" || (field.dataset.personal && isNew(field) && !anyway),
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
    ({ target, isTrusted }) => {
      if (!target.matches(GUARDED)) return;
      judge(target);
      if (!isTrusted) return; // a script has filled it in, and what the server said of it stands
      unsay(target);
      /* it was about another text */
      for (const asked of target.form?.querySelectorAll("[name=anyway]") ?? []) asked.remove();
    },
    true,
  );
})();
