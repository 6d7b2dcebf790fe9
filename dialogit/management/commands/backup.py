"""``manage.py backup FOLDER``: a copy of what Dialogit keeps, taken while the server may be running."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

DATABASE = "dialogit.sqlite3"


class Command(BaseCommand):
    help = "Copies the database and the pictures into FOLDER, which is new or empty, while the server runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the copy goes")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(_("There is something in this folder already. Name a new one."))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if connection.vendor == "sqlite":
            copy_database(folder / DATABASE)
        # After the database: a picture that comes meanwhile is a file too many, not a row without its file.
        if Path(settings.MEDIA_ROOT).exists():
            shutil.copytree(settings.MEDIA_ROOT, folder / "media", copy_function=copy_if_it_is_there)
            (folder / "media").chmod(0o700)  # whatever a folder from elsewhere had
        self.stdout.write("\n".join(what_else(folder)))


def copy_database(file: Path) -> None:
    """By SQLite itself: newer writes may be in its log alone, which a copy of the file would miss."""
    file.touch(mode=0o600)
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)


def copy_if_it_is_there(source: str, target: str) -> None:
    """A picture may be withdrawn while its folder is copied."""
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)


def what_else(folder: Path) -> list[str]:
    """What the operator has to see to."""
    words = [_("The copy is in %(folder)s.") % {"folder": folder}]
    if connection.vendor != "sqlite":
        dump = f'pg_dump --format=custom --file={folder}.dump "$DATABASE_URL"'
        words.append(_("The database is not in it. Run this before each copy: %(line)s") % {"line": dump})
    return [
        *words,
        _("Keep SECRET_KEY, or the file secret-key, in another place: without it phones are strangers."),
        _("Notes and names are in the copy for as long as it is kept, whatever is deleted on the server."),
    ]
