"""What has been purged is in no table, no file and no write-ahead log, though a server is running."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings

LONG_CLOSED = "phase = 'closed', round = 0, closed_at = '2020-01-01', purge_notes_on = '2020-03-31'"
TEXT = "Aamuisin ehditään kysyä, mitä kuuluu"


def files_with(site, text):
    needle = text.encode()
    return [path.name for path in site.folder.rglob("*") if path.is_file() and needle in path.read_bytes()]


@pytest.mark.smoke
@pytest.mark.fault
def test_purged_notes_are_in_no_file_of_sqlite(on_sqlite, crowd):
    """Shown to fail without the checkpoint: the log still held them."""
    site = on_sqlite(25)
    server = site.serve()
    room = crowd(site)
    room.come(2, server.address)
    room.write(TEXT)
    room.all_is_stored(15)
    assert files_with(site, TEXT)
    site.tell(f"UPDATE workshops_workshop SET {LONG_CLOSED}")
    words = [sys.executable, "manage.py", "housekeeping"]
    subprocess.run(words, cwd=settings.BASE_DIR, env=site.environment, check=True)
    assert site.notes() == []
    assert files_with(site, TEXT) == []
