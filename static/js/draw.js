/* A small pad to draw on with a finger, a mouse or a pen. What was cleared can be undone too. */
(() => {
  const WIDTH = 9; // of a line, on a pad that is 1200 wide
  const strokes_of = new WeakMap();

  const draw = (pen, { colour, points }) => {
    pen.strokeStyle = colour;
    pen.lineWidth = WIDTH;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...points[0]);
    for (let n = 1; n < points.length - 1; n++) {
      const [x, y] = points[n],
        [next_x, next_y] = points[n + 1];
      pen.quadraticCurveTo(x, y, (x + next_x) / 2, (y + next_y) / 2);
    }
    pen.lineTo(...points.at(-1));
    pen.stroke();
  };
  const redraw = (canvas) => {
    const pen = canvas.getContext("2d"),
      strokes = strokes_of.get(canvas);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    strokes
      .slice(strokes.findLastIndex((stroke) => stroke.cleared) + 1)
      .forEach((stroke) => draw(pen, stroke));
    canvas.toggleAttribute("data-drawn", strokes.length > 0);
  };
  const point = (canvas, { clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((clientX - box.left) * canvas.width) / box.width,
      ((clientY - box.top) * canvas.height) / box.height,
    ];
  };

  document.addEventListener("pointerdown", (event) => {
    const canvas = event.target;
    if (!canvas.matches("[data-pad] canvas") || event.button) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const ink = canvas.closest("[data-pad]").querySelector(".ink:has(:checked)");
    const stroke = { colour: getComputedStyle(ink).color, points: [point(canvas, event)] };
    if (!strokes_of.has(canvas)) strokes_of.set(canvas, []);
    strokes_of.get(canvas).push(stroke);
    redraw(canvas);
    const follow = (moved) => {
      if (moved.pointerId !== event.pointerId) return;
      const passed = moved.getCoalescedEvents?.() ?? [];
      for (const place of passed.length ? passed : [moved]) stroke.points.push(point(canvas, place));
      redraw(canvas);
    };
    const end = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      canvas.removeEventListener("pointermove", follow);
      for (const name of ["pointerup", "pointercancel"]) canvas.removeEventListener(name, end);
    };
    canvas.addEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, end);
  });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-undo], [data-clear]"),
      canvas = button?.closest("[data-pad]")?.querySelector("canvas");
    const strokes = canvas && strokes_of.get(canvas);
    if (!strokes?.length) return;
    if ("undo" in button.dataset) strokes.pop();
    else strokes.push({ cleared: true });
    redraw(canvas);
  });
  document.addEventListener("dialogit:sent", ({ target }) => {
    const canvas = target.querySelector("[data-pad] canvas");
    if (!strokes_of.delete(canvas)) return;
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    canvas.removeAttribute("data-drawn");
  });
})();
