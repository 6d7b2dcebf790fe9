from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.queries import scope
from network.queries.selection import HELD_IN, Selection
from workshops.models import Area, Organisation

UNKNOWN = {"invalid_choice": _("There is no such choice.")}
NAMES = ("series", "organisation", "area", "year")


class SelectionForm(forms.Form):
    """What does not exist, or is not this coordinator's, is told and left out."""

    series: Any = forms.ModelChoiceField(None, required=False, label=_("Series"), error_messages=UNKNOWN)
    organisation: Any = forms.ModelChoiceField(
        None, required=False, label=_("Organisation"), error_messages=UNKNOWN
    )
    area: Any = forms.ModelChoiceField(None, required=False, label=_("Area"), error_messages=UNKNOWN)
    year = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("Year"), error_messages=UNKNOWN
    )

    def __init__(self, data: QueryDict, *, user: Any) -> None:
        super().__init__(data)
        self.user = user
        workshops = scope.workshops(user)
        areas = workshops.exclude(areas=None).values("areas")
        self._offer("series", scope.series(user))
        self._offer("organisation", Organisation.objects.filter(pk__in=workshops.values("organisation")))
        self._offer("area", Area.objects.filter(pk__in=areas, merged_into=None))
        years = workshops.order_by().values_list(ExtractYear(HELD_IN), flat=True).distinct()
        fields: Any = self.fields
        fields["year"].choices = [
            ("", _("All")),
            *((str(year), str(year)) for year in sorted(years, reverse=True)),
        ]

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        """By their names alone: this stands on every page, and a row has many more columns."""
        field: Any = self.fields[name]
        field.queryset, named = rows, rows.values_list("pk", "name")
        field.choices = lambda: [("", _("All")), *((str(pk), label) for pk, label in named)]

    def selection(self) -> Selection:
        self.is_valid()
        chosen = {name: value for name in NAMES if (value := self.cleaned_data.get(name))}
        return Selection(
            self.user,
            **chosen,
            chosen={name: str(getattr(value, "pk", value)) for name, value in chosen.items()},
        )
