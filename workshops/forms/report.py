"""Forms of the report before it is shared: its foreword, what it leaves out, boxes of the one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops.documents.report import one_page
from workshops.extension import report_sections
from workshops.extension.one_page import TITLES
from workshops.forms.texts import SettingsForm, TextField
from workshops.models import Workshop
from workshops.queries import report_words
from workshops.queries.report_words import FOREWORD


class WordsForm(SettingsForm):
    """One part. ``read`` is its version when the form was made; ``usual`` is what a box says untouched."""

    read = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    words = TextField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, data: Any = None, *, workshop: Workshop, part: str, usual: str = "") -> None:
        self.part, self.usual = part, usual
        standing = report_words.words_of(workshop, part)
        self.is_own = bool(standing) if part == FOREWORD else standing is not None
        initial = {
            "read": report_words.version_of(workshop, part),
            "words": usual if standing is None else standing,
        }
        super().__init__(data, initial=initial, auto_id=f"{part}_%s")
        self.fields["words"].label = _("Foreword") if part == FOREWORD else TITLES[part]

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        over = one_page.too_many(self.part, words) if self.part != FOREWORD and words != self.usual else 0
        if over:
            message = ngettext(
                "This is about %(count)s line too long for its place on the page. Shorten it.",
                "This is about %(count)s lines too long for its place on the page. Shorten it.",
                over,
            )
            raise forms.ValidationError(message % {"count": over})
        return words

    def words_to_save(self) -> str | None:
        """None for a box that says what it says by itself."""
        words: str = self.cleaned_data["words"]
        return None if self.part != FOREWORD and words == self.usual else words


class SectionsForm(forms.Form):
    """Which sections the report has. ``read`` are those that it left out when the form was made."""

    read = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    kept = forms.MultipleChoiceField(
        label=_("What the report tells"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, workshop: Workshop) -> None:
        sections = report_sections.registered()
        kept = [section.key for section in sections if section.key not in workshop.left_out]
        super().__init__(data, initial={"read": ",".join(workshop.left_out), "kept": kept})
        self.fields["kept"].choices = [(section.key, section.title) for section in sections]  # type: ignore[attr-defined]

    def changes(self) -> dict[str, set[str]]:
        """What has been left out since it was read, and what has been taken back."""
        known = {section.key for section in report_sections.registered()}
        was = known.intersection(self.cleaned_data["read"].split(","))
        now = known - set(self.cleaned_data["kept"])
        return {"out": now - was, "back": was - now}
