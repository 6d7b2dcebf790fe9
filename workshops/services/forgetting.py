"""What goes as the course goes on, so that nobody can be found out by what lies about in the database.

As a step ends: the moment of each text. As a dialogue ends: who was called what and was where, and how one
got into its calls. As the workshop closes: the proofs of who wrote what, and what facilitators marked for
themselves.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from workshops import live
from workshops.course import phases
from workshops.extension import hooks
from workshops.models import OpenSpaceGroup, PhoneCode, Star, Withdrawn, Workshop
from workshops.models.base import Provable
from workshops.services import secure_deletion, withdrawing
from workshops.text import places


def moments(workshop: Workshop) -> None:
    """What was written in the step that ends is from no moment of its own any more, but from the step.

    An access log in front of the server has a moment for each connection, which would tell the texts of one
    phone. Among themselves they now come in the order of their ids, which chance has drawn.

    What was withdrawn does not come back into another step.
    """
    withdrawing.forget(workshop.withdrawn.all())
    began = workshop.moved_at
    for model in _provable():
        if began and hasattr(model, "created"):
            newer = {model.workshop_path: workshop, "created__gt": began}
            rows: QuerySet[Any] = model._default_manager.filter(**newer)
            rows.update(created=began)


def people(write: live.Write) -> None:
    """A dialogue is over: names, work units and who was in which group are of no use any more."""
    workshop = write.workshop
    if phases.is_after(workshop.phase, "agreement"):
        calls(OpenSpaceGroup.objects.filter(theme__workshop=workshop), "place")
    if workshop.is_closed:
        calls(Workshop.objects.filter(pk=workshop.pk), "place")
        workshop.refresh_from_db(fields=["place"])
    workshop.participants.update(name="", home_unit="", group=None)
    PhoneCode.objects.filter(participant__workshop=workshop).delete()
    hooks.run_on_forget(write)
    secure_deletion.schedule()


def calls(rows: QuerySet[Any], field: str) -> None:
    """Of where people met only the place in the house stays."""
    for pk, place in rows.filter(**{f"{field}__contains": "://"}).values_list("pk", field):
        rows.filter(pk=pk).update(**{field: places.read(place).here})


def proofs(workshop: Workshop) -> None:
    """The workshop closes: from here on nobody at all can show who wrote what.

    All rows of a kind are written anew by one statement, so that none tells by its version when it was made.
    """
    for model in _provable():
        model._default_manager.filter(**{model.workshop_path: workshop}).update(proof=None)
    Withdrawn.objects.filter(workshop=workshop).delete()
    Star.objects.filter(workshop=workshop).delete()


def _provable() -> list[type[Provable]]:
    return [model for model in apps.get_models() if issubclass(model, Provable)]
