"""How long a material folder of many reports takes in the worker, on one core at the worker's priority.

    uv run python -m tests.benchmark.folder
    uv run python -m tests.benchmark.folder --room 100
    DATABASE_URL=postgres://… uv run python -m tests.benchmark.folder --reports 100 --pictures 2

Workshops as the demo's, each with pictures, and a synthesis of them all. 100 are to take at most 180 s. With
``--room`` that many people sit in a workshop on the same core and the same database meanwhile, who write five
notes a second: ms from a note until each has it, first without the worker and then for as long as it works.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from dialogit import servers
from dialogit.worker_supervisor import MEMORY_GOES_BACK
from tests.benchmark.crowd import Crowd
from tests.benchmark.rooms import ROOT, DialogitRoom, to_core

LIMIT_SECONDS, RATE, ALONE_SECONDS = 180, 5, 20.0


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
    from network.services import synthesis as services
    from workshops.models import Organisation

    first = Organisation.objects.order_by("pk")[0]
    reached = Organisation.objects.values_list("pk", flat=True)
    made: Synthesis = services.begin(organisation=first, title="Kooste", reached=reached)
    heard = quotables.lines("heard", Selection(coordinator))[:60]
    for number in range(10):
        services.add(synthesis=made, part=Finding, title=f"Havainto {number}", text="Näin se oli. " * 9)
        finding = Finding.objects.get(synthesis=made, title=f"Havainto {number}")
        for line in heard[number::10]:
            services.take_quote(synthesis=made, finding_id=finding.pk, kind="heard", line=line)


class Worker:
    """Works until there is nothing more to do, at its own priority, on the core of the servers."""

    def __init__(self) -> None:
        self.began, self.before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run_tasks", "--batch", "--worker-id", "benchmark"],
            cwd=ROOT,
            env=os.environ | MEMORY_GOES_BACK,
            preexec_fn=lambda: to_core(0),
        )

    def goes_on(self) -> bool:
        return self.process.poll() is None

    def figures(self) -> dict[str, float]:
        """Seconds by the clock and of the processor."""
        assert self.process.wait() == 0
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime - self.before.ru_utime - self.before.ru_stime
        return {"s": round(time.monotonic() - self.began, 1), "cpu_s": round(cpu, 1)}


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
        until = time.monotonic() + ALONE_SECONDS
        alone = await pace(room, crowd, lambda: time.monotonic() < until)
        worker = Worker()
        meanwhile = await pace(room, crowd, worker.goes_on)
        crowd.leave()
        return {**worker.figures(), "people": people, "alone": alone, "meanwhile": meanwhile}


async def pace(room: DialogitRoom, crowd: Crowd, goes_on: Callable[[], bool]) -> dict[str, float]:
    """ms of all deliveries; ``late`` are notes that could not be posted within a second of their time."""
    first, before, late = max(crowd.sent, default=-1) + 1, len(crowd.delays), 0
    began = time.perf_counter()
    for number in itertools.count(first):
        due = began + (number - first) / RATE
        await asyncio.sleep(max(0, due - time.perf_counter()))
        if not goes_on():
            break
        late += time.perf_counter() - due > 1
        crowd.expect(number)
        await room.post(number)
    wanted = before + (number - first) * len(crowd.clients)
    await crowd.settle(wanted)
    cuts = statistics.quantiles((1000 * delay for delay in crowd.delays[before:]), n=100)
    ms = {f"p{cut}": round(cuts[cut - 1], 1) for cut in (50, 95, 99)}
    return {"notes": number - first, **ms, "lost": wanted - len(crowd.delays), "late": late}


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
