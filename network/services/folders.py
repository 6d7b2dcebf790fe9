"""Writes about material folders: asking for one, making it part by part in the worker, sharing it, ending it.

Each workshop is a task of its own, so that the papers a room waits for are made between two of them.
"""

from __future__ import annotations

import faulthandler
import logging
import secrets
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from network.models import Folder, FolderPart
from network.queries import folders as queries
from network.queries.folders import State
from network.queries.selection import Selection
from workshops import live
from workshops.documents.report import as_zip
from workshops.extension import reports
from workshops.live import Write
from workshops.models import User, Workshop
from workshops.queries import builds
from workshops.refusals import Gone, Refused

logger = logging.getLogger(__name__)
KEPT = timedelta(days=14)
TRIES = 2
LAST = -10  # after the papers that somebody waits for, and after mails
STYLE = settings.BASE_DIR / "static/css/folder-index.css"
FORMS = ("page-pdf", "pdf", "docx", "csv", "json")


def ask(*, selection: Selection, user: User, language: str) -> Folder:
    """Of the closed workshops that are selected now. One that is being made is answered with itself."""
    with live.holding(User.objects.filter(pk=user.pk)):
        going = queries.of(user).filter(state=Folder.State.MAKING).first()
        if going:
            return going
        if Folder.objects.filter(user=user).count() >= queries.MOST_OF_ONE:
            raise Refused(
                _("You have %(most)s folders already. Delete one of them first.")
                % {"most": queries.MOST_OF_ONE}
            )
        workshops = list(selection.held.order_by("-closed_at", "pk")[: queries.MOST + 1])
        if not workshops:
            raise Refused(_("There is no closed workshop in this part of the network yet."))
        if len(workshops) > queries.MOST:
            raise Refused(
                _("A folder holds at most %(most)s workshops. Choose a year or a series.")
                % {"most": queries.MOST}
            )
        return _begun(selection, user, language, workshops)


def _begun(selection: Selection, user: User, language: str, workshops: list[Workshop]) -> Folder:
    with translation.override(language):
        title = selection.title
    until = timezone.localdate() + KEPT
    folder = Folder.objects.create(user=user, title=title[:240], language=language, kept_until=until)
    FolderPart.objects.bulk_create(
        FolderPart(folder=folder, workshop=workshop, title=workshop.title, order=order)
        for order, workshop in enumerate(workshops, 1)
    )
    make_next.enqueue(folder.pk)
    return folder


def share(*, folder: Folder, on: bool) -> None:
    """A link for whoever has it, until the folder ends; off ends it, and a new one has another address."""
    with live.holding(Folder.objects.filter(pk=folder.pk)) as held:
        row = held.get(folder.pk)
        if row is None:
            raise Gone(_("This folder has been deleted."))
        row.seed = (row.seed or secrets.token_urlsafe(16)) if on else ""
        row.save(update_fields=["seed"])


def delete(*, folder: Folder) -> None:
    """Also while it is being made: the worker finds nothing to go on with."""
    with live.holding(Folder.objects.filter(pk=folder.pk)) as held:
        _end(list(held.values()))


# --- in the worker ---


@task(priority=LAST)
def make_next(folder_id: int) -> None:
    """The next part, or all of them put together. Ends itself when a part takes far too long."""
    folder = Folder.objects.filter(pk=folder_id, state=Folder.State.MAKING).first()
    if folder is None:
        return
    faulthandler.dump_traceback_later(builds.LONGEST.total_seconds(), exit=True)
    try:
        part = folder.parts.filter(state=State.WAITING).select_related("workshop__organisation").first()
        if part is None:
            _put_together(folder)
            return
        _make(part)
        make_next.enqueue(folder_id)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _make(part: FolderPart) -> None:
    """Tried again by the next task when the worker dies in the midst of it; faults are told by their kind."""
    part.tries += 1
    FolderPart.objects.filter(pk=part.pk).update(tries=part.tries)
    state = State.LEFT_OUT
    if part.workshop and part.tries <= TRIES:
        try:
            with TemporaryFile() as file:
                as_zip.write(_papers(part.workshop, part.folder.language), file)
                _keep(part.file_name, file)
            state = State.MADE
        except Exception as problem:
            logger.warning("Papers for a folder were not made: %s", type(problem).__name__)
    if not FolderPart.objects.filter(pk=part.pk).update(state=state):
        storage().delete(part.file_name)  # the folder was ended meanwhile


def _papers(workshop: Workshop, language: str) -> Iterator[tuple[str, bytes]]:
    """The report's forms, and the pictures as they came."""
    job = reports.Job(workshop, language)
    with translation.override(language):
        for key in FORMS:
            form = reports.FORMS[key]
            if form.made:
                yield f"{job.name}{form.ending}", form.made(job)
        yield from job.pictures_as_they_came()


def _put_together(folder: Folder) -> None:
    parts = list(folder.parts.select_related("workshop__organisation"))
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as archive:
            listed = [(part, _copied(part, archive)) for part in parts]
            archive.writestr("index.html", _index(folder, listed), zipfile.ZIP_DEFLATED)
            archive.write(STYLE, "style.css")
        _keep(folder.file_name, file)
    for part in parts:
        storage().delete(part.file_name)
    if not Folder.objects.filter(pk=folder.pk).update(state=Folder.State.READY):
        storage().delete(folder.file_name)


def _copied(part: FolderPart, archive: zipfile.ZipFile) -> list[str]:
    """The names of its files in the whole; none where it was left out."""
    if part.state != State.MADE or not storage().exists(part.file_name):
        return []
    with storage().open(part.file_name) as file, zipfile.ZipFile(file) as own:
        for info in own.infolist():
            archive.writestr(f"{part.place}/{info.filename}", own.read(info), info.compress_type)
        return [f"{part.place}/{name}" for name in own.namelist()]


def _index(folder: Folder, listed: list[tuple[FolderPart, list[str]]]) -> str:
    with translation.override(folder.language):
        return render_to_string("network/folder_index.html", {"folder": folder, "listed": listed})


def _keep(name: str, file: IO[bytes]) -> None:
    file.seek(0)
    storage().delete(name)
    storage().save(name, File(file))


# --- what goes ---


def storage() -> Storage:
    return storages["documents"]


def forget(write: Write) -> None:
    """The workshop's notes are purged, or it is deleted: so is what was made of it."""
    _end(list(Folder.objects.filter(parts__workshop=write.workshop).distinct()))


def sweep() -> int:
    """Those that have had their time, or whose maker may not read all of them any more; how many."""
    old = queries.ended()
    _end(old)
    return len(old)


def _end(folders: list[Folder]) -> None:
    names = [folder.file_name for folder in folders]
    names += [part.file_name for folder in folders for part in folder.parts.all()]
    Folder.objects.filter(pk__in=[folder.pk for folder in folders]).delete()

    def delete_files() -> None:
        for name in names:
            storage().delete(name)

    transaction.on_commit(delete_files)
