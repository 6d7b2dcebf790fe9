/* The same guard as workshops/personal.py, on the phone before anything is sent: an identity code is refused and
   never kept, what else could tell of a person is asked about once. The server says both again in any case. */
(() => {
  const CENTURIES = {
    "+": 1800,
    Y: 1900,
    X: 1900,
    W: 1900,
    V: 1900,
    U: 1900,
    "-": 1900,
    A: 2000,
    B: 2000,
    C: 2000,
    D: 2000,
    E: 2000,
    F: 2000,
  };
  const CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  const SHAPE = /(?:^|[^0-9A-Z])(\d{2})(\d{2})(\d{2})\s?([-+YXWVUABCDEF])\s?(\d{3})([0-9A-Y])(?![0-9A-Z])/g;
  const has_identity_code = (text) =>
    [...text.toUpperCase().matchAll(SHAPE)].some((found) => is_valid(...found.slice(1)));
  const is_valid = (day, month, year, century, serial, check) => {
    const date = new Date(Date.UTC(CENTURIES[century] + Number(year), Number(month) - 1, Number(day)));
    if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1) return false;
    return Number(serial) >= 2 && CHECK_CHARACTERS[Number(day + month + year + serial) % 31] === check;
  };

  const E_MAIL = /[^\s@,;:()<>]+@[^\s@,;:()<>]+\.\p{L}{2,}/u;
  const TELEPHONE = /(?:^|[^\p{L}\p{N}_.,/-])(?:\+|00|0)\d(?:[\s\-()]{0,2}\d){5,13}(?![\p{L}\p{N}_/-])/u;
  const PLATE = /(?:^|[^\p{L}\p{N}_-])[A-ZÅÄÖ]{3}-\d{3}(?![\p{L}\p{N}_-])/u;
  const IBAN = /(?:^|[^\p{L}\p{N}_])([A-Z]{2}\d{2}(?: ?[A-Z]{4})?(?: ?\d){10,26})/gu;
  const FINNISH_IBAN_LENGTH = 18;
  const STREET = new RegExp(
    "(?:^|[^\\p{L}\\p{N}_])(?!(?:asiakas|hoito|kanta|koulutus|moottori|oppimis|opinto|palvelu|ura|valta)(?:tie|polu|polku))\\p{L}{2,}" +
      "(?:(?:katu|tie|kuja|polku|kaari|raitti)|(?:kadu|tie|kuja|polu|kaare|raiti)(?:lla|llä|lta|ltä|lle)" +
      "|gatan|vägen|gränden|stigen) \\d{1,3}(?![\\p{L}\\p{N}_:§%])(?! ?[%§])",
    "u",
  );
  const remainder = (number) =>
    [...(number.slice(4) + number.slice(0, 4))].reduce(
      (rest, c) => Number(`${rest}${parseInt(c, 36)}`) % 97,
      0,
    );
  const is_account = (text) => {
    const number = text.replaceAll(" ", "");
    return [FINNISH_IBAN_LENGTH, number.length].some((length) => remainder(number.slice(0, length)) === 1);
  };
  const looks_personal = (text) =>
    E_MAIL.test(text) ||
    TELEPHONE.test(text) ||
    PLATE.test(text) ||
    STREET.test(text.toLowerCase()) ||
    [...text.toUpperCase().matchAll(IBAN)].some(([, account]) => is_account(account));

  /* --- what a field holds, on the field itself: "identity", "asked" or nothing --- */
  const judge = (field) => {
    field.dataset.personal = has_identity_code(field.value)
      ? "identity"
      : looks_personal(field.value)
        ? "asked"
        : "";
    return field.dataset.personal;
  };
  const GUARDED = "textarea[data-limit], input[data-limit]";
  const words = () => document.getElementById("problem").dataset;

  /* --- said beside the field, with the same markup as the server's answer --- */
  const unsay = (field) => {
    for (const said of field.form.querySelectorAll(`[data-said="${field.id}"]`)) said.remove();
  };
  const say = (field) => {
    unsay(field);
    const line = document.createElement("p");
    line.className = "error";
    line.dataset.said = field.id;
    line.setAttribute("role", "alert");
    (field.closest(".write") ?? field).after(line);
    line.textContent = words()[field.dataset.personal];
    if (field.dataset.personal !== "asked") return;
    const anyway = Object.assign(document.createElement("button"), {
      className: "btn small anyway",
      name: "anyway",
      value: "1",
      textContent: words().anyway,
    });
    anyway.dataset.said = field.id;
    line.after(anyway);
  };

  /* capture, and before the composer: so that nothing is sent or put into the outbox */
  document.addEventListener(
    "submit",
    (event) => {
      const anyway = event.submitter?.name === "anyway";
      const field = [...event.target.querySelectorAll(GUARDED)].find(
        (one) => judge(one) === "identity" || (one.dataset.personal && !anyway),
      );
      if (!field) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      say(field);
      field.focus();
    },
    true,
  );
  document.addEventListener(
    "input",
    ({ target }) => {
      if (!target.matches(GUARDED)) return;
      judge(target);
      unsay(target);
      for (const asked of target.form.querySelectorAll("[name=anyway]")) asked.remove(); // it was about another text
    },
    true,
  );
})();
