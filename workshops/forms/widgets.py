"""Fields as Django draws them, without its two templates for each: a page that is worked on has a hundred."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class _Plain(forms.Widget):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return self.drawn(self.get_context(name, value, attrs)["widget"])

    def drawn(self, told: dict[str, Any]) -> SafeString:
        value = "" if told["value"] is None else format_html(' value="{}"', told["value"])
        start = format_html('<input type="{}" name="{}"{}', told["type"], told["name"], value)
        return format_html("{}{}>", start, flatatt(told["attrs"]))


class PlainInput(_Plain, forms.TextInput):
    """One line."""


class PlainHidden(_Plain, forms.HiddenInput):
    """What is sent along."""


class PlainTextarea(_Plain, forms.Textarea):
    """Several lines. Browsers leave out the first line's end."""

    def drawn(self, told: dict[str, Any]) -> SafeString:
        attributes = flatatt(told["attrs"])
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>', told["name"], attributes, told["value"] or ""
        )
