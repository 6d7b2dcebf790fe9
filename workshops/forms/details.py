"""What a coordinator may change of a workshop: what it is called and for whom, never its course."""

from __future__ import annotations

from typing import Any

from django import forms

from workshops.forms.texts import TextField
from workshops.forms.workshop_settings import WorkshopSettingsForm
from workshops.models import Workshop
from workshops.queries import settings
from workshops.refusals import NotSaved


class DetailsForm(WorkshopSettingsForm):
    class Meta:
        model = Workshop
        fields = ("title", "focus_area", "own_focus", "areas", "recipients")
        field_classes = dict.fromkeys(("title", "own_focus", "recipients"), TextField)
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "recipients": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep_what_was_read()

    def clean(self) -> dict[str, Any]:
        """The admin saves what is valid, so what a colleague has changed meanwhile is told here."""
        data = super().clean()
        changes = self.changes()
        overtaken = settings.overtaken(self.instance, changes.pop("read"), changes)
        for name, words in settings.told_otherwise(self.instance, changes).items():
            self.add_error(name, words)
        if overtaken:
            self.tell(NotSaved(overtaken, settings.standing(self.instance, overtaken)))
        return data

    @property
    def changed_data(self) -> list[str]:
        """For the log."""
        return [name for name in self.changes() if name != "read"] if self.is_valid() else []
