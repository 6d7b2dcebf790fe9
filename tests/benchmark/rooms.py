"""The servers under measure, on one core: ours, the bare limit, the tutorial's. The load has another core."""

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
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import httpx

from dialogit import servers
from tests import postgres
from tests.benchmark.crowd import Client, Seat, text_of
from tests.benchmark.posting import Poster

ROOT = Path(__file__).resolve().parents[2]
REDIS = "redis://127.0.0.1:6379/9"
CODE = "BENCHMRK"
WRITERS = 100  # who take turns: nobody writes more than one thing a second
MAX_PEOPLE = 500  # whom a workshop takes
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


def headers_of(person: httpx.AsyncClient) -> dict[str, str]:
    """What their browser sends with each post."""
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in person.cookies.items()),
        "X-CSRFToken": person.cookies["csrftoken"],
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }


class Room:
    """Server processes, each on a port of its own; ``post`` returns when one note is acknowledged."""

    processes = 1
    client = Client

    def __init__(self) -> None:
        self.ports = [free_port() for _process in range(self.processes)]
        self.var = Path(tempfile.mkdtemp(prefix="fanout-"))
        self.environment = {
            **os.environ,
            "DIALOGIT_VAR": str(self.var),
            "DATABASE_URL": f"sqlite:///{self.var / 'bench.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "dialogit.settings",
        }
        self.environment.pop("REDIS_URL", None)
        self.running: list[subprocess.Popen[bytes]] = []
        self.leaving = ExitStack()

    def command(self, port: int) -> list[str]:
        raise NotImplementedError

    async def __aenter__(self) -> Room:
        cores = os.sched_getaffinity(0)
        self.leaving.callback(os.sched_setaffinity, 0, cores)
        self.prepare()
        for port in self.ports:
            self.running.append(
                subprocess.Popen(
                    self.command(port),
                    cwd=ROOT,
                    env=self.environment,
                    preexec_fn=lambda: to_core(0),
                    stdout=subprocess.DEVNULL,
                )
            )
        to_core(1)
        self.poster = Poster()
        try:
            await self.answers()
        except RuntimeError:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *exception: object) -> None:
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        self.poster.close()
        shutil.rmtree(self.var, ignore_errors=True)
        self.leaving.close()

    def prepare(self) -> None:
        """What the servers need before they start."""

    async def answers(self) -> None:
        for port in self.ports:
            for _try in range(400):
                try:
                    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
                except OSError:
                    await asyncio.sleep(0.1)
                else:
                    writer.close()
                    break
            else:
                raise RuntimeError("The server does not answer.")

    def base(self, number: int = 0) -> str:
        """Each of the processes in turn."""
        return f"http://127.0.0.1:{self.ports[number % len(self.ports)]}"

    async def seats(self, clients: int) -> list[Seat]:
        return [Seat(f"ws://127.0.0.1:{self.ports[-1]}/ws")] * clients

    async def post(self, number: int) -> None:
        await self.poster.post(self.ports[0], "/post", text_of(number).encode(), {})

    def memory_kb(self) -> float:
        sizes = (Path(f"/proc/{process.pid}/status").read_text() for process in self.running)
        return sum(float(re.search(r"VmRSS:\s+(\d+)", size)[1]) for size in sizes)

    def cpu_seconds(self) -> float:
        ticks = 0
        for process in self.running:
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


class BareRoom(Room):
    """One process: takes posts on its first port and holds sockets on its second."""

    def __init__(self) -> None:
        super().__init__()
        self.ports.append(free_port())

    def command(self, port: int) -> list[str]:
        if port != self.ports[0]:
            return [sys.executable, "-c", "import time; time.sleep(3600)"]
        return [sys.executable, "-m", "tests.benchmark.bare", *map(str, self.ports)]


class TutorialRoom(Room):
    def command(self, port: int) -> list[str]:
        return servers.command("daphne", "127.0.0.1", port, "tests.benchmark.tutorial:application")


class DialogitRoom(Room):
    """Ours: joined by the real form, in a café round, posting by the real composer.

    A workshop takes 500 people; beyond that their browsers have two pages open.
    With more than one process it runs on PostgreSQL and Redis, as it would.
    """

    def __init__(self, server: str, processes: int = 1) -> None:
        self.server, self.processes = server, processes
        super().__init__()
        if processes > 1:
            database = self.leaving.enter_context(postgres.database("fanout"))
            self.environment |= {"DATABASE_URL": database, "REDIS_URL": REDIS}

    def command(self, port: int) -> list[str]:
        return servers.command(self.server, "127.0.0.1", port)

    def manage(self, *words: str, typed: str = "") -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=self.environment, input=typed, text=True, check=True, capture_output=True,
        )  # fmt: skip

    def prepare(self) -> None:
        self.manage("migrate", "-v0")
        self.manage("shell", "-v0", typed=SEED)

    async def join(self, number: int) -> httpx.AsyncClient:
        person = httpx.AsyncClient(base_url=self.base(number), timeout=60)
        await person.get(f"/j/{CODE}/")
        token = {"csrfmiddlewaretoken": person.cookies["csrftoken"]}
        answer = await person.post(f"/j/{CODE}/", data=token)
        assert answer.is_redirect, answer.text
        return person

    async def seats(self, clients: int) -> list[Seat]:
        people = [await self.join(number) for number in range(min(clients, MAX_PEOPLE))]
        await asyncio.to_thread(self.manage, "shell", "-v0", typed=MOVE)
        self.writers = [await self.writer(person) for person in people[:WRITERS]]
        self.lead = await self.facilitator()
        for person in people:
            await person.aclose()
        return [self.seat(number, people[number % len(people)]) for number in range(clients)]

    def seat(self, number: int, person: httpx.AsyncClient) -> Seat:
        address = f"{self.base(number).replace('http', 'ws')}/w/{CODE}/live/participant/fi"
        return Seat(address, {"Cookie": f"device={person.cookies['device']}", "Origin": self.base(number)})

    async def facilitator(self) -> dict[str, str]:
        """The headers that the facilitator posts with."""
        async with httpx.AsyncClient(base_url=self.base(), timeout=60) as user:
            await user.get("/accounts/login/")
            known = {"login": "bench@example.org", "password": "bench-bench-bench"}
            await user.post(
                "/accounts/login/", data={**known, "csrfmiddlewaretoken": user.cookies["csrftoken"]}
            )
            return headers_of(user)

    async def move(self, expected: str, to: str) -> None:
        """The facilitator's *next*."""
        body = urlencode({"expected": expected, "to": to}).encode()
        await self.poster.post(self.ports[0], f"/run/{CODE}/move/", body, self.lead)

    async def look(self, number: int, seat: Seat) -> None:
        """One phone fetches what it is to show."""
        port = self.ports[number % len(self.ports)]
        await self.poster.get(port, f"/w/{CODE}/", {"Dialogit-Region": "1", **seat.headers})

    async def writer(self, person: httpx.AsyncClient) -> tuple[dict[str, str], str]:
        """The headers one person posts with, and the table they sit at."""
        page = (await person.get(f"/w/{CODE}/")).text
        return headers_of(person), re.search(r'name="table" value="(\d+)"', page)[1]

    async def post(self, number: int) -> None:
        headers, table = self.writers[number % len(self.writers)]
        fields = {"id": str(uuid.uuid4()), "table": table, "kind": "situation", "text": text_of(number)}
        port = self.ports[number % len(self.ports)]
        await self.poster.post(port, f"/w/{CODE}/notes/", urlencode(fields).encode(), headers)
