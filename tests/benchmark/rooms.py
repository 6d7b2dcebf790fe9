"""The servers under measure, each a process of its own on one core: ours, the bare limit, the tutorial's."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import httpx

from tests.benchmark.crowd import Seat, text_of

ROOT = Path(__file__).resolve().parents[2]
CODE = "BENCHMRK"
SEED = f"""
from workshops.models import Membership, Organisation, User
from workshops.services import course
user = User.objects.create_user("bench@example.org", "bench-bench-bench")
organisation = Organisation.objects.create(name="Bench")
Membership.objects.create(user=user, organisation=organisation)
workshop = course.create_workshop(user=user, title="Bench", organisation=organisation, code="{CODE}")
course.move(workshop=workshop, expected="preparation", to="welcome")
"""
MOVE = f"""
from workshops.models import Workshop
from workshops.services import course
course.move(workshop=Workshop.objects.get(code="{CODE}"), expected="welcome", to="cafe-1")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def to_core(number: int) -> None:
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[number % len(cores)]})


class Room:
    """A server process; ``post`` sends one note and returns when it is acknowledged."""

    command: list[str] = []

    def __init__(self) -> None:
        self.port = free_port()
        self.var = Path(tempfile.mkdtemp(prefix="fanout-"))
        self.environment = {
            **os.environ,
            "DIALOGIT_VAR": str(self.var),
            "DATABASE_URL": f"sqlite:///{self.var / 'bench.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "dialogit.settings",
        }

    async def __aenter__(self) -> Room:
        to_core(1)
        self.prepare()
        self.process = subprocess.Popen(
            [sys.executable, *(part.format(port=self.port) for part in self.command)],
            cwd=ROOT,
            env=self.environment,
            preexec_fn=lambda: to_core(0),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            await self.answers()
        except RuntimeError:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *exception: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.var, ignore_errors=True)

    def prepare(self) -> None:
        """What the server needs before it starts."""

    async def answers(self) -> None:
        for _try in range(400):
            try:
                _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return
        raise RuntimeError("The server does not answer.")

    async def seats(self, clients: int) -> list[Seat]:
        return [Seat(f"ws://127.0.0.1:{self.port}/ws")] * clients

    async def post(self, number: int) -> None:
        raise NotImplementedError

    def memory_kb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return float(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class HttpRoom(Room):
    """A room whose posts are plain HTTP to ``/post``."""

    async def __aenter__(self) -> Room:
        self.http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        return await super().__aenter__()

    async def post(self, number: int) -> None:
        (await self.http.post("/post", content=text_of(number))).raise_for_status()


class BareRoom(HttpRoom):
    """Listens for sockets on the port after the one for posts."""

    command = ["-m", "tests.benchmark.bare", "{port}"]

    async def seats(self, clients: int) -> list[Seat]:
        return [Seat(f"ws://127.0.0.1:{self.port + 1}/ws")] * clients


class TutorialRoom(HttpRoom):
    command = ["-m", "daphne", "-b", "127.0.0.1", "-p", "{port}", "tests.benchmark.tutorial:application"]


class DialogitRoom(HttpRoom):
    """Ours: joined by the real form, in a café round, posting by the real composer."""

    command = [
        "-m", "daphne", "-b", "127.0.0.1", "-p", "{port}", "--no-server-name", "--access-log", "/dev/null",
        "dialogit.asgi:application",
    ]  # fmt: skip

    def manage(self, *words: str, typed: str = "") -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=self.environment, input=typed, text=True, check=True, capture_output=True,
        )  # fmt: skip

    def prepare(self) -> None:
        self.manage("migrate", "-v0")
        self.manage("shell", "-v0", typed=SEED)

    async def join(self) -> httpx.AsyncClient:
        person = httpx.AsyncClient(base_url=self.http.base_url, timeout=60)
        await person.get(f"/j/{CODE}/")
        token = {"csrfmiddlewaretoken": person.cookies["csrftoken"]}
        answer = await person.post(f"/j/{CODE}/", data=token)
        assert answer.is_redirect, answer.text
        return person

    async def seats(self, clients: int) -> list[Seat]:
        people = [await self.join() for _number in range(clients)]
        await asyncio.to_thread(self.manage, "shell", "-v0", typed=MOVE)
        self.poster = people[0]
        page = (await self.poster.get(f"/w/{CODE}/")).text
        self.table = re.search(r'name="table" value="(\d+)"', page)[1]
        origin = f"http://127.0.0.1:{self.port}"
        url = f"ws://127.0.0.1:{self.port}/w/{CODE}/live/participant/fi"
        seats = [
            Seat(url, {"Cookie": f"device={person.cookies['device']}", "Origin": origin}) for person in people
        ]
        for person in people[1:]:
            await person.aclose()
        return seats

    async def post(self, number: int) -> None:
        fields = {"id": str(uuid.uuid4()), "table": self.table, "kind": "situation", "text": text_of(number)}
        token = {"X-CSRFToken": self.poster.cookies["csrftoken"], "HX-Request": "true"}
        (await self.poster.post(f"/w/{CODE}/notes/", data=fields, headers=token)).raise_for_status()
