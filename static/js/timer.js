/* Counts down by the browser's monotonic clock from the server's own time, so a wrong phone clock does
   not matter. Time running out never locks anything. */
(() => {
  let seen = null, zero = 0, rings = null;
  const words = (seconds) => {
    const left = Math.abs(seconds);
    return `${seconds < 0 ? "+" : ""}${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  };
  const ring = () => {
    const sound = new AudioContext(), now = sound.currentTime;
    [660, 880].forEach((pitch, place) => {
      const tone = sound.createOscillator(), level = sound.createGain();
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0, now + place * 0.35);
      level.gain.linearRampToValueAtTime(0.25, now + place * 0.35 + 0.03);
      level.gain.exponentialRampToValueAtTime(0.001, now + place * 0.35 + 1.6);
      tone.connect(level).connect(sound.destination);
      tone.start(now + place * 0.35);
      tone.stop(now + place * 0.35 + 1.7);
    });
    document.dispatchEvent(new CustomEvent("dialogit:ring"));
  };
  const tick = () => {
    const clock = document.getElementById("clock");
    if (!clock) return;
    if (clock !== seen) {
      seen = clock;
      zero = performance.now() - Date.parse(clock.dataset.now);
      if (rings !== null && Number(clock.dataset.rings) > rings && document.querySelector("[data-sounds]")) ring();
      rings = Number(clock.dataset.rings);
    }
    if (!clock.dataset.ends) return;
    const seconds = Math.round((Date.parse(clock.dataset.ends) - (performance.now() - zero)) / 1000);
    if (clock.textContent !== words(seconds)) clock.textContent = words(seconds);
    clock.classList.toggle("over", seconds < 0);
  };
  setInterval(tick, 250);
  document.addEventListener("dialogit:applied", tick);
})();
