"""``{% years cells nothing %}``: the cells of one area in the table of areas by years.

They are made here and not in the template: there are hundreds of few kinds, and each kind is made once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NOTHING = """
<td role="cell" class="nothing">
  <svg class="sign" role="img" aria-label="{}"><use href="#sign-none" /></svg>
</td>"""
SOMETHING = """
<td role="cell">
  <span class="in-year" aria-hidden="true">{}</span>{}
</td>"""
MARK = """
  <span class="mark"><svg class="sign" aria-hidden="true"><use href="#sign-{}" /></svg> {}</span>"""


@register.simple_tag
def years(cells: Iterable[tuple[str, tuple[tuple[str, str], ...]]], nothing: str) -> SafeString:
    """``cells``: of each year the sign and the words of what there was; ``nothing`` is said where none."""
    return mark_safe("".join(_cell(year, marks, nothing) for year, marks in cells))  # noqa: S308


@lru_cache(maxsize=1000)
def _cell(year: str, marks: tuple[tuple[str, str], ...], nothing: str) -> SafeString:
    if not marks:
        return format_html(NOTHING, nothing)
    return format_html(SOMETHING, year, format_html_join("", MARK, marks))
