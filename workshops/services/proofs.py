"""Proofs of authorship end with the workshop: then nobody at all can show who wrote what."""

from __future__ import annotations

from django.apps import apps

from workshops.models import Withdrawn, Workshop
from workshops.models.base import Provable


def wipe(workshop: Workshop) -> None:
    for model in apps.get_models():
        if issubclass(model, Provable):
            model._default_manager.filter(**{model.workshop_path: workshop}).update(proof=None)
    Withdrawn.objects.filter(workshop=workshop).delete()
