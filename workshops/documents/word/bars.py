"""A mean on a scale from 1 to 5, drawn for documents that cannot draw."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

SIZE, EDGE = (660, 60), 30
RAIL, SPRUCE = "#d8d1c2", "#0b5a55"


@lru_cache(maxsize=400)
def drawn(mean: float) -> bytes:
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    middle, step = SIZE[1] // 2, (SIZE[0] - 2 * EDGE) / 4
    draw.line((EDGE, middle, SIZE[0] - EDGE, middle), fill=RAIL, width=5)
    for place in range(5):
        draw.line((EDGE + place * step, middle - 14, EDGE + place * step, middle + 14), fill=RAIL, width=4)
    end = EDGE + (mean - 1) * step
    draw.line((EDGE, middle, end, middle), fill=SPRUCE, width=11)
    draw.ellipse((end - 19, middle - 19, end + 19, middle + 19), fill=SPRUCE)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
