"""Accessible PDF (PDF/UA-1) from our own Typst sources in this folder.

What people wrote goes in as JSON data and is never part of the source, so it stays plain text. Letters come
from the fonts of Typst itself and of a package of Noto's, which has emoji too; what these lack, a font of the
system may have.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from workshops.documents.pdf import typesetting
from workshops.documents.pdf.typesetting import HERE, Data, Room

# Of the environment: what Windows needs, and what the worker sets.
KEPT_ENV = ("SYSTEMROOT", "MALLOC_MMAP_THRESHOLD_")
MAX_SECONDS = 50  # by the clock, before the worker would end itself


def pdf(source: str, data: Data) -> bytes:
    """The document of ``source`` (a file here) about ``data``, which has a ``title`` and a ``language``."""
    return typesetting.compiled(HERE, source, typesetting.all_shown(data))


@contextmanager
def folder() -> Iterator[Path]:
    """For a document with pictures: put them there under the names that its data has for them."""
    with TemporaryDirectory() as made:
        ours = shutil.ignore_patterns("*.py", "__pycache__")
        yield shutil.copytree(HERE, Path(made), ignore=ours, dirs_exist_ok=True)


@dataclass(frozen=True)
class Asked:
    """Of ``tries`` the first that finds ``room`` is wanted, or the first of all where none does."""

    source: str
    tries: list[Data]
    room: Room


def that_fit(root: Path, asked: Sequence[Asked]) -> list[bytes]:
    """These documents, set by one process: its start takes as long as a short report.

    ``root`` is a ``folder()``. Raises ``subprocess.SubprocessError``.
    """
    words = [sys.executable, "-I", typesetting.__file__, str(root)]
    kept = {name: os.environ[name] for name in KEPT_ENV if name in os.environ}
    done = subprocess.run(  # noqa: S603 - our own command; what people wrote is its input
        words,
        input=json.dumps([asdict(each) for each in asked]).encode(),
        capture_output=True,
        check=True,
        timeout=MAX_SECONDS,
        env=kept,
    )
    lengths, _newline, made = done.stdout.partition(b"\n")
    whole = BytesIO(made)
    return [whole.read(length) for length in json.loads(lengths)]
