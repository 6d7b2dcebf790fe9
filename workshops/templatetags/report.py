"""``{{ pictures|address_of:file }}``: where the picture of a report is shown to whoever reads it here."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def address_of(pictures: Mapping[str, str], file: str) -> str:
    return pictures.get(file, "")
