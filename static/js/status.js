/* The status line, which is not seen: what a page says to those who hear it, one thing after another. */
(() => {
  const LEAST = 1500; // ms that what is said stays
  const PER_LETTER = 60; // ms, as screen readers speak

  /** @type {Saying[]} */
  let waiting = [];
  let isReading = false;

  /** What is new of a thing stands in the place of what was to be said of it. @param {Saying} saying */
  function queue(saying) {
    const others = waiting.filter(({ about }) => about !== saying.about);
    waiting = saying.isUrgent ? [saying, ...others] : [...others, saying];
    if (!isReading) next();
  }

  function next() {
    const saying = waiting.shift();
    isReading = Boolean(saying);
    if (saying) setTimeout(next, say(saying.words().trim()));
  }

  /** @param {string} words @returns how long they need, in ms */
  function say(words) {
    const line = document.getElementById("status");
    if (!words || !line) return 0;
    line.textContent = words;
    return Math.max(LEAST, PER_LETTER * words.length);
  }

  document.addEventListener("dialogit:say", ({ detail }) => queue(detail));
})();
