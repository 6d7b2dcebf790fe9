/* A small pad to draw on with a finger, a mouse or a pen. What was cleared can be undone too. While a pen is
   down a hand that rests on the pad draws nothing, also one that came first. */
(() => {
  /** @typedef {[x: number, y: number]} Point */
  /** @typedef {{ colour: string, points: Point[] }} Stroke */
  const WIDTH = 9; // of a line, on a pad that is 1200 wide
  const CLEARED = "cleared";
  /** @type {WeakMap<HTMLCanvasElement, (Stroke | typeof CLEARED)[]>} */
  const strokesOf = new WeakMap();

  /* --- Drawing --- */

  /** @param {HTMLCanvasElement} canvas */
  const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

  /** @param {CanvasRenderingContext2D} pen @param {Stroke} stroke */
  function drawStroke(pen, { colour, points }) {
    pen.strokeStyle = colour;
    pen.lineWidth = WIDTH;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...points[0]);
    for (let n = 1; n < points.length - 1; n++) {
      const [x, y] = points[n];
      const [nextX, nextY] = points[n + 1];
      pen.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    pen.lineTo(...points[points.length - 1]);
    pen.stroke();
  }

  /** @param {HTMLCanvasElement} canvas */
  function redraw(canvas) {
    const pen = penOf(canvas);
    const strokes = strokesOf.get(canvas) ?? [];
    pen.clearRect(0, 0, canvas.width, canvas.height);
    for (const stroke of strokes.slice(strokes.lastIndexOf(CLEARED) + 1)) {
      if (stroke !== CLEARED) drawStroke(pen, stroke);
    }
    canvas.toggleAttribute("data-drawn", strokes.length > 0);
  }

  /** @param {HTMLCanvasElement} canvas @param {PointerEvent} event @returns {Point} */
  function pointOn(canvas, { clientX, clientY }) {
    const box = canvas.getBoundingClientRect();
    return [
      ((clientX - box.left) * canvas.width) / box.width,
      ((clientY - box.top) * canvas.height) / box.height,
    ];
  }

  /* --- A stroke, from where the finger comes down to where it is lifted --- */

  /**
   * What draws now, by its pointer.
   * @type {Map<number, { type: string, canvas: HTMLCanvasElement, stroke: Stroke, end: () => void }>}
   */
  const drawing = new Map();

  function dropTouches() {
    for (const { type, canvas, stroke, end } of drawing.values()) {
      if (type !== "touch") continue;
      end();
      const others = strokesOf.get(canvas)?.filter((other) => other !== stroke);
      strokesOf.set(canvas, others ?? []);
      redraw(canvas);
    }
  }

  /** @param {PointerEvent} event */
  const isPalm = ({ pointerType }) =>
    pointerType === "touch" && [...drawing.values()].some(({ type }) => type === "pen");

  /** @param {HTMLCanvasElement} canvas @param {PointerEvent} event */
  function beginStroke(canvas, event) {
    const ink = /** @type {Element} */ (canvas.closest("[data-pad]")?.querySelector(".ink:has(:checked)"));
    const stroke = { colour: getComputedStyle(ink).color, points: [pointOn(canvas, event)] };
    strokesOf.set(canvas, [...(strokesOf.get(canvas) ?? []), stroke]);
    redraw(canvas);
    return stroke;
  }

  /** @param {HTMLCanvasElement} canvas @param {PointerEvent} event @param {Stroke} stroke */
  function followPointer(canvas, { pointerId, pointerType }, stroke) {
    /** @param {PointerEvent} moved */
    const follow = (moved) => {
      if (moved.pointerId !== pointerId) return;
      const passed = moved.getCoalescedEvents?.() ?? [];
      for (const place of passed.length ? passed : [moved]) stroke.points.push(pointOn(canvas, place));
      redraw(canvas);
    };
    const end = () => {
      drawing.delete(pointerId);
      canvas.removeEventListener("pointermove", follow);
      canvas.removeEventListener("pointerup", lift);
      canvas.removeEventListener("pointercancel", lift);
    };
    /** @param {PointerEvent} ended */
    const lift = (ended) => {
      if (ended.pointerId === pointerId) end();
    };
    canvas.addEventListener("pointermove", follow);
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    drawing.set(pointerId, { type: pointerType, canvas, stroke, end });
  }

  document.addEventListener("pointerdown", (event) => {
    const canvas = event.target;
    if (!(canvas instanceof HTMLCanvasElement) || !canvas.closest("[data-pad]") || event.button) return;
    event.preventDefault();
    if (isPalm(event)) return;
    if (event.pointerType === "pen") dropTouches();
    canvas.setPointerCapture(event.pointerId);
    followPointer(canvas, event, beginStroke(canvas, event));
  });

  /* --- Back one stroke, all of it, and a fresh pad once it is sent --- */

  document.addEventListener("click", ({ target }) => {
    /** @type {HTMLElement | null} */
    const button = target.closest("[data-undo], [data-clear]");
    const canvas = button?.closest("[data-pad]")?.querySelector("canvas");
    const strokes = canvas ? strokesOf.get(canvas) : [];
    if (!button || !canvas || !strokes?.length) return;
    if ("undo" in button.dataset) strokes.pop();
    else strokes.push(CLEARED);
    redraw(canvas);
  });

  document.addEventListener("dialogit:sent", ({ target }) => {
    const canvas = /** @type {HTMLCanvasElement | null} */ (target.querySelector("[data-pad] canvas"));
    if (!canvas || !strokesOf.delete(canvas)) return;
    penOf(canvas).clearRect(0, 0, canvas.width, canvas.height);
    canvas.removeAttribute("data-drawn");
  });
})();
