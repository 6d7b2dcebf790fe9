"""``{{ text|hits:found }}``: the words that were looked for, marked in a text that is escaped."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from practices.models import Practice
from practices.queries.search import Found
from workshops.text import words

register = template.Library()
# With what may stand inside a word, or above a letter of it
BETWEEN = rf"(?:{words.BETWEEN.pattern}|[\u0300-\u036f])+"
PIECES = re.compile(rf"{words.WORD.pattern}(?:{BETWEEN}{words.WORD.pattern})*")


@register.simple_tag
def hits(text: str, practice: Practice, found: Found | None) -> SafeString:
    """The text with what was found in it marked, as the practice's language reads its words."""
    if not found or not found.words:
        return conditional_escape(text)
    pieces, end = [], 0
    for word in PIECES.finditer(text):
        pieces.append(conditional_escape(text[end : word.start()]))
        pieces.append(_piece(word[0], practice.language, found))
        end = word.end()
    return mark_safe("".join([*pieces, conditional_escape(text[end:])]))  # noqa: S308 - each piece is escaped


@register.simple_tag
def further_hit(practice: Practice, found: Found | None) -> SafeString:
    """Where the name and the text have nothing of what was looked for: what else has it, as a paragraph."""
    if not found or not found.words or "<mark>" in hits(f"{practice} {practice.explained}", practice, found):
        return SafeString("")
    notes = (note for part in practice.provenance for note in (part["group"], *part["notes"]))
    for text in (practice.needed, practice.outcome, practice.keywords, *notes):
        marked = hits(text, practice, found)
        if "<mark>" in marked:
            return format_html('<p class="quiet" translate="no">… {}</p>', marked)
    return SafeString("")


def _piece(word: str, language: str, found: Found) -> SafeString:
    keys = [key for part in words.words_of(word) for key in words.keys_of(part, language)]
    is_hit = any(asked.finds(keys) for asked in found.words)
    return format_html("<mark>{}</mark>", word) if is_hit else conditional_escape(word)
