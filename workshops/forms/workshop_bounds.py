"""What bounds the fields of preparation: numbers, and what people were told before they joined."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from workshops.models import Organisation, Sharing, Workshop
from workshops.models.workshop import MAX_PEOPLE
from workshops.queries import settings

MAX_EACH = 20


def bound_numbers(fields: dict[str, forms.Field]) -> None:
    each, people = _("From 1 to 20."), _("From 1 to 500.")
    for name in ("votes_each", "pearls_each"):
        _bound(fields[name], MAX_EACH, each)
    for name in ("expected", "max_people"):
        _bound(fields[name], MAX_PEOPLE, people)


def _bound(field: forms.Field, most: int, wrong: Any) -> None:
    field.validators = [MinValueValidator(1, wrong), MaxValueValidator(most, wrong)]
    field.error_messages["invalid"] = wrong
    field.widget.attrs |= {"min": 1, "max": most}


def keep_to_what_was_told(fields: dict[str, forms.Field], workshop: Workshop) -> None:
    """Once somebody has joined only what tells less is offered, and the form says so."""
    if not settings.is_told(workshop):
        return
    organisation, sharing = fields["organisation"], fields["sharing"]
    assert isinstance(organisation, forms.ModelChoiceField)
    assert isinstance(sharing, forms.ChoiceField)
    organisation.queryset = Organisation.objects.filter(pk=workshop.organisation_id)
    organisation.empty_label = None
    sharing.choices = Sharing.choices[: Sharing.values.index(workshop.sharing) + 1]
    for name, words in settings.FIXED.items():
        fields[name].help_text = words
        fields[name].error_messages["invalid_choice"] = words
