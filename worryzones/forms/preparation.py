"""What facilitators write before people come: the questions of each table, and where the tables are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from workshops.course.called_out import called_out
from workshops.forms.texts import PlaceField, SettingsForm, TextField
from workshops.models.open_space import PLACE_LENGTH
from workshops.text import text_normalisation
from worryzones import zones
from worryzones.queries.prompts import Wordings, usual
from worryzones.queries.table_places import Key

MAX_PROMPTS = 6
MAX_PROMPT_LENGTH = 240
MAX_PROMPTS_LENGTH = 4000  # what is longer is not even looked through for lines


def has_words(line: str) -> bool:
    return any(character.isalnum() for character in line)


def lines_of(typed: str | None) -> list[str]:
    return [line.strip() for line in (typed or "").splitlines() if text_normalisation.shows(line)]


class PromptsForm(SettingsForm):
    """A text area for each zone, a question a line, in one ``language``; names are those of the ``room``."""

    def __init__(self, *args: Any, own: dict[str, Wordings], language: str, room: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own, self.language = own, language
        self.usual = {number: usual(number, language) for number in zones.NUMBERS}
        for zone in zones.ZONES:
            self.fields[f"zone_{zone.number}"] = TextField(
                label=called_out(zone.label, room),
                required=False,
                max_length=MAX_PROMPTS_LENGTH,
                initial="\n".join(own.get(language, {}).get(zone.number) or self.usual[zone.number]),
                widget=forms.Textarea(attrs={"rows": 5, "lang": language}),
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each zone with its field, the default questions that are not in it, and who is asked those."""
        return [self._zone(zone) for zone in zones.ZONES]

    def _zone(self, zone: zones.Zone) -> dict[str, Any]:
        field, ready = self[f"zone_{zone.number}"], self.usual[zone.number]
        typed = lines_of(field.value())
        missing = [(place, question) for place, question in enumerate(ready) if question not in typed]
        return {
            "zone": zone,
            "field": field,
            "missing": missing,
            "is_changed": typed != ready,
            "asked_ready": self._others_asked_ready(zone.number),
        }

    def _others_asked_ready(self, zone_number: int) -> list[str]:
        """The languages in which this zone asks the default questions, while here it has its own."""
        if not self.own.get(self.language, {}).get(zone_number):
            return []
        others = [(code, name) for code, name in settings.LANGUAGES if code != self.language]
        return [str(name) for code, name in others if not self.own.get(code, {}).get(zone_number)]

    def with_usual(self, which: str) -> dict[str, str]:
        """What is typed, with default questions put back: those of ``"all"`` zones, of one (``"2"``), or one
        of its questions in its place (``"2-0"``)."""
        typed = {name: self[name].value() or "" for name in self.fields}
        for number, ready in self.usual.items():
            name = f"zone_{number}"
            if which in ("all", str(number)):
                typed[name] = "\n".join(ready)
            for place, question in enumerate(ready):
                if which == f"{number}-{place}":
                    lines = lines_of(typed[name])
                    typed[name] = "\n".join([*lines[:place], question, *lines[place:]])
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in self.fields:
            lines = lines_of(data.get(name))
            if any(not has_words(line) for line in lines):
                self.add_error(name, _("A question needs words. Write it out, or take its line away."))
            if len(lines) > MAX_PROMPTS:
                self.add_error(name, _("At most six questions, each on its own line."))
            if any(len(line) > MAX_PROMPT_LENGTH for line in lines):
                self.add_error(name, _("A question is too long. Use at most 240 characters for each."))
            data[name] = lines
        return data

    def own_prompts(self) -> Wordings:
        """What is worth keeping, zone by zone: the default questions are asked anyway."""
        typed = {number: self.cleaned_data[f"zone_{number}"] for number in zones.NUMBERS}
        return {number: lines for number, lines in typed.items() if lines != self.usual[number]}


class TablePlacesForm(SettingsForm):
    """A line for each table; what a colleague changed meanwhile stays where this page changes nothing.

    ``room`` is the language that names are called out in.
    """

    def __init__(
        self, *args: Any, written: Mapping[Key, str], cafes: list[int], room: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"table_{c}_{number}": (c, number) for c in cafes for number in zones.NUMBERS}
        for name, key in self.keys.items():
            label = f"{key[1]} · {called_out(zones.BY_NUMBER[key[1]].label, room)}"
            place = written.get(key, "")
            field = PlaceField(label=label, required=False, words=PLACE_LENGTH, initial=place)
            field.show_hidden_initial, self.fields[name] = True, field

    def tables(self) -> list[tuple[int, zones.Zone, forms.BoundField]]:
        return [(cafe, zones.BY_NUMBER[zone], self[name]) for name, (cafe, zone) in self.keys.items()]

    def changes(self) -> dict[Key, str]:
        return {self.keys[name]: self.cleaned_data[name] for name in self.changed_data}
