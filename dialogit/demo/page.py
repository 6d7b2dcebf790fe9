"""A stage as a simulated participant sees it: where the room is, what is written, what one can do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from django.urls import Resolver404, resolve

from workshops.course import phases

Attributes = dict[str, str]


@dataclass
class Control:
    """A form or a button that posts. ``sent`` is what a browser sends if nothing in it is touched.

    ``offers`` holds the values one can choose, by name: radios, checkboxes, options, buttons.
    """

    path: str
    own: str = ""
    toggles: bool = False
    form: str = ""
    sent: dict[str, str] = field(default_factory=dict)
    offers: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """The URL's name, such as ``worryzones:post_note``: what the control is for."""
        try:
            return resolve(self.path).view_name
        except Resolver404:
            return ""

    def choices(self, name: str) -> list[str]:
        return self.offers.get(name, [])


@dataclass
class Page:
    """``words`` is all text in one line; ``lists`` the ids of what lies in each list of the page."""

    region: Attributes = field(default_factory=dict)
    words: str = ""
    controls: list[Control] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, html: str) -> Page:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        reader.bring_together()
        words = " ".join(" ".join(reader.words).split())
        return cls(reader.region, words, reader.controls, reader.lists)

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
        """The tokens of what this device wrote, marked and chose."""
        return self.region.get("data-own", "").split()

    def named(self, name: str) -> list[Control]:
        return [control for control in self.controls if control.name == name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.region: Attributes = {}
        self.words: list[str] = []
        self.controls: list[Control] = []
        self.lists: dict[str, list[str]] = {}
        self._forms: dict[str, Control] = {}
        self._elsewhere: list[tuple[str, str, Attributes]] = []  # fields of a form that lies elsewhere
        self._form: Control | None = None
        self._select = ""
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("id") == "region":
            self.region = given
        if "data-into" in given:
            self.lists.setdefault(given["data-into"], []).append(given.get("id", ""))
        if tag in ("script", "style"):
            self._silent = tag
        elif tag == "form":
            self._open_form(given)
        elif "hx-post" in given:
            self._add_control(given, given["hx-post"])
        elif "form" in given:
            self._elsewhere.append((given["form"], tag, given))
        elif self._form:
            self._take(self._form, tag, given)

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

    def bring_together(self) -> None:
        """Gives forms their fields that lie elsewhere in the page, and buttons the form they send."""
        for form, tag, given in self._elsewhere:
            if form in self._forms:
                self._take(self._forms[form], tag, given)
        for control in self.controls:
            if control.form in self._forms:
                whole = self._forms[control.form]
                control.sent, control.offers = whole.sent | control.sent, whole.offers

    def _open_form(self, given: Attributes) -> None:
        path = given.get("hx-post") or given.get("action", "")
        if given.get("method") == "post" and path:
            self._form = self._add_control(given, path)
            if "id" in given:
                self._forms[given["id"]] = self._form

    def _add_control(self, given: Attributes, path: str) -> Control:
        sent = {name: str(value) for name, value in json.loads(given.get("hx-vals", "{}")).items()}
        own, form = given.get("data-own", ""), given.get("form", "")
        control = Control(path, own, "data-toggle" in given, form, sent)
        self.controls.append(control)
        return control

    def _take(self, form: Control, tag: str, given: Attributes) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        kind = given.get("type", "") if tag == "input" else tag
        if tag == "select":
            self._select = name
        elif kind in ("radio", "checkbox", "button") and name:
            form.offers.setdefault(name, []).append(value)
            if "checked" in given:
                form.sent[name] = value
        elif kind == "option" and self._select:
            form.offers.setdefault(self._select, []).append(value)
            form.sent.setdefault(self._select, value)
        elif tag in ("input", "textarea") and name:
            form.sent[name] = value
