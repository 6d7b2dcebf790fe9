"""Files that a server makes for itself, readable by nobody else."""

from __future__ import annotations

import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """A key made on first use, for a single machine; several machines share SECRET_KEY instead."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def make_private(path: Path) -> None:
    """Before a database is made in it: sessions are as good as passwords. SQLite's other files follow it."""
    if path.name != ":memory:" and path.parent.is_dir() and not path.exists():
        path.touch(mode=0o600)
