"""Pictures for tests, drawn by Pillow: photos as phones make them, drawings, and files that only pretend."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

NOWHERE = {1: "N", 2: (61.0, 29.0, 0.0), 3: "E", 4: (23.0, 45.0, 0.0)}  # GPS, as EXIF has it
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
COMMENT = b"Aino Virtanen was here"


def scene(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """Red at the top, blue below, so that one can tell how it is held."""
    image = Image.new(mode, size, "red")
    ImageDraw.Draw(image).rectangle((0, size[1] // 2, *size), fill="blue")
    return image


def written(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(size: tuple[int, int] = (400, 300), form: str = "JPEG", orientation: int = 1) -> bytes:
    """With a place, a maker, a comment and a colour profile in it."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[GPS] = orientation, "Aino's phone", NOWHERE
    more: dict[str, Any] = {"comment": COMMENT} if form == "JPEG" else {}
    return written(scene(size), form, exif=exif, icc_profile=b"profile" * 20, **more)


def drawing(lines: int = 1) -> bytes:
    """As the pad makes it: clear where nothing was drawn."""
    image = Image.new("RGBA", (1200, 900))
    for line in range(lines):
        ImageDraw.Draw(image).line((100, 100 + 20 * line, 900, 700), fill="#23693f", width=9)
    return written(image, "PNG")


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few hundred kilobytes that would be gigabytes of pixels."""
    rows = zlib.compressobj(9)
    line = b"\0" * (1 + width // 8)
    body = b"".join(rows.compress(line) for _row in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def huge(form: str, side: int) -> bytes:
    """A small file whose head says that it is ``side`` pixels wide and high."""
    if form == "WEBP":
        content = bytearray(written(scene((64, 64)), form, lossless=True))
        place = content.index(b"VP8L") + 9
        content[place : place + 4] = struct.pack("<I", (side - 1) | (side - 1) << 14)
    else:
        content = bytearray(written(scene((64, 64)), form))
        place = content.index(b"\xff\xc0") + 5
        content[place : place + 4] = struct.pack(">HH", side, side)
    return bytes(content)


def moving(form: str) -> bytes:
    """Three moments, the first of them the scene."""
    later = [Image.new("RGB", (400, 300), colour) for colour in ("green", "white")]
    return written(scene(), form, save_all=True, append_images=later, loop=0)


def many_scans(width: int, height: int, scans: int) -> bytes:
    """A progressive JPEG that says again and again, in a few bytes, that nothing gets finer."""
    blocks = -(-width // 8) * -(-height // 8)
    first = "10" + f"{16:05b}" + "0" * (blocks - 1)
    bits, left = "", blocks  # "0" and 14 bits: 16 384 blocks and more at once; "10": one
    while left:
        run = min(left, 32_767) if left >= 16_384 else 1
        bits, left = bits + (f"0{run - 16_384:014b}" if run > 1 else "10"), left - run
    refined = _segment(0xDA, bytes([1, 1, 0, 1, 63, 0x10])) + _packed(bits)
    return b"".join(
        [
            b"\xff\xd8",
            _segment(0xDB, bytes([0] + [1] * 64)),
            _segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0])),
            _segment(0xC4, bytes([0x00, 1, 1] + [0] * 14 + [0, 5])),
            _segment(0xC4, bytes([0x10, 1, 1, 1] + [0] * 13 + [0xE0, 0x00, 0x01])),
            _segment(0xDA, bytes([1, 1, 0, 0, 0, 0])) + _packed(first),
            _segment(0xDA, bytes([1, 1, 0, 1, 63, 0x01])) + _packed(bits),
            refined * scans,
            b"\xff\xd9",
        ]
    )


def _packed(bits: str) -> bytes:
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00")


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
PRETENDERS = {
    "a text": b"This is no picture at all.",
    "a page": PAGE,
    "an SVG": SVG,
    "a GIF": written(scene(), "GIF"),
    "a TIFF": written(scene(), "TIFF"),
    "nothing": b"",
    "half a photo": written(scene((800, 600)))[:3000],
    "half a PNG": written(scene(), "PNG")[:200],
    "a photo that is a page too": written(scene()) + PAGE,
    "a drawing that is a page too": drawing() + b"<HTML><body>",
    "a photo that is an archive too": written(scene()) + b"PK\x05\x06" + b"\0" * 18,
    "a photo with PHP in its comment": written(scene(), comment=b"<?php system('id')"),
    "a photo that is a document too": written(scene(), comment=b"%PDF-1.7"),
    "the head of a photo": b"\xff\xd8\xff\xe0" + b"\0" * 500,
}
