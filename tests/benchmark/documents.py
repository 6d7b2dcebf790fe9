"""What the report's forms cost for a large workshop: seconds of the clock and of the CPU, size, memory.

    uv run python -m tests.benchmark.documents

Of 500 notes and 40 different pictures of 1600 × 1200, in a new process that has nothing else, as the worker
has not: PDF and Word are to take at most 5 s each, the zip 10 s, and the process with what it starts 250 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from dialogit.worker_supervisor import MALLOC_ENV
from tests.benchmark.pages import set_up

NOTES, PICTURES, SIZE = 500, 40, (1600, 1200)
FORMS = ("page-pdf", "pdf", "docx", "csv", "json", "zip")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--of", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.of:
        write_all(asked.of)
    else:
        words = [sys.executable, "-m", "tests.benchmark.documents", "--of", large_workshop()]
        subprocess.run(words, check=True, env=os.environ | MALLOC_ENV)


def large_workshop() -> str:
    """The code of one that is made for it."""
    set_up()
    from django.core.files.base import ContentFile
    from PIL import Image

    from tests import factories
    from tests.images import written
    from tests.workshops.reported import closed_workshop
    from workshops.models import Picture

    def noise() -> bytes:
        content: bytes = written(Image.effect_noise(SIZE, 60).convert("RGB"), quality=70)
        return content

    user = factories.UserFactory()
    organisation = factories.OrganisationFactory()
    workshop = closed_workshop(organisation, user, notes=NOTES, pictures=PICTURES, picture=noise())
    for row in Picture.objects.all():  # each another one
        row.image.storage.delete(row.image.name)
        row.image.storage.save(row.image.name, ContentFile(noise()))
    return workshop.code


def write_all(code: str) -> None:
    """In the environment that ``set_up`` left."""
    import django

    django.setup()
    from workshops.extension import reports
    from workshops.models import Workshop

    workshop, memory = Workshop.objects.get(code=code), Memory()
    memory.start()
    for form in FORMS:
        clock, process = time.monotonic(), cpu_seconds()
        with TemporaryFile() as out:
            reports.write(out, workshop, form, "fi")
            size = out.tell()
        found = {
            "form": form,
            "s": round(time.monotonic() - clock, 2),
            "cpu_s": round(cpu_seconds() - process, 2),
            "MB": round(size / 1e6, 1),
            "peak_MB": memory.peak // 1024,
        }
        print(json.dumps(found), flush=True)


def cpu_seconds() -> float:
    """Of this process and of those that it has started."""
    return sum(os.times()[:4])


class Memory(threading.Thread):
    """The most that was seen at once, in kB. What two processes share is counted twice."""

    peak = 0

    def __init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        while True:
            self.peak = max(self.peak, sum(_resident_kb(pid) for pid in (os.getpid(), *_started())))
            time.sleep(0.005)


def _started() -> list[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return [int(pid) for each in lists for pid in each.read_text().split()]


def _resident_kb(pid: int) -> int:
    with suppress(OSError):  # it has ended
        found = re.search(r"^VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


if __name__ == "__main__":
    main()
