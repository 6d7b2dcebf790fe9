"""Writes about the questions of the tables."""

from __future__ import annotations

from django.db import transaction

from workshops import live
from workshops.models import Workshop
from worryzones.models import Prompt


@transaction.atomic
def set_prompts(*, workshop: Workshop, language: str, prompts: dict[int, list[str]]) -> None:
    """Replaces the workshop's own questions in one language; a zone without any asks the usual ones."""
    Prompt.objects.filter(workshop=workshop, language=language).delete()
    Prompt.objects.bulk_create(
        Prompt(workshop=workshop, language=language, zone_number=zone, order=order, text=text)
        for zone, texts in prompts.items()
        for order, text in enumerate(texts)
    )
    live.changed(workshop, whole=True)


def copy_prompts(source: Workshop, copy: Workshop) -> None:
    """The copy asks what the source asks."""
    Prompt.objects.bulk_create(
        Prompt(
            workshop=copy,
            language=prompt.language,
            zone_number=prompt.zone_number,
            order=prompt.order,
            text=prompt.text,
        )
        for prompt in Prompt.objects.filter(workshop=source)
    )
