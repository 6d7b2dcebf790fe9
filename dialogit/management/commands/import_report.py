"""``manage.py import_report FILE``: a closed workshop made again of the JSON of its report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workshops.documents.report.codec import Unreadable
from workshops.models import Organisation
from workshops.services import report_import


class Command(BaseCommand):
    help = "Makes a closed workshop again of FILE, the data (JSON) of a report: without people and pictures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the report's data (JSON)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
            workshop = report_import.import_report(content=content, within=Organisation.objects.all())
        except OSError:
            raise CommandError(_("This file cannot be read.")) from None
        except Unreadable as fault:
            raise CommandError(report_import.words_of(fault)) from None
        words = _("The workshop “%(title)s” is here again. Its code is %(code)s.")
        self.stdout.write(words % {"title": workshop.title, "code": workshop.spoken_code})
