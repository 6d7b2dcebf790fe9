"""What coordinators say of a turn in the plan of a series."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.selection import UNKNOWN
from network.forms.series import ChoiceForm, DayInput
from network.models import Series, Turn
from network.models.turns import REGION_LENGTH
from network.queries import series as series_queries
from workshops.forms.rewording import RewordForm
from workshops.forms.texts import SettingsForm, TextField
from workshops.models import Workshop


class TurnForm(RewordForm):
    class Meta:
        model = Turn
        fields = ("region", "host", "begins_on")
        field_classes = {"region": TextField}
        widgets = {"begins_on": DayInput()}

    def __init__(self, data: Any = None, *, instance: Turn) -> None:
        self.ids = f"turn_{instance.pk}"
        super().__init__(data, instance=instance)
        field: Any = self.fields["host"]
        field.queryset = series_queries.organisations_of(instance.series)
        field.empty_label = _("Not settled yet")
        field.error_messages = {**field.error_messages, **UNKNOWN}


class NewTurnForm(SettingsForm):
    region = TextField(label=_("sub-region"), max_length=REGION_LENGTH)
    host: Any = forms.ModelChoiceField(
        None,
        required=False,
        label=_("organised by"),
        empty_label=_("Not settled yet"),
        error_messages=UNKNOWN,
    )

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="new_turn_%s", **kwargs)
        field: Any = self.fields["host"]
        field.queryset = series_queries.organisations_of(series)


class MoveForm(SettingsForm):
    """``place`` is where the page showed it, from 1."""

    place = forms.IntegerField(min_value=1, max_value=32767)
    to = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])


class TurnWorkshopForm(ChoiceForm):
    chooses = "workshop"
    workshop: Any = forms.ModelChoiceField(
        Workshop.objects.none(), required=False, label=_("workshop"), empty_label="–", error_messages=UNKNOWN
    )

    def __init__(self, *args: Any, turn: Turn, **kwargs: Any) -> None:
        initial = {"workshop": turn.workshop_id, "read": str(turn.workshop_id or "")}
        super().__init__(*args, initial=initial, auto_id=f"turn_{turn.pk}_workshop_%s", **kwargs)
        field: Any = self.fields["workshop"]
        rows = Workshop.objects.filter(series_entries__series=turn.series_id)
        field.queryset = rows.filter(organisation=turn.host_id) if turn.host_id else rows

    def again(self, data: Any, row: Any) -> Self:
        return type(self)(data, turn=row)
