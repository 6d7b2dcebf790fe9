"""Reads about the questions of the tables: a workshop's own wordings, and what a reader is asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, override

from workshops.models import Workshop
from worryzones import zones
from worryzones.models import Prompt
from worryzones.prompts import DEFAULT_PROMPTS

Wordings = dict[int, list[str]]


@dataclass(frozen=True)
class Question:
    """``language`` is named only where it is not the reader's own, so that the page can mark it."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        return self.text


def own_wordings(workshop: Workshop) -> dict[str, Wordings]:
    """Language → zone number → the workshop's own questions."""
    own: dict[str, Wordings] = defaultdict(lambda: defaultdict(list))
    for prompt in Prompt.objects.filter(workshop=workshop):
        own[prompt.language][prompt.zone_number].append(prompt.text)
    return own


def prompts_of(workshop: Workshop) -> dict[int, list[Question]]:
    """Each zone's questions for a reader of the active language."""
    own, reads = own_wordings(workshop), get_language()
    return {number: asked(own, number, reads, workshop.language) for number in zones.NUMBERS}


def asked(own: dict[str, Wordings], zone_number: int, reads: str, first_choice: str) -> list[Question]:
    """The workshop's own questions in the reader's language, else in another one, else the usual ones."""
    for language in (reads, first_choice, *dict(settings.LANGUAGES)):
        texts = own.get(language, {}).get(zone_number)
        if texts:
            return [Question(text, "" if language == reads else language) for text in texts]
    return [Question(text) for text in usual(zone_number, reads)]


def usual(zone_number: int, language: str) -> list[str]:
    with override(language):
        return [str(prompt) for prompt in DEFAULT_PROMPTS[zone_number]]
