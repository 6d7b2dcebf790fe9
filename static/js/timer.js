/* Counts down by the browser's monotonic clock from the server's own time, so a wrong phone clock does
   not matter. Time running out never locks anything. */
(() => {
  /* --- The server's time --- */

  const SAMPLES = 4;
  /** @type {number[]} */
  let samples = [];
  let zero = 0; // the monotonic clock's time at the server's epoch

  /**
   * The server's time is never ahead of its arrival, and late by the way it came and what the page did before
   * it read it: of the last few the earliest is the nearest.
   * @param {number} now
   */
  function learn(now, at = performance.now()) {
    samples = [...samples, at - now].slice(-SAMPLES);
    zero = Math.min(...samples);
  }

  /* --- What is seen and heard --- */

  /** @param {number} seconds */
  function wordsFor(seconds) {
    const sign = seconds < 0 ? "+" : "";
    const left = Math.abs(seconds);
    return `${sign}${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }

  const STARTS_WITHIN = 500; // ms, if the browser lets it
  const SEEN = 6000; // ms
  const BUZZ = [300, 150, 300]; // ms
  /** @type {number | undefined} */
  let seeing;

  /** Seen and said on every page, and heard where the browser lets it: a phone must have been touched. */
  function ring() {
    const bell = document.getElementById("bell");
    if (bell) show(bell);
    const isTouched = navigator.userActivation?.hasBeenActive !== false;
    const place = document.querySelector("[data-sounds]");
    if (place && (isTouched || place.matches("[data-sounds=tries]"))) sound();
    if (isTouched) navigator.vibrate?.(BUZZ);
  }

  /** @param {HTMLElement} bell */
  function show(bell) {
    clearTimeout(seeing);
    bell.hidden = false;
    seeing = setTimeout(() => {
      bell.hidden = true;
    }, SEEN);
    const words = () => bell.textContent ?? "";
    document.dispatchEvent(
      new CustomEvent("dialogit:say", { detail: { words, about: "bell", isUrgent: true } }),
    );
  }

  function sound() {
    const sounds = new AudioContext();
    const start = sounds.currentTime;
    tone(sounds, 660, start);
    tone(sounds, 880, start + 0.35).onended = () => sounds.close();
    setTimeout(() => {
      if (sounds.state === "suspended") document.dispatchEvent(new CustomEvent("dialogit:unheard"));
    }, STARTS_WITHIN);
  }

  /** @param {AudioContext} sound @param {number} pitch @param {number} start */
  function tone(sound, pitch, start) {
    const source = sound.createOscillator();
    const level = sound.createGain();
    source.frequency.value = pitch;
    level.gain.setValueAtTime(0, start);
    level.gain.linearRampToValueAtTime(0.25, start + 0.03);
    level.gain.exponentialRampToValueAtTime(0.001, start + 1.6);
    source.connect(level).connect(sound.destination);
    source.start(start);
    source.stop(start + 1.7);
    return source;
  }

  /* the clock is not read out; at these seconds the status line is */
  /** @type {[number, string][]} */
  const SAID_AT = [
    [0, "up"],
    [60, "one"],
    [300, "five"],
  ];

  /** @param {number} before @param {number} now */
  function say(before, now) {
    const passed = SAID_AT.find(([seconds]) => before > seconds && now <= seconds);
    const words = passed && document.getElementById("status")?.dataset[passed[1]];
    if (!words) return;
    document.dispatchEvent(
      new CustomEvent("dialogit:say", { detail: { words: () => words, about: "time" } }),
    );
    if (passed[0]) document.dispatchEvent(new CustomEvent("dialogit:nearing", { detail: words }));
  }

  /* --- The clock --- */

  /** @type {HTMLElement | null} */
  let seen = null;
  /** @type {number | null} */
  let rings = null;
  /** @type {{ ends: string, seconds: number } | null} */
  let last = null;

  /** A clock that has come with the page or with a push. @param {HTMLElement} clock */
  function meet(clock) {
    seen = clock;
    learn(Date.parse(clock.dataset.now ?? ""));
    const rung = Number(clock.dataset.rings);
    if (rings !== null && rung > rings) ring();
    rings = rung;
  }

  /** @param {HTMLElement} clock @param {string} ends */
  function count(clock, ends) {
    const seconds = Math.round((Date.parse(ends) - (performance.now() - zero)) / 1000);
    const words = wordsFor(seconds);
    if (clock.textContent !== words) clock.textContent = words;
    clock.dataset.nearing = nearing(seconds);
    if (last?.ends === ends) pass(last.seconds, seconds);
    last = { ends, seconds };
  }

  /** How near the end is, for the style. @param {number} seconds */
  function nearing(seconds) {
    if (seconds < 0) return "over";
    return seconds <= 60 ? "one" : seconds <= 300 ? "five" : "";
  }

  /** Time is up: one soft sound where the page asks for it. @param {number} before @param {number} now */
  function pass(before, now) {
    if (before >= 0 && now < 0 && document.querySelector('[data-sounds="end"]')) ring();
    say(before, now);
  }

  function tick() {
    const clock = document.getElementById("clock");
    if (!clock) return;
    if (clock !== seen) meet(clock);
    if (clock.dataset.ends) count(clock, clock.dataset.ends);
  }

  const first = document.getElementById("clock");
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const came = page?.responseStart; // which some browsers keep to themselves
  if (first && came) learn(Date.parse(first.dataset.now ?? ""), came);
  /* a monotonic clock stands still while a phone sleeps; each heartbeat sets it right */
  document.addEventListener("dialogit:time", ({ detail }) => {
    learn(detail);
    tick();
  });
  document.addEventListener("dialogit:applied", tick);
  setInterval(tick, 250);
})();
