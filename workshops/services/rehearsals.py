"""Rehearsals: a marked copy of a workshop to practise in, deleted when it is ended or after a day."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.close_codes import CloseCode
from workshops.models import Picture, Practice, User, Workshop
from workshops.queries.course import locked
from workshops.refusals import Refused
from workshops.services import copies, course, images

LASTS = timedelta(hours=24)


@transaction.atomic
def begin(*, workshop: Workshop, user: User) -> Workshop:
    """The rehearsal of a workshop, made now if there is none; ``user`` leads it, the others are second."""
    clear_old()
    locked(workshop)
    if workshop.is_rehearsal:
        raise Refused(_("This is a rehearsal already."))
    there = Workshop.objects.filter(rehearsal_of=workshop).first()
    if there:
        course.add_second(workshop=there, user=user)
        return there
    settings = {name: getattr(workshop, name) for name in (*copies.SETTINGS, "recipients")}
    rehearsal = copies.create_from(source=workshop, user=user, rehearsal_of=workshop, **settings)
    rehearsal.municipalities.set(workshop.municipalities.all())
    for colleague in workshop.facilitators.exclude(pk=user.pk):
        course.add_second(workshop=rehearsal, user=colleague)
    return rehearsal


@transaction.atomic
def end(*, rehearsal: Workshop) -> None:
    """Deletes the rehearsal with all that was written in it, and closes its screens."""
    if not rehearsal.is_rehearsal:
        raise Refused(_("This is no rehearsal, and it stays."))
    files = list(Picture.objects.filter(workshop=rehearsal).values_list("image", flat=True))
    live.changed(rehearsal, whole=True)
    live.shut(rehearsal.pk, CloseCode.OVER)
    Practice.objects.filter(workshop=rehearsal).delete()
    Workshop.objects.filter(pk=rehearsal.pk).delete()  # by its row: the frames after commit need the id
    images.forget_files(files)


def clear_old() -> int:
    """Ends the rehearsals that were begun more than a day ago, and says how many."""
    old = list(Workshop.objects.filter(rehearsal_of__isnull=False, created__lt=timezone.now() - LASTS))
    for rehearsal in old:
        end(rehearsal=rehearsal)
    return len(old)
