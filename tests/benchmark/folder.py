"""How long a material folder of many reports takes in the worker, on one core at the worker's priority.

    uv run python -m tests.benchmark.folder
    uv run python -m tests.benchmark.folder --room 100
    DATABASE_URL=postgres://… uv run python -m tests.benchmark.folder --reports 100 --pictures 2

Workshops as the demo's, each with pictures, and a synthesis of them all. 100 are to take at most 180 s. With
``--room`` that many people sit in a workshop on the same core and the same database meanwhile, who write five
notes a second: ms from a note until each has it, while the worker works and while it is held. The two take
turns every few seconds, so that whatever else the machine does is in both alike.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import timedelta

from dialogit import servers
from dialogit.worker_supervisor import MALLOC_ENV
from tests.benchmark.crowd import Crowd
from tests.benchmark.rooms import ROOT, DialogitRoom, to_core

LIMIT_SECONDS, RATE, TURN_SECONDS = 180, 5, 4.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--pictures", type=int, default=2, help="of each workshop")
    parser.add_argument("--room", type=int, default=0, help="people who write notes meanwhile")
    parser.add_argument("--server", choices=servers.NAMES, default=servers.NAMES[0])
    asked = parser.parse_args()
    from tests.benchmark.network import set_up

    set_up()
    folder = ask(asked.reports, asked.pictures)
    paces = asyncio.run(beside(asked.room, asked.server)) if asked.room else work()
    print(json.dumps({**told(folder), **paces, "limit_s": LIMIT_SECONDS}))


def ask(reports: int, pictures: int) -> int:
    """The id of a folder that waits for the worker."""
    from django.utils import timezone

    from dialogit.demo import earlier, seed, texts
    from dialogit.demo.texts import network as names
    from network.queries.selection import Selection
    from network.services import folders

    facilitator, coordinator = seed.accounts()
    for place in range(reports):
        title = f"{names.TITLES[place % len(names.TITLES)][0]} {place + 1}"
        whose = seed.organisation(texts.ORGANISATION)
        closed = timezone.now() - timedelta(days=20 + place)
        held = earlier.hold(place, closed, facilitator, ("Lempäälä",), title=title, organisation=whose)
        take_pictures(held, pictures)
    conclude(coordinator)
    return folders.ask(selection=Selection(coordinator), user=coordinator, language="fi").pk


def take_pictures(workshop: object, count: int) -> None:
    from django.core.files.base import ContentFile
    from PIL import Image

    from tests.images import written
    from workshops.models import OpenSpaceGroup, Picture

    group = OpenSpaceGroup.objects.filter(theme__workshop=workshop).first()
    for number in range(count):
        content = written(Image.effect_noise((1600, 1200), 60).convert("RGB"), quality=70)
        size = {"width": 1600, "height": 1200}
        picture = Picture(workshop=workshop, group=group, description=f"Kuva {number}", **size)
        picture.image.save(f"{number}.jpg", ContentFile(content))


def conclude(coordinator: object) -> None:
    """A synthesis of them all: ten findings with six quotes each."""
    from network.models import Finding, Synthesis
    from network.queries import quotables
    from network.queries.selection import Selection
    from network.services import synthesis as synthesis_services
    from workshops.models import Organisation

    first = Organisation.objects.order_by("pk")[0]
    reached = Organisation.objects.values_list("pk", flat=True)
    made: Synthesis = synthesis_services.begin(organisation=first, title="Kooste", reached=reached)
    heard = quotables.lines("heard", Selection(coordinator))
    keys = [line.key for line in heard[:60]]
    for number in range(10):
        synthesis_services.add(
            synthesis=made, part=Finding, title=f"Havainto {number}", text="Näin se oli. " * 9
        )
        finding = Finding.objects.get(synthesis=made, title=f"Havainto {number}")
        for key in keys[number::10]:
            synthesis_services.take_quote(
                synthesis=made, finding_id=finding.pk, kind="heard", lines=heard, key=key
            )


class Worker:
    """Works until there is nothing more to do, at its own priority, on the core of the servers."""

    def __init__(self) -> None:
        self.began, self.before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run_tasks", "--batch", "--worker-id", "benchmark"],
            cwd=ROOT,
            env=os.environ | MALLOC_ENV,
            preexec_fn=lambda: to_core(0),
            start_new_session=True,  # with whatever it starts it can be held
        )
        self.held = 0.0

    def goes_on(self) -> bool:
        return self.process.poll() is None

    def hold(self) -> None:
        """Not while it has the lock of SQLite, for which every note would wait."""
        self._told(signal.SIGSTOP)
        while self.goes_on() and is_locked():
            self.go_on()
            time.sleep(0.02)
            self._told(signal.SIGSTOP)

    def go_on(self) -> None:
        self._told(signal.SIGCONT)

    def _told(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def figures(self) -> dict[str, float]:
        """Seconds by the clock and of the processor."""
        assert self.process.wait() == 0
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime - self.before.ru_utime - self.before.ru_stime
        return {"s": round(time.monotonic() - self.began - self.held, 1), "cpu_s": round(cpu, 1)}


def is_locked() -> bool:
    from django.db import connection

    if connection.vendor != "sqlite":
        return False
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0.05)) as own:
        try:
            own.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


def work() -> dict[str, float]:
    worker = Worker()
    worker.process.wait()
    return worker.figures()


# --- a room beside it ---


class RoomHere(DialogitRoom):
    """In the installation whose folder is made."""

    def __init__(self, server: str) -> None:
        super().__init__(server)
        self.environment = {key: value for key, value in os.environ.items() if key != "ALLOWED_HOSTS"}


async def beside(people: int, server: str) -> dict[str, object]:
    async with RoomHere(server) as room:
        crowd = await Crowd.enter(await room.seats(people), room.client)
        worker, meanwhile, alone = Worker(), list[float](), list[float]()
        try:
            while worker.goes_on():
                meanwhile += await turn(room, crowd)
                worker.hold()
                began = time.monotonic()
                alone += await turn(room, crowd)
                worker.go_on()
                worker.held += time.monotonic() - began
        finally:
            worker.go_on()
        crowd.leave()
        lost = len(crowd.sent) * people - len(meanwhile) - len(alone)
        paces = {"alone": in_ms(alone), "meanwhile": in_ms(meanwhile)}
        return {**worker.figures(), "people": people, "lost": lost, **paces}


async def turn(room: DialogitRoom, crowd: Crowd) -> list[float]:
    """Seconds of each delivery."""
    first, before, began = max(crowd.sent, default=-1) + 1, len(crowd.delays), time.perf_counter()
    posts = round(RATE * TURN_SECONDS)
    for number in range(first, first + posts):
        await asyncio.sleep(max(0, began + (number - first) / RATE - time.perf_counter()))
        crowd.expect(number)
        await room.post(number)
    await crowd.settle(before + posts * len(crowd.clients))
    return crowd.delays[before:]


def in_ms(delays: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles((1000 * delay for delay in delays), n=100)
    return {f"p{cut}": round(cuts[cut - 1], 1) for cut in (50, 95, 99)}


def told(folder_id: int) -> dict[str, object]:
    from django.db import connection

    from network.models import Folder
    from network.services.folder_making import storage

    folder = Folder.objects.get(pk=folder_id)
    parts = list(folder.parts.values_list("is_synthesis", "state"))
    assert folder.state == Folder.State.READY, folder.state
    return {
        "database": connection.vendor,
        "reports": sum(not is_synthesis for is_synthesis, _state in parts),
        "syntheses": sum(is_synthesis for is_synthesis, _state in parts),
        "left_out": sum(state != "made" for _is_synthesis, state in parts),
        "MB": round(storage().size(folder.file_name) / 1e6, 1),
    }


if __name__ == "__main__":
    main()
