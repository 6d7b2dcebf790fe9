"""``manage.py worker``: does what takes long, such as documents and mails, beside the servers."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from dialogit import servers


class Command(BaseCommand):
    help = "Makes documents and sends mails. `serve` and `demo` start one by themselves, unless WORKER=0."

    def handle(self, *args: Any, **options: Any) -> None:
        servers.refuse_unmigrated()
        words = servers.worker()
        os.chdir(settings.BASE_DIR)
        os.execv(words[0], words)  # noqa: S606 - becomes the supervisor, so that signals reach it
