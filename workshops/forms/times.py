"""Forms about time: the minutes of the phases ahead, and when the day ends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops.course import phases
from workshops.course.schedule_fit import TooShort
from workshops.course.step_labels import STEP_NAMES
from workshops.forms.workshop import MinutesField
from workshops.models import Workshop
from workshops.queries import times
from workshops.text import dates


class MinutesForm(forms.Form):
    """Minutes for each phase of the dialogue that is still ahead. Only Open Space may be without an end."""

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "minutes_%s"
        for stretch in times.stretches(workshop, timezone.now()):
            if stretch.begun:
                continue
            phase = phases.BY_KEY[stretch.phase]
            self.fields[phase.key] = MinutesField(
                is_open=not phase.minutes,
                label=_("Each café round") if phase.rounds else STEP_NAMES[phase.key],
                initial=stretch.minutes or None,
            )


class EndForm(forms.Form):
    """When this dialogue ends today. ``plan`` says what that does to each phase."""

    end = forms.TimeField(
        label=_("This dialogue ends at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={
            "required": _("Give the time, such as 15:30."),
            "invalid": _("Give the time, such as 15:30."),
        },
    )
    expected = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, workshop: Workshop) -> None:
        super().__init__(data, initial={"expected": workshop.step}, auto_id="times_%s")
        self.workshop = workshop
        self.plan: dict[str, Any] = {}

    def clean_end(self) -> datetime:
        now = timezone.now()
        begin = timezone.localtime(times.begins(self.workshop, now))
        wall = self.cleaned_data["end"]
        end = begin.replace(hour=wall.hour, minute=wall.minute, second=0, microsecond=0)
        if end <= begin:
            raise forms.ValidationError(
                _("That time has already passed: it is %(now)s now.")
                if begin <= timezone.localtime(now)
                else _("That is before the dialogue begins at %(now)s."),
                params={"now": dates.clock(begin)},
            )
        return self._planned(end)

    def _planned(self, end: datetime) -> datetime:
        try:
            self.plan = times.plan(self.workshop, end)
        except TooShort as short:
            raise forms.ValidationError(
                ngettext(
                    "That is too soon: the remaining phases need at least %(needed)s minute.",
                    "That is too soon: the remaining phases need at least %(needed)s minutes.",
                    short.needed,
                ),
                params={"needed": short.needed},
            ) from None
        return end
