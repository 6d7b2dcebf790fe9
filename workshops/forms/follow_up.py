"""Forms of the follow-up: how tasks come along, how they look, and who wants to be reminded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from workshops.forms.addresses import AddressField
from workshops.forms.rewording import RewordForm
from workshops.forms.texts import GuardedForm, SettingsForm, TextField
from workshops.models import NextTime, Task
from workshops.queries import follow_up

STATUSES = [(status, capfirst(label)) for status, label in Task.Status.choices]
SCALE = [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")]


class ToldForm(SettingsForm):
    """Of one task; all stand on the page as one form. ``read`` is the version that the writer saw."""

    read = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Status"), choices=STATUSES)
    how = TextField(
        label=_("How it went, in a line"),
        required=False,
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),  # all of it is seen on a phone
    )

    def __init__(self, data: Any = None, *, task: Task) -> None:
        self.task = task
        standing = {"read": follow_up.version_of(task), "status": task.status, "how": task.how}
        super().__init__(data, initial=standing, prefix=f"task-{task.pk}")

    def clean_how(self) -> str:
        return " ".join(str(self.cleaned_data["how"]).split())


class NextTimeForm(RewordForm):
    ids = "next_time"

    class Meta:
        model = NextTime
        fields = ("text",)
        field_classes = {"text": TextField}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "text": _("What would you do the same way, what otherwise? Your coordinators read this too.")
        }


class LooksForm(GuardedForm):
    """How each task looks to one who took part: 1–5 or nothing."""

    def __init__(self, data: Any = None, *, tasks: Iterable[Task], given: Mapping[int, int]) -> None:
        super().__init__(data, auto_id="looks_%s")
        for task in tasks:
            self.fields[f"task-{task.pk}"] = forms.ChoiceField(
                label=task.what,
                required=False,
                choices=SCALE,
                widget=forms.RadioSelect,
                initial=given.get(task.pk),
            )

    def scores(self) -> dict[int, int]:
        return {int(name.partition("-")[2]): int(s) for name, s in self.cleaned_data.items() if s}


class SubscribeForm(GuardedForm):
    address = AddressField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
