from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import TextField, WrittenForm, refuse_identity_code
from worryzones import zones
from worryzones.models import Note
from worryzones.prompts import DEFAULT_PROMPTS

MOST_PROMPTS = 6
LONGEST_PROMPT = 240


class NoteForm(WrittenForm):
    kind = forms.ChoiceField(choices=Note.Kind.choices, initial=Note.Kind.SITUATION, widget=forms.RadioSelect)


class ThemeNameForm(forms.Form):
    """What a table calls the notes it has put together."""

    title = forms.CharField(
        label=_("Name of the theme group"),
        max_length=120,
        validators=[refuse_identity_code],
        error_messages={
            "required": _("Give the group a name: a question or a phrase."),
            "max_length": _("This is too long. Keep it under 120 characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class EditNoteForm(forms.Form):
    text = TextField(widget=forms.Textarea(attrs={"rows": 4}))


class PromptsForm(forms.Form):
    """A text area for each zone, a question a line; a zone with the usual ones keeps none of its own."""

    def __init__(self, *args: Any, prompts: dict[int, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for zone in zones.ZONES:
            self.fields[f"zone_{zone.number}"] = forms.CharField(
                label=zone.label,
                required=False,
                initial="\n".join(str(prompt) for prompt in prompts[zone.number]),
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.fields:
            lines = [line.strip() for line in data.get(name, "").splitlines() if line.strip()]
            if len(lines) > MOST_PROMPTS:
                self.add_error(name, _("At most six questions, each on its own line."))
            if any(len(line) > LONGEST_PROMPT for line in lines):
                self.add_error(name, _("A question is too long. Keep each under 240 characters."))
            data[name] = lines
        return data

    def own_prompts(self) -> dict[int, list[str]]:
        """What differs from the usual questions, zone by zone."""
        typed = {zone.number: self.cleaned_data[f"zone_{zone.number}"] for zone in zones.ZONES}
        return {number: lines for number, lines in typed.items() if lines != usual(number)}


def usual(zone_number: int) -> list[str]:
    return [str(prompt) for prompt in DEFAULT_PROMPTS[zone_number]]
