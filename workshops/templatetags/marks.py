"""``{% mark key %}`` draws a mark, ``{{ key|origin }}`` says where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workshops.extension.origin_marks import mark_of, shape_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()


@register.simple_tag
def mark(key: object) -> SafeString:
    """As many ripples as the zone's number; decoration, its name always stands beside it."""
    shape = shape_of(mark_of(key).ripples)
    return format_html('<svg class="ripple" viewBox="0 0 40 40" aria-hidden="true">{}</svg>', shape)


@register.simple_tag
def mark_shape(key: object) -> SafeString:
    """The mark's shapes alone, in a 40 × 40 box, for use inside a larger picture."""
    return shape_of(mark_of(key).ripples)


@register.filter
def origin(key: object) -> str:
    return str(mark_of(key).origin)


@register.filter
def mark_label(key: object) -> StrPromise:
    """Said in a language by whoever shows it, so that it can be `called` as the room does."""
    return mark_of(key).label
