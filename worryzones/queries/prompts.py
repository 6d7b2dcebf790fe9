"""Reads about the questions of the tables: a workshop's own wordings, and what a reader is asked."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import get_language, override

from workshops.models import Workshop
from worryzones import zones
from worryzones.models import Prompt
from worryzones.prompts import DEFAULT_PROMPTS

Wordings = dict[int, list[str]]


def own_wordings(workshop: Workshop) -> dict[str, Wordings]:
    """Language → zone number → the workshop's own questions."""
    own: dict[str, Wordings] = defaultdict(lambda: defaultdict(list))
    for prompt in Prompt.objects.filter(workshop=workshop):
        own[prompt.language][prompt.zone_number].append(prompt.text)
    return own


def prompts_of(workshop: Workshop) -> Wordings:
    """Each zone's questions for a reader of the active language: the workshop's own in it, else the usual."""
    language = get_language()
    own = own_wordings(workshop).get(language, {})
    return {number: own.get(number) or usual(number, language) for number in zones.NUMBERS}


def usual(zone_number: int, language: str) -> list[str]:
    with override(language):
        return [str(prompt) for prompt in DEFAULT_PROMPTS[zone_number]]
