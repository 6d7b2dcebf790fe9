"""A form of the report that takes five seconds to make, for what happens in the midst of it."""

from __future__ import annotations

import time
from typing import Any

from django.apps import AppConfig

STEPS = 50


def make(job: Any) -> bytes:
    for step in range(STEPS):
        job.tell(step, STEPS)
        time.sleep(0.1)
    return b"made slowly"


class Slow(AppConfig):
    name = "tests.faults.slow_documents"
    label = "slow_documents"

    def ready(self) -> None:
        from workshops.extension import reports

        reports.FORMS["slow"] = reports.Form("slow", "Slow", "text/plain", make)
