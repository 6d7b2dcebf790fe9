"""Opens one picture in a process of its own: ``image_cleaning`` starts it for each, and says the words.

In: the file, on standard input; the kind of file to make, ``jpg`` or ``png``, as its argument. Out: a line of
JSON, ``{"refused": …}`` or what was made, and after it the new file. Imports Pillow alone, so that it starts
quickly and has nothing of the server in it. A picture that would take more memory or time than any needs is
refused by what its head says; the limits of the process are for those whose head lies.
"""

from __future__ import annotations

import json
import re
import struct
import sys
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, PngImagePlugin, WebPImagePlugin

MEGABYTE = 1024 * 1024
MAX_PIXELS = 24_000_000
MAX_SIDE = 20_000
MAX_SCANS = 60  # of a progressive JPEG: usual ones have about ten, and each is a pass over all pixels
MAX_SEGMENTS = 2_000  # of a JPEG, before its pixels: profiles come in some dozens of them
MAX_OPEN = 48 * MEGABYTE  # what the pixels may take while they are decoded
MAX_ADDRESSES, MAX_SECONDS = 110 * MEGABYTE, 5  # of memory and of CPU, for the whole process
PNG_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2}  # a pixel, where it is not 4
WEBP_BYTES = 14  # a pixel: its decoder holds several copies
LONG_SIDE = 1600  # pixels of what is kept
BAND = 1_000_000  # pixels of the original that are turned into small ones at a time
FORMATS = ("JPEG", "PNG", "WEBP")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error)
MARKUP = re.compile(rb"<script|<html|<!doctype\s+(?:html|svg)|<\?php|<svg[\s>]", re.IGNORECASE)
PDF, PDF_WITHIN = b"%PDF-", 1024
ZIP_END, ZIP_WITHIN = b"PK\x05\x06", 65_557
MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")  # of a segment: those that stand alone have none
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SCAN, END = 0xDA, 0xD9
PngImagePlugin.MAX_TEXT_MEMORY = 4 * MEGABYTE
assert WebPImagePlugin.SUPPORTED  # imported so that Pillow knows the format without looking for all it has


class Refusal(Exception):
    """Its word is a key of ``image_cleaning.REFUSALS``."""


def made(content: bytes, suffix: str) -> tuple[bytes, int, int]:
    """The new file, its width and its height."""
    if _is_something_else(content):
        raise Refusal("no picture")
    try:
        return _written(_upright(content), suffix)
    except Image.DecompressionBombError:
        raise Refusal("too many pixels") from None
    except MemoryError:
        raise Refusal("too heavy") from None
    except BROKEN:
        raise Refusal("no picture") from None


def _is_something_else(content: bytes) -> bool:
    """Whether a browser or a reader might take the bytes for a page, a document or an archive.

    A doctype alone says nothing: Photoshop on a Mac writes a property list, which has one, into its JPEGs.
    """
    return bool(MARKUP.search(content) or PDF in content[:PDF_WITHIN] or ZIP_END in content[-ZIP_WITHIN:])


def _upright(content: bytes) -> Image.Image:
    """Small, and turned as the camera was held. The large one is not in memory any more afterwards."""
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        _prepare(image, content)
        small = _small(image)
        small.info = image.info
    return ImageOps.exif_transpose(small)


def _prepare(image: Image.Image, content: bytes) -> None:
    """Refuses what would take too much; a JPEG is decoded no larger than it needs to be."""
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise Refusal("too many pixels")
    if max(image.size) > MAX_SIDE:
        raise Refusal("too heavy")
    if image.format == "JPEG":
        scale = _scale(image, _held_between_scans(content))
        image.draft(None, (max(1, image.width // scale), max(1, image.height // scale)))
        return
    a_pixel = WEBP_BYTES if image.format == "WEBP" else PNG_BYTES.get(image.mode, 4)
    if pixels * a_pixel > MAX_OPEN:
        raise Refusal("too heavy")


def _scale(image: Image.Image, held: int) -> int:
    """By how much the decoder shrinks a JPEG: not below what is kept, or to half of it if it must."""
    scale = 1
    while scale < 8 and max(image.size) >= 2 * scale * LONG_SIDE:
        scale *= 2
    for tried in (scale, 2 * scale):
        if tried <= 8 and held + 4 * image.width * image.height // tried**2 <= MAX_OPEN:
            return tried
    raise Refusal("too heavy")


def _held_between_scans(content: bytes) -> int:
    """How many bytes the decoder holds of a JPEG that comes in several scans; 0 for one that comes in one."""
    scans, held, is_progressive = 0, 0, False
    for marker, segment in _segments(content):
        if marker in FRAMES:
            is_progressive = marker == 0xC2
            held = _coefficients(segment)
        elif marker == SCAN:
            scans += 1
    if scans > MAX_SCANS:
        raise Refusal("too heavy")
    return held if is_progressive or scans > 1 else 0


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """``(marker, payload)`` of the picture itself, from its start to its end. Raises ``Refusal``."""
    at, count = 2, 0
    while (found := MARKER.search(content, at)) and (marker := found[1][0]) != END:
        count += 1
        if count > MAX_SEGMENTS:
            raise Refusal("too heavy")
        start = found.end() + 2
        at = max(start, found.end() + int.from_bytes(content[found.end() : start], "big"))
        yield marker, content[start:at]


def _coefficients(frame: bytes) -> int:
    """Bytes of all coefficients, two for each: as many as there are pixels, in each colour's sampling."""
    height, width, colours = struct.unpack(">xHHB", frame[:6])
    samplings = [(byte >> 4) * (byte & 15) for byte in frame[7 : 6 + 3 * colours : 3]]
    return 2 * width * height * sum(samplings) // (max(samplings, default=0) or 1)


def _small(image: Image.Image) -> Image.Image:
    """On white, no longer than what is kept; in bands, so that no second copy of it stands in memory."""
    factor = max(1.0, max(image.size) / LONG_SIDE)
    width, height = (max(1, round(side / factor)) for side in image.size)
    small, margin = Image.new("RGB", (width, height)), int(3 * factor) + 3  # what the filter looks at beside
    rows = max(1, int(BAND / (image.width * factor)))
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        first, last = top * image.height / height, bottom * image.height / height
        above, below = max(0, int(first) - margin), min(image.height, int(last) + margin)
        band = _on_paper(image.crop((0, above, image.width, below)))
        box = (0, first - above, image.width, last - above)
        small.paste(band.resize((width, bottom - top), Image.Resampling.BICUBIC, box), (0, top))
    return small


def _on_paper(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey: Pillow's own conversion would cut them off at white
        return image.convert("I").point(lambda grey: grey / 257).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper, clear = Image.new("RGB", image.size, "white"), image.convert("RGBA")
    paper.paste(clear, mask=clear)
    return paper


def _written(image: Image.Image, suffix: str) -> tuple[bytes, int, int]:
    """Its pixels alone: nothing else of the file comes along."""
    plain, out = Image.new("RGB", image.size), BytesIO()
    plain.paste(image)
    if plain.getcolors(1):
        raise Refusal("nothing on it")
    if suffix == "png":
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue(), plain.width, plain.height


def limit() -> None:
    """Where the system can: Windows has no limits, macOS none of memory. What rooms ask for goes first."""
    if sys.platform == "win32":
        return
    import os
    import resource

    os.nice(10)
    for what, most in ((resource.RLIMIT_CPU, MAX_SECONDS), (resource.RLIMIT_AS, MAX_ADDRESSES)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def main() -> None:
    limit()
    try:
        file, width, height = made(sys.stdin.buffer.read(), sys.argv[1])
        said: dict[str, object] = {"width": width, "height": height}
    except Refusal as refusal:
        file, said = b"", {"refused": str(refusal)}
    except MemoryError:
        file, said = b"", {"refused": "too heavy"}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + file)


if __name__ == "__main__":
    main()
