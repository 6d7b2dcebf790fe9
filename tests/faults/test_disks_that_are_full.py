"""The server may not write to its disk any more, until somebody makes room."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.crowd import nothing_lost_nothing_twice
from tests.faults.sites import Server, Site
from tests.waiting import until

pytestmark = pytest.mark.fault


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB of its own, where one may mount it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("No right to mount a small disk here: this fault test did NOT run.")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            pass
    yield
    filler.unlink()


@contextmanager
def forbidden_to_grow(server: Server) -> Iterator[None]:
    """No file of the server's may be larger than it is: what a quota does, for everyone to try."""
    assert server.process
    usual = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1024, usual[1]))
    yield
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, usual)


def posts_wait_and_reading_works(site: Site, server: Server, crowd: Callable, full: Callable) -> None:
    room = crowd(site)
    (phone,) = room.come(1, server.address)
    (before,) = room.write("Before")
    room.all_is_stored(5)
    with full():
        (draft,) = room.write("No room for this " + "x" * 400)
        until(lambda: draft.answers, 10, "the post has been answered")
        assert draft.answers[0] == 503
        room.loop.run(phone.read())
        assert (phone.faults, phone.screen) == ([], {f"note-{before.id}"})
        assert site.ask("PRAGMA integrity_check") == [("ok",)]
    room.all_is_stored(15)
    nothing_lost_nothing_twice(site, room.drafts)
    assert len(site.notes()) == 2
    assert site.ask("PRAGMA integrity_check") == [("ok",)]
    room.all_is_shown(15)


def test_on_a_full_disk_posts_are_answered_with_503_and_reading_works(on_sqlite, crowd, small_disk):
    site = on_sqlite(25, small_disk)
    posts_wait_and_reading_works(site, site.serve(), crowd, lambda: filled(small_disk))


@pytest.mark.smoke
def test_over_a_quota_posts_are_answered_with_503_and_reading_works(on_sqlite, crowd):
    """Shown to fail without the answer for database faults: 500 instead of 503; and with a connection for
    each request (CONN_MAX_AGE 0), whose files must be made anew: every page was answered with 503.
    """
    site = on_sqlite(25)
    server = site.serve()
    posts_wait_and_reading_works(site, server, crowd, lambda: forbidden_to_grow(server))
