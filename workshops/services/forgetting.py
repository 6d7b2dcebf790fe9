"""What goes as the course goes on, so that nobody can be found out by what lies about in the database.

As a step ends: the moment of each text. As a dialogue ends: who was called what and was where. As the
workshop closes: the proofs of who wrote what.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from workshops import live
from workshops.extension import hooks
from workshops.models import PhoneCode, Withdrawn, Workshop
from workshops.models.base import Provable
from workshops.services import traces


def moments(workshop: Workshop) -> None:
    """What was written in the step that ends is from no moment of its own any more, but from the step.

    An access log in front of the server has a moment for each connection, which would tell the texts of one
    phone. Among themselves they now come in the order of their ids, which chance has drawn.
    """
    began = workshop.moved_at
    for model in _provable():
        if began and hasattr(model, "created"):
            newer = {model.workshop_path: workshop, "created__gt": began}
            rows: QuerySet[Any] = model._default_manager.filter(**newer)
            rows.update(created=began)


def people(write: live.Write) -> None:
    """A dialogue is over: names, work units and who was in which group are of no use any more."""
    workshop = write.workshop
    workshop.participants.update(name="", home_unit="", group=None)
    PhoneCode.objects.filter(participant__workshop=workshop).delete()
    hooks.run_on_forget(write)
    traces.leave()


def proofs(workshop: Workshop) -> None:
    """The workshop closes: from here on nobody at all can show who wrote what.

    All rows of a kind are written anew by one statement, so that none tells by its version when it was made.
    """
    for model in _provable():
        model._default_manager.filter(**{model.workshop_path: workshop}).update(proof=None)
    Withdrawn.objects.filter(workshop=workshop).delete()


def _provable() -> list[type[Provable]]:
    return [model for model in apps.get_models() if issubclass(model, Provable)]
