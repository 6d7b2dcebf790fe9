/* Counts down by the browser's monotonic clock from the server's own time, so a wrong phone clock does
   not matter. Time running out never locks anything. */
(() => {
  let seen = null,
    samples = [],
    zero = 0,
    rings = null,
    left = null;
  /* The server's time is never ahead of its arrival, and late by the way it came and what the page did before
     it read it: of the last few the earliest is the nearest. */
  const learn = (now, at = performance.now()) => {
    samples = [...samples, at - now].slice(-4);
    zero = Math.min(...samples);
  };
  const first = document.getElementById("clock");
  const came = performance.getEntriesByType("navigation")[0]?.responseStart; // which some browsers keep to themselves
  if (first && came) learn(Date.parse(first.dataset.now), came);
  const words = (seconds) => {
    const left = Math.abs(seconds);
    return `${seconds < 0 ? "+" : ""}${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  };
  const ring = () => {
    const sound = new AudioContext(),
      now = sound.currentTime;
    [660, 880].forEach((pitch, place) => {
      const tone = sound.createOscillator(),
        level = sound.createGain();
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0, now + place * 0.35);
      level.gain.linearRampToValueAtTime(0.25, now + place * 0.35 + 0.03);
      level.gain.exponentialRampToValueAtTime(0.001, now + place * 0.35 + 1.6);
      tone.connect(level).connect(sound.destination);
      tone.start(now + place * 0.35);
      tone.stop(now + place * 0.35 + 1.7);
      if (place) tone.onended = () => sound.close();
    });
    document.dispatchEvent(new CustomEvent("dialogit:ring"));
  };
  /* the clock is not read out; at these marks the status line is */
  const SAID_AT = { 300: "five", 60: "one", 0: "up" };
  const say = (before, now) => {
    const mark = Object.keys(SAID_AT).find((seconds) => before > seconds && now <= seconds);
    const status = mark && document.getElementById("status");
    if (status) status.textContent = status.dataset[SAID_AT[mark]];
  };
  const tick = () => {
    const clock = document.getElementById("clock");
    if (!clock) return;
    if (clock !== seen) {
      seen = clock;
      learn(Date.parse(clock.dataset.now));
      if (rings !== null && Number(clock.dataset.rings) > rings && document.querySelector("[data-sounds]"))
        ring();
      rings = Number(clock.dataset.rings);
    }
    if (!clock.dataset.ends) return;
    const seconds = Math.round((Date.parse(clock.dataset.ends) - (performance.now() - zero)) / 1000);
    if (clock.textContent !== words(seconds)) clock.textContent = words(seconds);
    clock.classList.toggle("over", seconds < 0);
    /* time is up: one soft sound where the page asks for it */
    if (
      left?.ends === clock.dataset.ends &&
      left.seconds >= 0 &&
      seconds < 0 &&
      document.querySelector('[data-sounds="end"]')
    )
      ring();
    if (left?.ends === clock.dataset.ends) say(left.seconds, seconds);
    left = { ends: clock.dataset.ends, seconds };
  };
  /* a monotonic clock stands still while a phone sleeps; each heartbeat sets it right */
  document.addEventListener("dialogit:time", ({ detail }) => {
    learn(detail);
    tick();
  });
  setInterval(tick, 250);
  document.addEventListener("dialogit:applied", tick);
})();
