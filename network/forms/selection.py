from __future__ import annotations

from typing import Any

from django import forms
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.queries import reach
from network.queries.selection import HELD_IN, Selection
from workshops.models import Area, Organisation

UNKNOWN = {"invalid_choice": _("There is no such choice.")}
NAMES = ("series", "organisation", "area", "year")


class SelectionForm(forms.Form):
    """What does not exist, or is not this coordinator's, is told and left out."""

    series: Any = forms.ModelChoiceField(
        None, required=False, label=_("Series"), empty_label=_("All"), error_messages=UNKNOWN
    )
    organisation: Any = forms.ModelChoiceField(
        None, required=False, label=_("Organisation"), empty_label=_("All"), error_messages=UNKNOWN
    )
    area: Any = forms.ModelChoiceField(
        None, required=False, label=_("Area"), empty_label=_("All"), error_messages=UNKNOWN
    )
    year = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("Year"), error_messages=UNKNOWN
    )

    def __init__(self, data: QueryDict, *, user: Any) -> None:
        super().__init__(data)
        self.user = user
        workshops = reach.workshops(user)
        fields: Any = self.fields
        fields["series"].queryset = reach.series(user)
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=workshops.values("organisation"))
        fields["area"].queryset = Area.objects.filter(
            pk__in=workshops.exclude(areas=None).values("areas"), merged_into=None
        )
        years = workshops.order_by().values_list(ExtractYear(HELD_IN), flat=True).distinct()
        fields["year"].choices = [("", _("All")), *((year, year) for year in sorted(years, reverse=True))]

    def selection(self) -> Selection:
        self.is_valid()
        chosen = {name: value for name in NAMES if (value := self.cleaned_data.get(name))}
        return Selection(
            self.user,
            **chosen,
            chosen={name: str(getattr(value, "pk", value)) for name, value in chosen.items()},
        )
