from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.access.body_limit import MAX_FORM


class ReportImportForm(forms.Form):
    file = forms.FileField(
        label=_("The report’s data (JSON)"),
        help_text=_("The file that “Data (JSON)” on the report’s page downloads, or the one from the zip."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FORM:
            raise forms.ValidationError(_("This file is too large to be a report. Choose another one."))
        return file
