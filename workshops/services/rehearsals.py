"""Rehearsals: a marked copy of a workshop to practise in, deleted when it is ended or after a day."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.extension import hooks
from workshops.models import User, Workshop
from workshops.refusals import Gone, Refused
from workshops.services import duplication, erasing, facilitation

TTL = timedelta(hours=24)


def begin(*, workshop: Workshop, user: User) -> Workshop:
    """The rehearsal of a workshop, made now if there is none; ``user`` leads it, the others are second."""
    clear_old()
    with live.writing(workshop, after_closing=live.AfterClosing.SETTINGS):
        if workshop.is_rehearsal:
            raise Refused(_("This is a rehearsal already."))
        guests = set(workshop.facilitations.filter(is_guest=True).values_list("user_id", flat=True))
        there = Workshop.objects.filter(rehearsal_of=workshop).first()
        if there:
            facilitation.add_second(workshop=there, user=user, is_guest=user.pk in guests)
            return there
        settings = {name: getattr(workshop, name) for name in (*duplication.SETTINGS, "recipients")}
        rehearsal = duplication.create_from(source=workshop, user=user, rehearsal_of=workshop, **settings)
        rehearsal.areas.set(workshop.areas.all())
        for colleague in workshop.facilitators.exclude(pk=user.pk):
            facilitation.add_second(workshop=rehearsal, user=colleague)
        rehearsal.facilitations.filter(user__in=guests).update(is_guest=True)
        return rehearsal


def end(*, rehearsal: Workshop) -> None:
    """Deletes the rehearsal with all that was written in it, and closes its screens."""
    if not rehearsal.is_rehearsal:
        raise Refused(_("This is not a rehearsal, so it will not be deleted."))
    with live.writing(rehearsal, after_closing=live.AfterClosing.ENDING) as write:
        hooks.run_on_rehearsal_end(write)
        erasing.erase(write)


def clear_old() -> int:
    """Ends the rehearsals that were begun more than a day ago, and says how many."""
    old = list(Workshop.objects.filter(rehearsal_of__isnull=False, created__lt=timezone.now() - TTL))
    for rehearsal in old:
        with suppress(Gone):  # somebody has just ended it
            end(rehearsal=rehearsal)
    return len(old)
