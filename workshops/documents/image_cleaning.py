"""Pictures from phones, made safe: decoded, turned upright, shrunk, and written anew as pixels alone.

Whatever is not a still JPEG, PNG or WebP is refused, as is one that would also pass for a page or an archive.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MAX_PIXELS = 24_000_000
MAX_WEBP_PIXELS = 8_000_000  # its decoder holds four copies of a picture
LONG_SIDE = 1600  # pixels of what is kept
BAND = 128  # rows of the small picture that are made at a time
FORMATS = ("JPEG", "PNG", "WEBP")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)
MARKUP = re.compile(rb"<script|<html|<!doctype|<\?php|<svg[\s>]", re.IGNORECASE)
PDF, PDF_WITHIN = b"%PDF-", 1024
ZIP_END, ZIP_WITHIN = b"PK\x05\x06", 65_557
TOO_LARGE = _("This file is too large. Choose a picture of at most 10 megabytes.")
TOO_MANY_PIXELS = _("This picture has too many pixels. Choose one of at most 24 megapixels.")
TOO_LARGE_A_WEBP = _("A WebP picture can have at most 8 megapixels. Choose a smaller one, or a JPEG.")
NO_PICTURE = _("This file cannot be used as a picture. Choose a JPEG, PNG or WebP file.")
NOTHING_ON_IT = _("There is nothing in this picture yet.")

Image.init()  # knows WebP only then
_one_at_a_time = Lock()  # a picture of 24 megapixels is a hundred megabytes while it is open


class NotAPicture(Exception):
    """Why a file is refused, in words for whoever sent it."""

    def __init__(self, words: StrPromise) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Clean:
    content: bytes
    suffix: str  # of the file's name: "jpg" or "png"
    width: int
    height: int


def cleaned(file: IO[bytes], *, drawn: bool) -> Clean:
    """A photo as JPEG, a drawing as PNG, at most 1600 pixels long. Raises ``NotAPicture``."""
    content = file.read(settings.MAX_PICTURE_BYTES + 1)
    if len(content) > settings.MAX_PICTURE_BYTES:
        raise NotAPicture(TOO_LARGE)
    if _is_something_else(content):
        raise NotAPicture(NO_PICTURE)
    with _one_at_a_time:
        try:
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                return _written(_upright(image), drawn=drawn)
        except Image.DecompressionBombError:
            raise NotAPicture(TOO_MANY_PIXELS) from None
        except BROKEN:
            raise NotAPicture(NO_PICTURE) from None


def _is_something_else(content: bytes) -> bool:
    """Whether a browser or a reader might take the bytes for a page, a document or an archive."""
    return bool(MARKUP.search(content) or PDF in content[:PDF_WITHIN] or ZIP_END in content[-ZIP_WITHIN:])


def _upright(image: Image.Image) -> Image.Image:
    """Small before it is turned as the camera was held."""
    if image.width * image.height > MAX_PIXELS:
        raise NotAPicture(TOO_MANY_PIXELS)
    if image.format == "WEBP" and image.width * image.height > MAX_WEBP_PIXELS:
        raise NotAPicture(TOO_LARGE_A_WEBP)
    image.draft(None, (LONG_SIDE, LONG_SIDE))
    small = _reduced(image)
    small.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=None)
    small.info = image.info
    return ImageOps.exif_transpose(small)


def _reduced(image: Image.Image) -> Image.Image:
    """On white, by the whole factor that brings it near its size; in bands, so that no second copy of it
    stands in memory."""
    factor = max(1, max(image.size) // LONG_SIDE)
    small = Image.new("RGB", (-(-image.width // factor), -(-image.height // factor)))
    for top in range(0, image.height, BAND * factor):
        bottom = min(top + BAND * factor, image.height)
        band = image.crop((0, top, image.width, bottom))
        small.paste(_on_paper(band).reduce(factor), (0, top // factor))
    return small


def _on_paper(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper, clear = Image.new("RGB", image.size, "white"), image.convert("RGBA")
    paper.paste(clear, mask=clear)
    return paper


def _written(image: Image.Image, *, drawn: bool) -> Clean:
    """Its pixels alone: nothing else of the file comes along."""
    plain, out = Image.new("RGB", image.size), BytesIO()
    plain.paste(image)
    if plain.getcolors(1):
        raise NotAPicture(NOTHING_ON_IT)
    if drawn:
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=82, optimize=True)
    return Clean(out.getvalue(), "png" if drawn else "jpg", plain.width, plain.height)
