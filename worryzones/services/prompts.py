"""Writes about the questions of the tables."""

from __future__ import annotations

from workshops import live
from workshops.models import Workshop
from worryzones.models import Prompt


def set_prompts(*, workshop: Workshop, language: str, prompts: dict[int, list[str]]) -> None:
    """Replaces the workshop's own questions in one language; a zone without any asks the usual ones."""
    with live.writing(workshop) as write:
        Prompt.objects.filter(workshop=workshop, language=language).delete()
        Prompt.objects.bulk_create(
            Prompt(workshop=workshop, language=language, zone_number=zone, order=order, text=text)
            for zone, texts in prompts.items()
            for order, text in enumerate(texts)
        )
        write.refetch()


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
