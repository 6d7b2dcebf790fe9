"""``{% pearl %}`` draws a pearl, ``{% for dot in heads|dots %}`` counts out people as dots."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

register = template.Library()
MAX_IN_A_CROWD = 120
MAX_DOTS = 12  # more than this is read as a number
PEARL = (
    '<svg class="pearl" viewBox="0 0 24 24" aria-hidden="true">'
    '<circle cx="12" cy="12" r="9.5"/><path d="M7 11.5a5.2 5.2 0 0 1 4.6-4.6"/></svg>'
)


@register.simple_tag
def pearl() -> SafeString:
    return SafeString(PEARL)


@register.filter
def dots(heads: int) -> range:
    """As many as there are people; none when there are too many to see at a glance."""
    return range(heads if heads <= MAX_DOTS else 0)


@register.filter
def crowd(heads: int) -> range:
    """A dot for each who has come, to be seen growing rather than counted."""
    return range(min(heads, MAX_IN_A_CROWD))
