"""A form of a workshop's settings, which saves what was changed in it and not what it only showed."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core import signing
from django.http import QueryDict

from workshops.forms.areas import WithAreas
from workshops.queries import settings
from workshops.refusals import NotSaved

READ_SALT = "workshops.forms.workshop_settings.read"


class ReadField(forms.CharField):
    """What stood when the page was read, signed."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def run_validators(self, value: Any) -> None:
        """Whatever a browser sends here has its signature, or counts as nothing read."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class WorkshopSettingsForm(WithAreas):
    read = ReadField()

    def names(self) -> tuple[str, ...]:
        """Of the settings, as `queries.settings` calls them."""
        return tuple(name for name in self._meta.fields or () if name != "read")

    def keep_what_was_read(self) -> dict[str, str]:
        """Before anything is cleaned, which writes into the instance. Of a new workshop there is nothing."""
        if not self.instance.pk:
            return {}
        standing = settings.standing(self.instance, self.names())
        self.fields["read"].initial = self._signed(standing)
        return standing

    def _signed(self, standing: dict[str, str]) -> str:
        return signing.dumps(standing, salt=self._salt)

    @property
    def _salt(self) -> str:
        """What was read of one workshop says nothing of another."""
        return f"{READ_SALT}.{self.instance.pk}"

    def clean_read(self) -> dict[str, str]:
        """What this page did not make counts as nothing read: all that is sent is saved."""
        try:
            return dict(signing.loads(self.cleaned_data["read"], salt=self._salt))
        except signing.BadSignature:
            return {}

    def changes(self) -> dict[str, Any]:
        """What differs from what was read, as `course.update_workshop` takes it."""
        read = self.cleaned_data["read"]
        sent = {name: self.cleaned_data[name] for name in self.names() if name in self.cleaned_data}
        changed = {
            name: value for name, value in sent.items() if settings.comparable(value) != read.get(name)
        }
        return {**changed, "read": read}

    def tell(self, refused: NotSaved) -> None:
        """Beside the fields; what stands now counts as read, so that saving again replaces it knowingly."""
        read = self.cleaned_data["read"] | refused.standing
        for name, words in refused.fields.items():
            self.add_error(name, words)
        data = cast(QueryDict, self.data).copy()
        data["read"] = self._signed(read)
        self.data = data
