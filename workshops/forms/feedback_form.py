"""The sentences of an organisation's feedback form: their words, their order, and which are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from workshops.course import statements
from workshops.course.statements import LANGUAGES, Form
from workshops.forms.texts import SettingsForm, TextField

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MAX_STATEMENTS, MAX_ASKED = 30, 12
RESERVED = {"id", "text", "csrfmiddlewaretoken"}  # other fields of the form on the phone
IN = {"fi": _("In Finnish"), "sv": _("In Swedish"), "en": _("In English")}


class WordsField(TextField):
    """A sentence, of which a long one is seen whole."""

    widget = forms.Textarea(attrs={"rows": 1})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=160, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class StatementForm(SettingsForm):
    """One sentence. ``standing`` is what is kept under its key: the key stays, the rest may change."""

    key = TextField(
        label=_("Key"),
        required=False,
        max_length=40,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Use small letters a to z, figures and hyphens."))],
        help_text=_(
            "Results are compared over time by this key, whatever the wording. It "
            "never changes. If you leave it empty, it is made from the words."
        ),
    )
    fi = WordsField(label=IN["fi"])
    sv = WordsField(label=IN["sv"])
    en = WordsField(label=IN["en"])
    place = forms.IntegerField(label=_("Place in the form"), min_value=1, max_value=99, required=False)
    asked = forms.BooleanField(label=_("Ask it"), required=False)

    def __init__(self, *args: Any, standing: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.standing = standing
        if standing:
            self.fields["key"].disabled = True
        for code in LANGUAGES:
            self.fields[code].widget.attrs["lang"] = code
        self.fields["place"].widget.attrs["inputmode"] = "numeric"

    @property
    def ready(self) -> str:
        """The usual words, which are asked where there are no own ones."""
        key = (self.standing or {}).get("key")
        return str(statements.USUAL[key]) if key in statements.USUAL else ""

    @property
    def is_empty(self) -> bool:
        """The one for another sentence, into which nothing was written."""
        if self.standing:
            return False
        written = (self.cleaned_data.get(name) for name in ("key", *LANGUAGES))
        return not self.errors and not any(written)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        words = next((data[code] for code in ("en", "fi", "sv") if data.get(code)), "")
        if not words and not self.errors and not self.ready and (self.standing or data.get("key")):
            self.add_error("fi", _("Write it in at least one language."))
        if words and not data.get("key") and not self.has_error("key"):
            data["key"] = slugify(words)[:40].strip("-") or "own"
        if data.get("key") in RESERVED:
            self.add_error("key", _("Dialogit uses this one itself. Choose another key."))
        return data

    @property
    def order(self) -> int:
        return (self.cleaned_data if self.is_bound else self.initial)["place"] or 99

    def entry(self) -> dict[str, Any]:
        """As it stands, where it has come since the page was read."""
        if self.standing and not self.is_bound:
            return self.standing
        data = self.cleaned_data
        return {"key": data["key"], **{code: data[code] for code in LANGUAGES}, "asked": data["asked"]}


class FeedbackFormForm:
    """All sentences of the form and one more; ``version`` is how often it had been saved when it was read."""

    def __init__(self, standing: Form, version: int, data: Any = None) -> None:
        self.version = self._read_version(data, version)
        self.is_bound, self.problem = data is not None, cast("StrPromise | str", "")
        self.rows = [
            StatementForm(
                data if data is None or f"{entry['key']}-place" in data else None,
                standing=entry,
                prefix=entry["key"],
                initial={"asked": True, **entry, "place": place},
            )
            for place, entry in enumerate(standing, 1)
        ]
        self.new = StatementForm(
            data, prefix="+", initial={"asked": True, "place": len(standing) + 1}
        )  # no key has a plus

    def _read_version(self, data: Any, version: int) -> int:
        sent = data.get("version", "") if data is not None else ""
        return int(sent) if sent.isdecimal() and len(sent) < 9 else version if data is None else -1

    def is_valid(self) -> bool:
        valid = [row.is_valid() for row in (*self.rows, self.new) if row.is_bound]  # each says what is wrong
        if not self.is_bound:
            return False
        self._look_at_new()
        if all(valid) and not self.new.errors:
            self._look_at_whole()
        return all(valid) and not (self.new.errors or self.problem)

    def _look_at_new(self) -> None:
        if self.new.cleaned_data.get("key") in {row.standing["key"] for row in self.rows if row.standing}:
            told = _("Another sentence has this key. Choose another one, or change that one.")
            self.new.add_error("key", told)

    def _look_at_whole(self) -> None:
        entries = self.entries()
        asked = sum(entry["asked"] for entry in entries)
        if not asked:
            self.problem = _("Ask at least one sentence: without any there would be no form.")
        elif asked > MAX_ASKED or len(entries) > MAX_STATEMENTS:
            self.problem = _("This is too much for two minutes. Ask at most twelve sentences.")

    def entries(self) -> Form:
        """In their order; of two with the same place the one that stood first."""
        kept = [row for row in (*self.rows, self.new) if not row.is_empty]
        return [row.entry() for row in sorted(kept, key=lambda row: row.order)]
