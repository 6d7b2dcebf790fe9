"""Writes about the questions of the tables."""

from __future__ import annotations

from django.db import transaction

from workshops import live
from workshops.models import Workshop
from worryzones.models import Prompt


@transaction.atomic
def set_prompts(*, workshop: Workshop, prompts: dict[int, list[str]]) -> None:
    """Replaces the workshop's own questions, zone by zone; a zone without any asks the usual ones."""
    Prompt.objects.filter(workshop=workshop).delete()
    Prompt.objects.bulk_create(
        Prompt(workshop=workshop, zone_number=zone, order=order, text=text)
        for zone, texts in prompts.items()
        for order, text in enumerate(texts)
    )
    live.changed(workshop, whole=True)
