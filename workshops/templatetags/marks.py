"""``{% mark key %}`` draws a mark, ``{{ key|origin }}`` says where it comes from."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workshops.marks import mark_of

register = template.Library()
CORE = '<circle class="core" cx="20" cy="20" r="4"/>'
STAR = '<path class="core" d="M20 3 25 15 37 20 25 25 20 37 15 25 3 20 15 15Z"/>'
RADII = {1: (8,), 2: (8, 12), 3: (8, 12, 16), 4: (8, 12, 15.5, 19)}


@register.simple_tag
def mark(key: object) -> SafeString:
    """As many ripples as the zone's number; decoration, its name always stands beside it."""
    shape = shape_of(mark_of(key).ripples)
    return format_html('<svg class="ripple" viewBox="0 0 40 40" aria-hidden="true">{}</svg>', shape)


@register.simple_tag
def mark_shape(key: object) -> SafeString:
    """The mark's shapes alone, in a 40 × 40 box, for use inside a larger picture."""
    return shape_of(mark_of(key).ripples)


def shape_of(ripples: int) -> SafeString:
    if not ripples:
        return SafeString(STAR)
    rings = format_html_join("", '<circle cx="20" cy="20" r="{}"/>', ((r,) for r in RADII[ripples]))
    return SafeString(CORE) + rings


@register.filter
def origin(key: object) -> str:
    return str(mark_of(key).origin)


@register.filter
def mark_label(key: object) -> str:
    return str(mark_of(key).label)
