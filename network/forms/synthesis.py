"""What coordinators write of many workshops."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Finding, Proposal, Synthesis
from network.queries import themes
from workshops.forms.rewording import RewordForm
from workshops.forms.texts import SettingsModelForm, TextField
from workshops.forms.widgets import PlainTextarea

NO_CHOICE = {"invalid_choice": _("There is no such choice.")}


class SynthesisForm(SettingsModelForm):
    """A new one. Who coordinates one organisation is not asked which."""

    class Meta:
        model = Synthesis
        fields = ("organisation", "title", "language")
        field_classes = {"title": TextField}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = list(themes.keepers(user))
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label = themes.keepers(user), None
        field.label, field.error_messages["invalid_choice"] = _("Written by"), NO_CHOICE["invalid_choice"]
        if len(mine) == 1:
            field.required, field.widget = False, forms.HiddenInput()
            self.initial.setdefault("organisation", mine[0].pk)

    def clean_organisation(self) -> Any:
        field: Any = self.fields["organisation"]
        return self.cleaned_data["organisation"] or field.queryset.first()


class SynthesisWordsForm(RewordForm):
    ids = "synthesis"

    class Meta:
        model = Synthesis
        fields = ("title", "foreword", "language")
        field_classes = {"title": TextField, "foreword": TextField}
        widgets = {"foreword": PlainTextarea(attrs={"rows": 6})}
        help_texts = {"foreword": _("Stands first on the page, in the PDF and in Word.")}


class PartForm(RewordForm):
    """A new one, whose row has no id yet, or another wording of one that stands."""

    def __init__(self, data: Any = None, *, instance: Any) -> None:
        self.ids = f"{type(instance).__name__.lower()}-{instance.pk or 'new'}"
        super().__init__(data, instance=instance)


class FindingForm(PartForm):
    class Meta:
        model = Finding
        fields = ("title", "text")
        field_classes = {"title": TextField, "text": TextField}
        widgets = {"text": PlainTextarea(attrs={"rows": 5})}


class ProposalForm(PartForm):
    class Meta:
        model = Proposal
        fields = ("text",)
        field_classes = {"text": TextField}
        widgets = {"text": PlainTextarea(attrs={"rows": 3})}
