"""Writes about material folders: asking for one, sharing it, ending it. The worker makes it."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.models import Folder, FolderPart
from network.queries import folders as folders_queries
from network.queries.selection import Selection
from network.services.folder_making import make_next, storage
from workshops import live
from workshops.live import Write
from workshops.models import User, Workshop
from workshops.refusals import Gone, Refused

FOLDER_TTL = timedelta(days=14)


def ask(*, selection: Selection, user: User, language: str) -> Folder:
    """Of the closed workshops that are selected now, and of the syntheses of them.

    One that is being made is answered with itself.
    """
    with live.holding(User.objects.filter(pk=user.pk)):
        going = folders_queries.of(user).filter(state=Folder.State.MAKING).first()
        if going:
            return going
        if Folder.objects.filter(user=user).count() >= folders_queries.MAX_FOLDERS:
            raise Refused(
                _("You have %(most)s folders already. Delete one of them first.")
                % {"most": folders_queries.MAX_FOLDERS}
            )
        workshops = list(selection.held.order_by("-closed_at", "pk")[: folders_queries.MAX_WORKSHOPS + 1])
        if not workshops:
            raise Refused(_("There is no closed workshop in this part of the network yet."))
        if len(workshops) > folders_queries.MAX_WORKSHOPS:
            raise Refused(
                _("A folder holds at most %(most)s workshops. Choose a year or a series.")
                % {"most": folders_queries.MAX_WORKSHOPS}
            )
        return _begun(selection, user, language, workshops)


def _begun(selection: Selection, user: User, language: str, workshops: list[Workshop]) -> Folder:
    with translation.override(language):
        title = selection.title
    until = timezone.localdate() + FOLDER_TTL
    folder = Folder.objects.create(user=user, title=title[:240], language=language, kept_until=until)
    parts = [*_synthesis_parts(selection), *_workshop_parts(workshops)]
    for order, part in enumerate(parts, 1):
        part.folder, part.order = folder, order
    FolderPart.objects.bulk_create(parts)
    make_next.enqueue(folder.pk)
    return folder


def _synthesis_parts(selection: Selection) -> list[FolderPart]:
    found = folders_queries.syntheses_in(selection)
    return [FolderPart(synthesis=one, title=one.title, is_synthesis=True) for one in found]


def _workshop_parts(workshops: list[Workshop]) -> list[FolderPart]:
    return [FolderPart(workshop=workshop, title=workshop.title) for workshop in workshops]


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
    _end(Folder.objects.filter(pk=folder.pk))


# --- what goes ---


def forget(write: Write) -> None:
    """The workshop's notes are purged, or it is deleted: so is what was made of it."""
    made_of = Q(workshop=write.workshop) | Q(told_of=write.workshop)
    parts = FolderPart.objects.filter(made_of)
    _end(Folder.objects.filter(pk__in=parts.values("folder")))


def sweep() -> int:
    """Those that have had their time, or whose maker may not read all of them any more; how many."""
    return _end(Folder.objects.filter(pk__in=[folder.pk for folder in folders_queries.ended()]))


def _end(which: QuerySet[Folder]) -> int:
    """Held, so that the worker writes nothing more of one that goes. How many there were."""
    with live.holding(which) as folders:
        names = [folder.file_name for folder in folders.values()]
        names += [part.file_name for part in FolderPart.objects.filter(folder__in=folders)]
        Folder.objects.filter(pk__in=folders).delete()

    def delete_files() -> None:
        for name in names:
            storage().delete(name)

    transaction.on_commit(delete_files)
    return len(folders)
