"""A stage as a simulated participant sees it: where the room is, what is written, what one can do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from django.urls import Resolver404, resolve

from workshops import phases

Attributes = dict[str, str]


@dataclass
class Control:
    """A form or a button that posts. ``fields`` holds the values on offer, those set already first."""

    path: str
    own: str = ""
    toggles: bool = False
    fields: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """The URL's name, such as ``worryzones:post_note``: what the control is for."""
        try:
            return resolve(self.path).view_name
        except Resolver404:
            return ""

    def offers(self, name: str) -> list[str]:
        return self.fields.get(name, [])

    def offer(self, name: str, value: str, first: bool = False) -> None:
        values = self.fields.setdefault(name, [])
        values.insert(0 if first else len(values), value)

    def as_it_stands(self) -> dict[str, str]:
        """What a browser would send if nothing were touched."""
        return {name: values[0] for name, values in self.fields.items() if values}


@dataclass
class Page:
    """``words`` is all text in one line; ``own`` the tokens of what this device wrote and marked."""

    region: Attributes = field(default_factory=dict)
    words: str = ""
    controls: list[Control] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> Page:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        return cls(reader.region, " ".join(" ".join(reader.words).split()), reader.controls)

    @property
    def step(self) -> str:
        return self.region.get("data-step", "")

    @property
    def round(self) -> int:
        return phases.parts_of(self.step)[1]

    @property
    def zone(self) -> int:
        return int(self.region.get("data-zone") or 0)

    @property
    def rev(self) -> int:
        return int(self.region.get("data-rev") or 0)

    @property
    def live(self) -> str:
        """The path of the socket; empty once there is nothing to follow."""
        return self.region.get("data-live", "").strip()

    @property
    def own(self) -> Sequence[str]:
        return self.region.get("data-own", "").split()

    def named(self, name: str) -> list[Control]:
        return [control for control in self.controls if control.name == name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.region: Attributes = {}
        self.words: list[str] = []
        self.controls: list[Control] = []
        self._form: Control | None = None
        self._select = ""
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("id") == "region":
            self.region = given
        if tag in ("script", "style"):
            self._silent = tag
        elif tag == "form":
            self._form = self._posting(
                given, given.get("action", "") if given.get("method") == "post" else ""
            )
        elif "hx-post" in given:
            self._posting(given)
        elif self._form and "disabled" not in given:
            self._take(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    def _posting(self, given: Attributes, action: str = "") -> Control | None:
        path = given.get("hx-post") or action
        if not path:
            return None
        control = Control(path, given.get("data-own", ""), "data-toggle" in given)
        for name, value in json.loads(given.get("hx-vals", "{}")).items():
            control.offer(name, str(value))
        self.controls.append(control)
        return control

    def _take(self, tag: str, given: Attributes) -> None:
        assert self._form
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._form.offer(self._select, value, first="selected" in given)
        elif tag in ("input", "button", "textarea") and name:
            self._form.offer(name, value, first="checked" in given)
