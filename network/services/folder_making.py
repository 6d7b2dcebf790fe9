"""What the worker does for a material folder: part by part, and then all of them put together.

Each workshop, and each synthesis, is a task of its own, so that the papers a room waits for are made between
two of them.
"""

from __future__ import annotations

import faulthandler
import logging
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from network.documents import synthesis_files
from network.models import Folder, FolderPart, Quote, Synthesis
from network.queries import synthesis as synthesis_queries
from network.queries.folders import State
from workshops import live
from workshops.documents.report import as_zip
from workshops.extension import reports
from workshops.models import Workshop
from workshops.queries import builds

logger = logging.getLogger(__name__)
TRIES = 2
LAST = -10  # after the papers that somebody waits for, and after mails
STYLE = settings.BASE_DIR / "static/css/folder-index.css"
FORMS = ("page-pdf", "pdf", "docx", "csv", "json")


def storage() -> Storage:
    return storages["documents"]


@task(priority=LAST)
def make_next(folder_id: int) -> None:
    """The next part, or all of them put together. Ends itself when a part takes far too long."""
    folder = Folder.objects.filter(pk=folder_id, state=Folder.State.MAKING).first()
    if folder is None:
        return
    faulthandler.dump_traceback_later(builds.BUILD_TIMEOUT.total_seconds(), exit=True)
    try:
        waiting = folder.parts.filter(state=State.WAITING)
        part = waiting.select_related("workshop__organisation", "synthesis__organisation").first()
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
    if part.tries <= TRIES and (part.workshop or part.synthesis):
        try:
            with TemporaryFile() as file:
                as_zip.write(_papers(part), file)
                _keep(part.file_name, file)
            state = State.MADE
        except Exception as problem:
            logger.warning("Papers for a folder were not made: %s", type(problem).__name__)
    if not FolderPart.objects.filter(pk=part.pk).update(state=state):
        storage().delete(part.file_name)  # the folder was ended meanwhile


def _papers(part: FolderPart) -> Iterator[tuple[str, bytes]]:
    language = part.folder.language
    if part.synthesis:
        yield from _of_synthesis(part, part.synthesis, language)
    elif part.workshop:
        yield from _of_workshop(part.workshop, language)


def _of_synthesis(part: FolderPart, synthesis: Synthesis, language: str) -> Iterator[tuple[str, bytes]]:
    """Whose notes it may quote is written down before it is read, so that a purge meanwhile finds it."""
    held = synthesis_queries.selection_of(synthesis).held.order_by().values_list("pk", flat=True)
    quoted = Quote.objects.filter(finding__synthesis=synthesis).values_list("workshop", flat=True)
    with (
        _no_purge_under_way({*held, *quoted}) as told_of,
        live.holding(Folder.objects.filter(pk=part.folder_id)) as standing,
    ):
        if standing:  # else it was ended meanwhile, and what is made of it is deleted
            part.told_of.set(told_of)
    with translation.override(language):
        found = synthesis_files.read(synthesis)
        for form in synthesis_files.FORMS.values():
            yield synthesis_files.name_of(synthesis, form), form.made(found)


def _of_workshop(workshop: Workshop, language: str) -> Iterator[tuple[str, bytes]]:
    """The report's forms, and the pictures as they came."""
    with _no_purge_under_way({workshop.pk}):
        pass  # one that comes later finds this part
    job = reports.Job(workshop, language)
    with translation.override(language):
        set_together = reports.pdfs(job)
        for key in FORMS:
            form = reports.FORMS[key]
            if form.made:
                yield f"{job.name}{form.ending}", set_together.get(key) or form.made(job)
        yield from job.pictures_as_they_came()


@contextmanager
def _no_purge_under_way(workshops: Iterable[int]) -> Iterator[list[int]]:
    """A purge that has ended the folders which it found, and is not committed, would be read past.

    Those of the workshops that are still there.
    """
    with live.holding(Workshop.objects.filter(pk__in=workshops)) as held:
        yield list(held)


def _put_together(folder: Folder) -> None:
    parts = list(folder.parts.all())
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
