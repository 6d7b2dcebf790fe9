"""The backup: whole, readable by its owner alone, and never over something else."""

from __future__ import annotations

import io
import sqlite3
import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import go, join, many, note_by


def backed_up(folder):
    said = io.StringIO()
    call_command("backup", folder, stdout=said)
    return said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_backup_has_database_and_pictures_for_its_owner_alone(workshop, settings, tmp_path):
    participant = join(workshop)
    many(workshop, 3)
    go(workshop, "cafe-1")
    note = note_by(participant)
    (settings.MEDIA_ROOT / "pictures").mkdir(parents=True)
    (settings.MEDIA_ROOT / "pictures" / "a.jpg").write_bytes(b"a picture")
    folder = tmp_path / "in" / "time"
    said = backed_up(folder)
    assert (folder / "media" / "pictures" / "a.jpg").read_bytes() == b"a picture"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "Keep SECRET_KEY" in said
    if connection.vendor != "sqlite":
        assert f'pg_dump --format=custom --file={folder}.dump "$DATABASE_URL"' in said
        return
    assert "pg_dump" not in said
    assert stat.S_IMODE((folder / "dialogit.sqlite3").stat().st_mode) == 0o600
    copy = sqlite3.connect(folder / "dialogit.sqlite3")
    assert copy.execute("SELECT text FROM worryzones_note").fetchall() == [(note.text,)]
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copy.close()


@pytest.mark.django_db(transaction=True)
def test_backup_is_whole_though_a_picture_is_withdrawn_meanwhile(settings, tmp_path):
    """And its owner's alone in a folder that was there. Shown to fail with a copy that stops at it."""
    pictures = settings.MEDIA_ROOT / "pictures"
    pictures.mkdir(parents=True)
    (pictures / "a.jpg").write_bytes(b"a picture")
    (pictures / "b.jpg").symlink_to("just-withdrawn.jpg")  # there when the folder is read, and then not
    folder = tmp_path / "copy"
    folder.mkdir()
    backed_up(folder)
    assert [file.name for file in (folder / "media" / "pictures").iterdir()] == ["a.jpg"]
    assert stat.S_IMODE((folder / "media").stat().st_mode) == 0o700


def test_backup_overwrites_nothing(tmp_path):
    (tmp_path / "of yesterday").touch()
    with pytest.raises(CommandError, match="something in this folder"):
        backed_up(tmp_path)
