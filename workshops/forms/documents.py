"""Which document somebody asks for."""

from __future__ import annotations

from django import forms
from django.conf import settings

from workshops.extension import reports


class DocumentForm(forms.Form):
    form = forms.ChoiceField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(form.key, form.label) for form in reports.FORMS.values()]
