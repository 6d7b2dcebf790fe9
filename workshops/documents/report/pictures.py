"""Pictures as large as a document shows them. They are our own files, cleaned when they came."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

from PIL import Image

# A picture by the name that the paper has for it, no longer than so many pixels; none if it is not there.
Opened = Callable[[str, int], bytes | None]


def none(_name: str, _longest: int) -> None:
    """For a paper that has none."""


def shrunk(file: IO[bytes], longest: int) -> bytes:
    """In the file's own format. Raises ``OSError`` for what is no picture."""
    with Image.open(file) as picture:
        kind = picture.format
        if max(picture.size) <= longest:
            file.seek(0)
            return file.read()
        picture.draft("RGB", (longest, longest))  # of a JPEG no more is decoded than is needed
        picture.thumbnail((longest, longest), reducing_gap=2)
        out = io.BytesIO()
        picture.save(out, kind, quality=78)
        return out.getvalue()
