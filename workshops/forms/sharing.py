"""What a facilitator words anew for the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.rewording import FIRST, RewordForm
from workshops.forms.texts import TextField


class RewordSharedForm(RewordForm):
    """Of a text of any kind, beginning with the words in which it would be shared now."""

    ids = "reword_shared"
    reworded = TextField(
        label=_("In the library"),
        help_text=_("The text itself stays as it was written."),
        widget=forms.Textarea(attrs=FIRST),
    )

    @classmethod
    def of(cls, thing: Any, data: Any = None) -> RewordForm:
        made: type[Any] = forms.modelform_factory(type(thing), form=cls, fields=("reworded",))
        thing.reworded = thing.told
        form: RewordForm = made(data, instance=thing)
        return form
