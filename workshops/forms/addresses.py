"""E-mail addresses of those to whom the report is promised, as people type and paste them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.forms.texts import SettingsForm, TextField
from workshops.queries import recipients

BETWEEN = re.compile(r"[\s,;]+")
NAMED = re.compile(r"[^<>,;\n]*<\s*([^<>\s]+)\s*>")  # Aino Virtanen <aino@…>
MAX_ADDRESS_LENGTH = 254


class AddressField(TextField):
    """One address. Being one is what it is for, so it is not asked about."""

    is_guarded = False
    default_error_messages = {"required": gettext_lazy("Write an e-mail address.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": MAX_ADDRESS_LENGTH, **kwargs})

    def clean(self, value: Any) -> str:
        address = super().clean(value).lower()
        if address:
            _validate([address])
        return address


class AddressesField(TextField):
    """Several of them, by lines, commas or spaces; what it cleans has one on each line."""

    is_guarded = False

    def __init__(self, **kwargs: Any) -> None:
        longest = recipients.MAX_RECIPIENTS * (MAX_ADDRESS_LENGTH + 1)
        widget = forms.Textarea(attrs={"rows": 3, "inputmode": "email", "autocomplete": "off"})
        super().__init__(**{"max_length": longest, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        addresses = _addresses_in(super().clean(value))
        _validate(addresses)
        twice = sorted({address for address in addresses if addresses.count(address) > 1})
        if twice:
            raise ValidationError(_("This address is here twice: %(address)s") % {"address": twice[0]})
        if len(addresses) > recipients.MAX_RECIPIENTS:
            words = ngettext(
                "These are %(count)s address. There can be at most %(most)s.",
                "These are %(count)s addresses. There can be at most %(most)s.",
                len(addresses),
            )
            raise ValidationError(words % {"count": len(addresses), "most": recipients.MAX_RECIPIENTS})
        return "\n".join(sorted(addresses))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"translate": "no", "spellcheck": "false"}


def _addresses_in(typed: str) -> list[str]:
    return [part.lower() for part in BETWEEN.split(NAMED.sub(r"\1 ", typed)) if part]


def _validate(addresses: list[str]) -> None:
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            words = _("This is not an e-mail address: %(address)s. Check it.")
            raise ValidationError(words % {"address": address}) from None
        if len(address) > MAX_ADDRESS_LENGTH:
            raise ValidationError(_("This address is too long: %(address)s…") % {"address": address[:60]})


class CorrectionForm(SettingsForm):
    address = AddressField(label=gettext_lazy("E-mail address"))
