"""All forms of the report and its pictures in one file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO

ALREADY_PACKED = (".jpg", ".png", ".pdf", ".docx")
THE_SAME_ALWAYS = (1980, 1, 1, 0, 0, 0)  # so that the same report is the same file


def write(files: Iterable[tuple[str, bytes]], out: IO[bytes]) -> None:
    """One file after the other, none of which is kept."""
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            packed = zipfile.ZIP_STORED if name.endswith(ALREADY_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, THE_SAME_ALWAYS), content, compress_type=packed)
