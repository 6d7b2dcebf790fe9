"""Writes about documents: asking for one, and making it in the worker.

One is made for each form, language and ``rev``, whoever asks for it and however often. It is kept for an hour
and never longer than what it is made of.
"""

from __future__ import annotations

import faulthandler
import logging
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskContext, task

from workshops import live
from workshops.extension import reports
from workshops.models import Build, Workshop
from workshops.queries import builds as builds_queries
from workshops.queries.builds import State

logger = logging.getLogger(__name__)
FIRST = 10  # before mails, which nobody looks at while they go
SAID_EVERY = timedelta(seconds=5)


class Abandoned(Exception):
    """Nobody waits for the document any more."""


def request(*, workshop: Workshop, form: str, language: str) -> Build:
    """The document as the workshop stands now: made before, being made, or now waiting for the worker."""
    with live.writing(workshop, after_closing=live.AfterClosing.DOCUMENTS):
        build, is_new = Build.objects.get_or_create(
            workshop=workshop, form=form, language=language, rev=workshop.rev
        )
        if not is_new and _serves(build):
            return build
        now = timezone.now()
        build.state, build.done, build.total, build.begun_at = State.WAITING, 0, 0, None
        build.asked_at = build.watched_at = now
        build.save()
        make.enqueue(build.pk)
    return build


def _serves(build: Build) -> bool:
    """Ready and not too old, or under way and soon there."""
    if build.state == State.READY:
        return builds_queries.is_kept(build) and storage().exists(build.file_name)
    standing = builds_queries.standing(build)
    left = build.watched_at < timezone.now() - builds_queries.ABANDONED_AFTER
    return standing.goes_on and not standing.is_away and not (left and build.state == State.WAITING)


def watch(build: Build) -> None:
    """Somebody looks how far it is."""
    now = timezone.now()
    if build.watched_at < now - SAID_EVERY:
        Build.objects.filter(pk=build.pk).update(watched_at=now)


def cancel(*, build: Build) -> None:
    """Whoever waited for it has said that they do not. Others who wait ask for it anew."""
    Build.objects.filter(pk=build.pk, state__in=(State.WAITING, State.MAKING)).delete()


# --- in the worker ---


@task(priority=FIRST, takes_context=True)
def make(context: TaskContext, build_id: int) -> None:
    """Tried twice; a third time only when somebody asks. Faults are told by their kind alone."""
    build = _begun(build_id)
    if build is None:
        return
    faulthandler.dump_traceback_later(builds_queries.BUILD_TIMEOUT.total_seconds(), exit=True)
    try:
        with TemporaryFile() as file:
            _write(file, build, tries=2 - context.attempt // 2)
            _keep(build, file)
    except Abandoned:
        Build.objects.filter(pk=build.pk).delete()
    except Exception as problem:
        logger.warning("A document was not made: %s", type(problem).__name__)
        Build.objects.filter(pk=build.pk).update(state=State.FAILED)
    finally:
        faulthandler.cancel_dump_traceback_later()
        delete_expired()


def _begun(build_id: int) -> Build | None:
    """None when it is made by now, or when nobody waits for it."""
    wanted = Build.objects.filter(pk=build_id).exclude(state__in=(State.READY, State.FAILED))
    now = timezone.now()
    wanted.filter(watched_at__lt=now - builds_queries.ABANDONED_AFTER).delete()
    wanted.update(state=State.MAKING, begun_at=now, done=0, total=0)
    return wanted.select_related("workshop__organisation").first()


def _write(file: IO[bytes], build: Build, *, tries: int) -> None:
    def tell(done: int, total: int) -> None:
        _tell(build, done, total)

    try:
        tell(0, 0)
        reports.write(file, build.workshop, build.form, build.language, tell)
    except Abandoned:
        raise
    except Exception:
        if tries < 2:
            raise
        file.seek(0)
        file.truncate()
        _write(file, build, tries=tries - 1)


def _tell(build: Build, done: int, total: int) -> None:
    waited_for = Build.objects.filter(
        pk=build.pk, watched_at__gt=timezone.now() - builds_queries.ABANDONED_AFTER
    )
    if not waited_for.update(done=done, total=total):
        raise Abandoned


def _keep(build: Build, file: IO[bytes]) -> None:
    file.seek(0)
    storage().delete(build.file_name)
    storage().save(build.file_name, File(file))
    if not Build.objects.filter(pk=build.pk).update(state=State.READY, asked_at=timezone.now()):
        storage().delete(build.file_name)  # what it was made of has been purged meanwhile


# --- what goes ---


def storage() -> Storage:
    return storages["documents"]


def forget(workshop: Workshop) -> None:
    """As a part of a write: what the documents are made of is deleted, so they go too."""
    _delete(Q(workshop=workshop))


def delete_expired() -> int:
    """What is older than an hour goes, and files without a row; how many files there were."""
    _delete(Q(asked_at__lt=timezone.now() - builds_queries.BUILD_TTL))
    kept = {build.file_name for build in Build.objects.all()}
    try:
        _folders, files = storage().listdir("")
    except FileNotFoundError:
        return 0
    gone = [file for file in files if file not in kept and _is_old(file)]
    for file in gone:
        storage().delete(file)
    return len(gone)


def _is_old(file: str) -> bool:
    changed: datetime = storage().get_modified_time(file)
    return changed < timezone.now() - builds_queries.BUILD_TIMEOUT


def _delete(which: Q) -> None:
    found = Build.objects.filter(which)
    files = [build.file_name for build in found]
    found.delete()
    for file in files:
        storage().delete(file)
