"""``manage.py run_tasks``: one worker process, as ``manage.py worker`` keeps it going."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django_tasks_db.management.commands import db_worker

from dialogit.worker_supervisor import END_WITH_INPUT, end_with_input
from workshops.services import tasks

SECONDS_BETWEEN_LOOKS = 0.5
NICE = 10


class Command(db_worker.Command):
    help = "Runs tasks until it is told to end. Started by `manage.py worker`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(END_WITH_INPUT, action="store_true")
        parser.set_defaults(interval=SECONDS_BETWEEN_LOOKS, startup_delay=False, reload=False, verbosity=0)

    def handle(self, **options: Any) -> None:
        if options.pop("end_with_input"):
            end_with_input()
        with suppress(OSError, AttributeError):  # Windows has no such thing
            os.nice(NICE)  # the rooms on this machine come first
        tasks.take_up_again(options["worker_id"])
        super().handle(**options)
