"""Forms that change the words of a row which two facilitators may change at once."""

from __future__ import annotations

from typing import Any, Self, cast

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from workshops.forms.texts import SettingsForm, SettingsModelForm
from workshops.forms.widgets import PlainHidden
from workshops.queries import versions

FIRST = {"rows": 3, "autofocus": True}  # the field that one comes to write in


class RewordForm(SettingsModelForm):
    """The words of one row. ``read`` is their version when the form was made."""

    ids: str  # begin with it, so that several forms can stand on one page
    read = forms.CharField(required=False, max_length=12, widget=PlainHidden)

    def __init__(self, data: Any = None, *, instance: Model) -> None:
        names = self._meta.fields or ()
        self.version = versions.version_of(instance, names)
        self.words_saved = versions.spoken(instance, names)
        super().__init__(data, instance=instance, initial={"read": self.version}, auto_id=f"{self.ids}_%s")

    def fields_to_save(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def joined_by_hand(self, row: Model) -> Self:
        """What was typed again, with what a colleague saved beside it and the version that now stands."""
        names = list(self._meta.fields or ())
        typed = cast(QueryDict, self.data).copy()
        typed["read"] = versions.version_of(row, names)
        again = type(self)(typed, instance=row)
        message = _("Your colleague saved this meanwhile: “%(words)s”. Join the two and save again.")
        again.full_clean()
        again.add_error(names[0], message % {"words": again.words_saved})
        return again


class MoveForm(SettingsForm):
    """``place`` is where the page showed it, from 1."""

    place = forms.IntegerField(min_value=1, max_value=32767)
    to = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
