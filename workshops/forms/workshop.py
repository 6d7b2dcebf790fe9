"""The form of preparation: every field has a sensible default, so title and organisation are enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops import phases
from workshops.models import Membership, Organisation, User, Workshop
from workshops.services.course import LONGEST_MINUTES
from workshops.wording import STEP_NAMES

WHEN = "%Y-%m-%dT%H:%M"


class WhenInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=WHEN)


class WorkshopForm(forms.ModelForm):
    class Meta:
        model = Workshop
        fields = (
            "title",
            "organisation",
            "municipalities",
            "focus_area",
            "own_focus",
            "language",
            "dialogue_1_at",
            "dialogue_2_at",
            "place",
            "recipients",
            "acute_crisis",
            "open_conflict",
            "votes_each",
            "pearls_each",
            "sharing",
        )
        widgets = {
            "dialogue_1_at": WhenInput,
            "dialogue_2_at": WhenInput,
            "municipalities": forms.CheckboxSelectMultiple,
            "recipients": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.filter(memberships__user=user).distinct()
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        if len(organisations) == 1:
            field.initial = organisations[0]
        for name in ("dialogue_1_at", "dialogue_2_at"):
            when = self.fields[name]
            assert isinstance(when, forms.DateTimeField)
            when.input_formats = [WHEN, "%Y-%m-%d %H:%M"]
        for phase in phases.TIMED:
            self.fields[f"minutes_{phase.key}"] = forms.IntegerField(
                label=_("Each café round") if phase.rounds else STEP_NAMES[phase.key],
                min_value=0,
                max_value=LONGEST_MINUTES,
                initial=self.instance.minutes_of(phase.key),
            )

    def minute_fields(self) -> list[Any]:
        return [self[f"minutes_{phase.key}"] for phase in phases.TIMED]

    def wrong_details(self) -> bool:
        """Whether a mistake hides among the fields that are usually folded away."""
        folded = {"votes_each", "pearls_each", *(f"minutes_{phase.key}" for phase in phases.TIMED)}
        return bool(folded & self.errors.keys())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("dialogue_1_at"), data.get("dialogue_2_at")
        if first and second and second <= first:
            self.add_error("dialogue_2_at", _("The second dialogue comes after the first."))
        if data.get("focus_area") == Workshop.FocusArea.OWN and not data.get("own_focus"):
            self.add_error("own_focus", _("Say in a few words what your own focus area is."))
        return data

    def fields_to_save(self) -> dict[str, Any]:
        """What the services take: the model's fields, with the minutes gathered into one."""
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        data["minutes"] = {phase.key: self.cleaned_data[f"minutes_{phase.key}"] for phase in phases.TIMED}
        return data


class CoFacilitatorForm(forms.Form):
    """Names a second facilitator, who must have an account in the workshop's organisation."""

    email = forms.EmailField(label=_("E-mail of the second facilitator"))

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def clean_email(self) -> User:
        membership = (
            Membership.objects.filter(
                organisation=self.workshop.organisation, user__email__iexact=self.cleaned_data["email"]
            )
            .select_related("user")
            .first()
        )
        if membership is None:
            raise forms.ValidationError(
                _("Nobody with this e-mail has an account in this organisation. Ask the coordinator.")
            )
        return membership.user
