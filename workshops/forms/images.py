"""Forms of the pictures that groups add."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from workshops.documents import image_cleaning
from workshops.forms.open_space import NamedForm
from workshops.forms.texts import TextField, WrittenForm
from workshops.models.open_space import DESCRIPTION_LENGTH


def description_field(rows: int) -> TextField:
    field = TextField(
        label=_("What is in the picture?"),
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
    field.error_messages["required"] = _(
        "Say in a few words what is in the picture, for those who do not see it."
    )
    return field


class PictureForm(WrittenForm):
    """A photo or, with ``drawn``, a drawing; ``image`` comes out cleaned of all but its pixels."""

    text = description_field(2)
    drawn = forms.BooleanField(required=False, widget=forms.HiddenInput)
    image = forms.FileField(
        allow_empty_file=True,
        error_messages={"required": _("Take a photo, choose a picture or draw one first.")},
    )
    field_order = ("id", "text", "drawn", "image")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_picture_%s")
        hint = _("for example: our flip chart about mornings")
        super().__init__(*args, hint=hint, **kwargs)

    def clean_image(self) -> image_cleaning.Clean:
        file: UploadedFile = self.cleaned_data["image"]
        if (file.size or 0) > settings.MAX_PICTURE_BYTES:
            raise forms.ValidationError(image_cleaning.TOO_LARGE)
        try:
            return image_cleaning.cleaned(file, drawn=self.cleaned_data["drawn"])
        except image_cleaning.NotAPicture as refusal:
            raise forms.ValidationError(refusal.words) from None


class DescriptionForm(NamedForm):
    ids = "picture_edit"
    text = description_field(3)
