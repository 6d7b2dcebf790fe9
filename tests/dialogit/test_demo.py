"""``manage.py demo`` as it is run: in a process of its own, with its server and its people."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from dialogit import servers
from workshops.models import User

STARTS_WITHIN, ENDS_WITHIN = 90, 20  # seconds, on a busy machine


def command(var: Path, *arguments: str, **environment: str) -> tuple[list[str], dict[str, Any]]:
    """The demo with a place of its own and nothing of the tests' environment."""
    mine = {"DIALOGIT_VAR": str(var), **environment}
    left_out = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL"}
    env = {name: value for name, value in os.environ.items() if name not in left_out} | mine
    options = {"cwd": settings.BASE_DIR, "env": env, "text": True}
    return [sys.executable, "manage.py", "demo", "--lang", "en", *arguments], options


def refused(var: Path, *arguments: str, **environment: str) -> str:
    """What the demo says when it refuses to run."""
    line, options = command(var, *arguments, **environment)
    ended = subprocess.run(line, capture_output=True, timeout=STARTS_WITHIN, check=False, **options)
    assert (ended.returncode, ended.stdout, "Traceback" in ended.stderr) == (1, "", False)
    return ended.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> bool:
    give_up = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.5)
    return True


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in found.split()]


def is_running(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def notes_on(page: str) -> set[str]:
    return set(re.findall(r'id="(note-[0-9a-f-]{36})"', page))


@pytest.mark.thorough
def test_demo_serves_what_it_prints_and_leaves_nothing_behind(tmp_path: Path):
    port = free_port()
    line, options = command(tmp_path, "--json", "--participants", "12", "--port", str(port))
    demo = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    assert demo.stdout
    assert demo.stderr
    try:
        printed = demo.stdout.readline()
        servers = children_of(demo.pid)
        look_around(json.loads(printed), str(port))
    finally:
        demo.send_signal(signal.SIGINT)
        rest, said = demo.communicate(timeout=ENDS_WITHIN)
    assert (demo.returncode, rest) == (0, "")
    assert "Traceback" not in said
    assert servers != []
    assert [pid for pid in servers if is_running(pid)] == []


def look_around(found: dict[str, str], port: str) -> None:
    """Every address as a facilitator opens it, then the room filling with notes."""
    assert set(found) == {"code", "participant", "facilitator", "projector", "console", "report", "admin"}
    assert all(f":{port}/" in address for name, address in found.items() if name != "code")
    with httpx.Client(follow_redirects=True, timeout=30, trust_env=False) as stranger:
        assert stranger.get(found["participant"]).status_code == 200
        assert "/accounts/login/" in stranger.get(found["console"]).url.path
        assert stranger.get(found["facilitator"].replace("/demo/", "/demo/x")).status_code == 404
    with httpx.Client(follow_redirects=True, timeout=30, trust_env=False) as browser:
        assert browser.get(found["facilitator"]).url.path == f"/run/{found['code']}/"
        for name in ("console", "projector", "report"):
            assert str(browser.get(found[name]).url) == found[name]
        before = notes_on(browser.get(found["console"]).text)
        assert before != set(), "a round has been held already"
        assert wait_until(lambda: bool(notes_on(browser.get(found["console"]).text) - before))
        admin = browser.get(found["admin"])
        assert (admin.status_code, admin.url.path) == (200, "/coordinate/")


def test_demo_refuses_a_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            servers.refuse_taken("0.0.0.0", port)


@pytest.mark.parametrize(("option", "value"), [("participants", 501), ("participants", -1), ("port", 70000)])
def test_demo_refuses_what_is_out_of_range(option: str, value: int):
    with pytest.raises(CommandError, match=f"--{option}"):
        call_command("demo", lang="en", **{option: value})


def test_demo_refuses_an_environment_that_is_not_its_own():
    with pytest.raises(CommandError, match=r"manage\.py demo"):
        call_command("demo", lang="en", port=free_port())


def test_demo_leaves_a_foreign_database_as_it_is(tmp_path: Path):
    """Somebody else's application keeps its file to the byte."""
    file = tmp_path / "theirs.sqlite3"
    with sqlite3.connect(file) as theirs:
        theirs.execute("CREATE TABLE customers (name TEXT)")
    before = file.read_bytes()
    said = refused(tmp_path, "--port", str(free_port()), DATABASE_URL=f"sqlite:///{file}")
    assert "DATABASE_URL" in said
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("theirs*")) == ["theirs.sqlite3"]


def test_sign_in_is_there_only_while_a_demo_runs(client: Any, db: None):
    User.objects.create_user("vetaja@demo.example")
    assert client.get("/demo//").status_code == 404
    assert client.get("/demo/None/").status_code == 404
