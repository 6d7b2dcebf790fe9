"""What is sent at the tables and on the page of who sits where."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import GuardedForm, NamedForm, TextField, WrittenForm
from workshops.models import Workshop
from workshops.models.workshop import MAX_PEOPLE
from worryzones import rotation
from worryzones.models import CafeGroup, Note, Table
from worryzones.queries import seats
from worryzones.queries.cafe import tables_of


class NoteForm(WrittenForm):
    kind = forms.ChoiceField(choices=Note.Kind.choices, initial=Note.Kind.SITUATION, widget=forms.RadioSelect)


class ThemeNameForm(GuardedForm):
    """What a table calls the notes it has put together."""

    title = TextField(
        label=_("Name of the theme group"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = _("Give the group a name: a question or a phrase.")

    @property
    def ticked(self) -> list[str]:
        """Ids of the notes that were chosen for the name, for the page that comes back with an error."""
        return cast(QueryDict, self.data).getlist("note") if self.is_bound else []


class PageForm(forms.Form):
    """A page that is open somewhere: an id that it made for itself and forgets."""

    page = forms.UUIDField()


class EditNoteForm(NamedForm):
    """Its kind stays as it is when none is sent."""

    ids = "edit"
    text = TextField(widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}))
    kind = forms.ChoiceField(choices=Note.Kind.choices, required=False, widget=forms.RadioSelect)


def theming_forms() -> dict[str, forms.Form]:
    """What a table at theming writes with, empty."""
    return {"form": NoteForm(), "edit_form": EditNoteForm(), "name_form": ThemeNameForm()}


class DealForm(forms.Form):
    """How many cafés side by side; left empty, as many as keep groups within eight."""

    cafes = forms.IntegerField(
        label=_("Cafés side by side"),
        required=False,
        error_messages={"invalid": _("Write a whole number, or leave this empty.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 3}),
    )
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)
    four = forms.BooleanField(label=_("Four groups already from eight people"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = seats.head_count(workshop)

    @property
    def may_ask_for_four(self) -> bool:
        """From twelve people up there are four groups anyway."""
        return self.people < rotation.FOUR_GROUPS_ASKED.stop

    def clean_four(self) -> bool:
        four: bool = self.cleaned_data["four"]
        if four and self.people < rotation.FOUR_GROUPS_ASKED.start:
            raise forms.ValidationError(_("For four groups there must be at least eight people."))
        return four

    def clean_cafes(self) -> int:
        people, cafes = self.people, self.cleaned_data["cafes"]
        if not people:
            raise forms.ValidationError(_("Nobody has come yet. Seat people when they are here."))
        fewest, most = rotation.cafes_for(people), rotation.most_cafes_for(people)
        if cafes is None:
            return fewest
        if cafes < fewest:
            words = _(
                "With %(people)s people there must be at least %(cafes)s cafés, "
                "or groups would have more than eight."
            )
            raise forms.ValidationError(words % {"people": people, "cafes": fewest})
        if cafes > most:
            words = _("With %(people)s people there are at most %(cafes)s, or a café would have under eight.")
            raise forms.ValidationError(words % {"people": people, "cafes": most})
        return cafes


class PhonelessForm(forms.Form):
    """How many in the room have no phone."""

    people = forms.IntegerField(
        label=_("People without a phone"),
        min_value=0,
        max_value=MAX_PEOPLE,
        error_messages={
            "required": _("Write a number, 0 when everyone has a phone."),
            "invalid": _("Write a number, 0 when everyone has a phone."),
            "min_value": _("Write a number, 0 when everyone has a phone."),
            "max_value": _("One workshop can seat up to 500 people."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 3}),
    )


class MoveForm(forms.Form):
    """With which group the people who are ticked walk from now on."""

    group = forms.ModelChoiceField(CafeGroup.objects.none())
    small = forms.BooleanField(required=False)  # a group of one or two may be left

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = _("This group has just been put together with another. Choose where they walk now.")
        field = self.fields["group"]
        field.queryset = CafeGroup.objects.filter(cafe__workshop=workshop)  # type: ignore[attr-defined]
        field.error_messages |= {"required": gone, "invalid_choice": gone}


class HostForm(forms.Form):
    """Which table the one who is ticked hosts."""

    table = forms.ModelChoiceField(Table.objects.none())

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = _("This table’s café has just been put together with another. Choose a table again.")
        self.fields["table"].queryset = tables_of(workshop)  # type: ignore[attr-defined]
        self.fields["table"].error_messages |= {"required": gone, "invalid_choice": gone}
