"""The fields of preparation with which facilitators choose whether and at what the welcome looks back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.models import User, Workshop
from workshops.queries import last_time


class FormerField(forms.ModelChoiceField):
    """A former workshop by its title, its last day and, where there are several, its organisation."""

    names_organisation = False
    is_gone = False  # what was chosen before cannot be shown any more

    def label_from_instance(self, obj: Any) -> str:
        told = last_time.about(obj)
        return f"{told} · {obj.organisation}" if self.names_organisation else told


def offer(fields: dict[str, forms.Field], user: User, workshop: Workshop, *, is_guest: bool = False) -> None:
    """What may be chosen: never the workshop itself, never another organisation's than one's own.

    A guest of the organisation leaves it as it stands or chooses nothing: the rest is not theirs to show.
    """
    fields["last_time"].help_text = gettext_lazy(
        "At the welcome everyone sees what a former workshop of your organisation "
        "agreed, and how far its tasks have come. Only closed workshops can be "
        "chosen, and only what their reports show is told."
    )
    organisations = list(user.memberships.values_list("organisation", flat=True).distinct())
    former = fields["former"]
    assert isinstance(former, FormerField)
    former.queryset = last_time.formers(organisations).exclude(pk=workshop.pk)
    if is_guest:
        standing: Any = fields["last_time"]
        standing.choices = [row for row in standing.choices if row[0] in ("", workshop.last_time)]
        former.queryset = last_time.formers([workshop.organisation_id]).filter(pk=workshop.former_id or 0)
    former.names_organisation = len(organisations) > 1
    former.empty_label = "–"
    former.error_messages["invalid_choice"] = last_time.UNFIT
    former.is_gone = workshop.last_time == Workshop.LastTime.CHOSEN and last_time.shown(workshop) is None
    if former.is_gone:
        former.help_text = gettext_lazy(
            "The workshop that was chosen here can no longer be shown, so nothing is shown. Choose another."
        )


def unfit(fields: dict[str, forms.Field], data: dict[str, Any]) -> dict[str, str]:
    """What does not fit together, by field. A choice that has come to nothing may stand as it is."""
    former, chosen = fields["former"], data.get("last_time") == Workshop.LastTime.CHOSEN
    assert isinstance(former, FormerField)
    if chosen and "former" in data and not data["former"] and not former.is_gone:
        return {"former": _("Choose the workshop whose agreement is shown.")}
    return last_time.unfit(data.get("organisation"), data.get("former"))
