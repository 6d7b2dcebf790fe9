"""How long a material folder of many reports takes in the worker, on one core at the worker's priority.

    uv run python -m tests.benchmark.folder
    DATABASE_URL=postgres://… uv run python -m tests.benchmark.folder --reports 100 --pictures 2

Workshops as the demo's, each with pictures, and a synthesis of them all. 100 are to take at most 180 s.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from datetime import timedelta

from dialogit.worker_supervisor import MEMORY_GOES_BACK
from tests.benchmark.rooms import ROOT, to_core

LIMIT_SECONDS = 180


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--pictures", type=int, default=2, help="of each workshop")
    asked = parser.parse_args()
    from tests.benchmark.network import set_up

    set_up()
    folder = ask(asked.reports, asked.pictures)
    seconds, cpu = work()
    print(
        json.dumps({**told(folder), "s": round(seconds, 1), "cpu_s": round(cpu, 1), "limit_s": LIMIT_SECONDS})
    )


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


def work() -> tuple[float, float]:
    """Seconds by the clock and of the processor until the worker has nothing more to do."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "manage.py", "run_tasks", "--batch", "--worker-id", "benchmark"],
        check=True,
        cwd=ROOT,
        env=os.environ | MEMORY_GOES_BACK,
        preexec_fn=lambda: to_core(0),
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu


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
