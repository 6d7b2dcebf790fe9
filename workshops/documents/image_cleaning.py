"""Pictures from phones, made safe: decoded, turned upright, shrunk, and written anew as pixels alone.

Whatever is not a JPEG, PNG or WebP is refused, as is one that would also pass for a page or an archive. Each
is opened by `image_decoding` in a process of its own, which may take 100 MB of memory and some seconds. One
at a time is opened, a few wait in the threads that answer requests, and the next ones are told to come again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from workshops.refusals import Busy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DECODER = Path(__file__).with_name("image_decoding.py")
MAX_WAITING = 7  # each of them keeps one of the sixteen threads waiting
MAX_WAIT_SECONDS = 10
MAX_SECONDS = 20  # by the clock; the process itself has a limit of CPU
TOO_LARGE = _("This file is too large. Choose a picture of at most 10 megabytes.")
TOO_HEAVY = _("This picture takes too much to open. Choose a smaller one, or an ordinary JPEG.")
REFUSALS = {
    "too many pixels": _("This picture has too many pixels. Choose one of at most 24 megapixels."),
    "too heavy": TOO_HEAVY,
    "no picture": _("This file cannot be used as a picture. Choose a JPEG, PNG or WebP file."),
    "nothing on it": _("There is nothing in this picture yet."),
}
MANY_AT_ONCE = _("Many pictures are coming in right now. Yours is still here: send it again in a moment.")

_places, _one_at_a_time = BoundedSemaphore(1 + MAX_WAITING), Lock()


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
    """A photo as JPEG, a drawing as PNG, at most 1600 pixels long. Raises ``NotAPicture`` and ``Busy``."""
    with _in_turn():
        content = file.read(settings.MAX_PICTURE_BYTES + 1)
        if len(content) > settings.MAX_PICTURE_BYTES:
            raise NotAPicture(TOO_LARGE)
        suffix = "png" if drawn else "jpg"
        said, made = _decoded(content, suffix)
    if "refused" in said:
        raise NotAPicture(REFUSALS[said["refused"]])
    return Clean(made, suffix, said["width"], said["height"])


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise Busy(MANY_AT_ONCE)
    try:
        if not _one_at_a_time.acquire(timeout=MAX_WAIT_SECONDS):
            raise Busy(MANY_AT_ONCE)
        try:
            yield
        finally:
            _one_at_a_time.release()
    finally:
        _places.release()


def _decoded(content: bytes, suffix: str) -> tuple[dict[str, Any], bytes]:
    """What the decoder says and makes. It is told nothing of the server: no key, no address of a database."""
    words = [sys.executable, "-I", str(DECODER), suffix]
    windows = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own command; what was sent is its input
            words, input=content, capture_output=True, check=True, timeout=MAX_SECONDS, env=windows
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise NotAPicture(TOO_HEAVY) from None
    said, _newline, made = done.stdout.partition(b"\n")
    return json.loads(said), made
