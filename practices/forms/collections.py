"""What a coordinator says of a collection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from practices.models import Collection, CollectionLink
from practices.queries import collections
from workshops.forms.rewording import RewordForm
from workshops.forms.texts import SettingsForm, SettingsModelForm, TextField
from workshops.queries import coordinator_scope

NO_CHOICE = {"invalid_choice": _("There is no such choice.")}
FIELDS = ("name", "foreword", "language")


class Worded:
    model = Collection
    fields: tuple[str, ...] = FIELDS
    field_classes = {"name": TextField, "foreword": TextField}
    widgets = {"foreword": forms.Textarea(attrs={"rows": 6})}
    help_texts = {"foreword": _("Stands first on the page, in the PDF and in Word.")}


class CollectionForm(SettingsModelForm):
    """A new one. Who coordinates one organisation is not asked which."""

    class Meta(Worded):
        fields = ("organisation", *FIELDS)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = coordinator_scope.organisations(user)
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label = mine, None
        if mine.count() == 1:
            field.required, field.widget = False, forms.HiddenInput()
            field.initial = mine.get().pk
        self.initial["language"] = get_language()

    def clean_organisation(self) -> Any:
        field: Any = self.fields["organisation"]
        return self.cleaned_data["organisation"] or field.queryset.first()


class CollectionWordsForm(RewordForm):
    ids = "collection"

    class Meta(Worded):
        pass


class CollectForm(SettingsForm):
    collection = forms.ModelChoiceField(
        Collection.objects.none(), label=_("Collection"), empty_label=None, error_messages=NO_CHOICE
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="collect_%s", **kwargs)
        field: Any = self.fields["collection"]
        field.queryset = collections.of(user)


class AudienceForm(SettingsForm):
    audience = forms.ChoiceField(choices=CollectionLink.Audience.choices, error_messages=NO_CHOICE)
