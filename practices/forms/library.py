"""What somebody looks for, and what somebody tells who tried a practice."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.models.practice import THEME_LENGTH
from practices.queries.facets import NAMES
from practices.queries.search import Wish
from workshops.extension import origin_marks
from workshops.forms.texts import SettingsForm, TextField
from workshops.models import Sharing, Workshop

QUERY_LENGTH = 200
UNKNOWN = {"invalid": _("There is no such choice."), "invalid_choice": _("There is no such choice.")}


def _marks() -> list[tuple[str, str]]:
    keys = origin_marks.keys()
    return list(zip(keys, keys, strict=True))


class SearchForm(forms.Form):
    """All of it stands in the address, so that a search is kept as a link. Nothing of it is stored."""

    q = TextField(required=False, max_length=QUERY_LENGTH, label=_("What are you looking for?"))
    zone = forms.ChoiceField(required=False, choices=_marks, error_messages=UNKNOWN)
    theme = TextField(required=False, max_length=THEME_LENGTH)
    focus = forms.ChoiceField(required=False, choices=Workshop.FocusArea.choices, error_messages=UNKNOWN)
    area = forms.IntegerField(required=False, min_value=1, max_value=2**31, error_messages=UNKNOWN)
    year = forms.IntegerField(required=False, min_value=2000, max_value=2200, error_messages=UNKNOWN)
    level = forms.ChoiceField(required=False, choices=Sharing.choices, error_messages=UNKNOWN)

    def wish(self) -> Wish:
        filters = {name: self.cleaned_data[name] for name in NAMES}
        return Wish(self.cleaned_data["q"], {name: value for name, value in filters.items() if value})

    def problems(self) -> list[Any]:
        """What is wrong with the filters, each once; what is wrong with the words stands beside them."""
        found = [error for name in NAMES for error in self.errors.get(name, ())]
        return list(dict.fromkeys(found))


class ExperienceForm(SettingsForm):
    """``id`` is new on the page: what is sent twice is one experience."""

    id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    text = TextField(label=_("How did it go?"), widget=forms.Textarea(attrs={"rows": 3}))
