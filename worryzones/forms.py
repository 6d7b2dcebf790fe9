from __future__ import annotations

from django import forms

from workshops.forms.texts import TextField, WrittenForm
from worryzones.models import Note


class NoteForm(WrittenForm):
    kind = forms.ChoiceField(
        choices=Note.Kind.choices, initial=Note.Kind.SITUATION, widget=forms.RadioSelect
    )


class EditNoteForm(forms.Form):
    text = TextField(widget=forms.Textarea(attrs={"rows": 4}))
