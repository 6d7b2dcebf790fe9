"""``manage.py serve`` as somebody runs it who sees it for the first time."""

from __future__ import annotations

import os
import pty
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings

from dialogit import servers
from tests.e2e.server import free_port


def manage(var: Path, *words: str, **streams: Any) -> subprocess.Popen[str]:
    """With a place of its own and nothing of the tests' environment."""
    left_out = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["DIALOGIT_VAR"] = str(var)
    command = [sys.executable, "manage.py", *words]
    place = {"cwd": settings.BASE_DIR, "env": environment}
    return subprocess.Popen(command, text=True, preexec_fn=hear_interrupts, **place, **streams)


def hear_interrupts() -> None:
    """As in a terminal: what a shell starts in the background does not hear Ctrl-C, nor do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def serve(var: Path, port: int, *options: str, **streams: Any) -> subprocess.Popen[str]:
    return manage(var, "serve", "--port", str(port), *options, **streams)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    assert manage(folder, "migrate", "--verbosity", "0").wait() == 0
    return folder


@pytest.mark.thorough
@pytest.mark.parametrize("name", servers.NAMES)
def test_serve_says_where_it_is_once_it_answers_and_ends_in_silence(migrated, name):
    """Shown to fail while the worker waited for the end by ``sys.stdin``: it ended with a fault of Python."""
    port = free_port()
    process = serve(migrated, port, "--server", name, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    said = [process.stdout.readline().split()[-1] for _line in range(2)]
    assert said == [f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/run/"]
    assert httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).status_code == 200
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60) == ("", "")


@pytest.mark.thorough
def test_serve_tells_in_a_terminal_how_to_end_it(migrated):
    port = free_port()
    ours, its = pty.openpty()
    process = serve(migrated, port, "--no-worker", stdout=its, stderr=its)
    with os.fdopen(ours) as terminal:
        lines = [terminal.readline() for _line in range(3)]
        process.kill()
        process.wait()
    os.close(its)
    assert "Ctrl-C" in lines[2]


def test_serve_of_a_taken_port_says_so_and_starts_nothing(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = serve(tmp_path, port, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    assert len(complained.splitlines()) == 1
    assert str(port) in complained


@pytest.mark.thorough
@pytest.mark.parametrize("words", [("serve", "--port"), ("serve", "--no-worker", "--port"), ("worker",)])
def test_database_that_was_never_migrated_is_told_in_one_line_and_nothing_starts(tmp_path, words):
    """Without it the worker was started again and again, and said the same forty lines each time."""
    port = [str(free_port())] if words[-1] == "--port" else []
    process = manage(tmp_path, *words, *port, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    assert len(complained.splitlines()) == 1
    assert "manage.py migrate" in complained


@pytest.mark.thorough
def test_database_of_an_earlier_version_is_told_too(tmp_path):
    early = manage(tmp_path, "migrate", "practices", "0001", "--verbosity", "0")
    assert early.wait() == 0
    process = serve(tmp_path, free_port(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    assert "manage.py migrate" in complained
