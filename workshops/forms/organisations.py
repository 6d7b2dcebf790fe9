"""What an organisation is called, and how it is reached."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import SettingsModelForm, TextField
from workshops.models import Organisation


class OrganisationForm(SettingsModelForm):
    class Meta:
        model = Organisation
        fields = ("name", "language", "contact", "area", "notes_kept_days")
        field_classes = {"name": TextField}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Organisation.objects.named(name).exclude(pk=self.instance.pk).first()
        if same:
            words = _("“%(name)s” is in the list already. A name can stand there only once.")
            raise forms.ValidationError(words, params={"name": same.name})
        return name
