"""The form of preparation: title, organisation and who gets the summary; the rest has sensible defaults."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from workshops.access.permissions import is_member
from workshops.course import phases
from workshops.course.step_labels import STEP_NAMES
from workshops.extension.belonging import Beginning
from workshops.forms import last_time, workshop_bounds
from workshops.forms.addresses import AddressesField
from workshops.forms.co_facilitator import SecondField, colleague
from workshops.forms.texts import TextField, VenueField
from workshops.forms.workshop_settings import WorkshopSettingsForm
from workshops.models import Organisation, User, Workshop
from workshops.queries import settings

WHEN = "%Y-%m-%dT%H:%M"
MAX_PHASE_MINUTES = 240
FARTHEST = timedelta(days=5 * 365)


class WhenInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=WHEN)


class MinutesField(forms.IntegerField):
    """``is_open``: left empty, the phase ends when it ends; such a phase is stored as 0."""

    def __init__(self, *, is_open: bool, **kwargs: Any) -> None:
        words = _("From 1 to 240 minutes. Leave it empty if this phase has no set end.")
        wrong = words if is_open else _("From 1 to 240 minutes.")
        super().__init__(min_value=1, max_value=MAX_PHASE_MINUTES, required=not is_open, **kwargs)
        self.error_messages |= {"required": wrong, "invalid": wrong}
        for validator in self.validators:
            if isinstance(validator, MinValueValidator | MaxValueValidator):
                validator.message = wrong

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class WorkshopForm(WorkshopSettingsForm):
    go_on = forms.BooleanField(
        required=False, label=_("We have talked it over: a dialogue is right for us all the same")
    )
    second = SecondField()
    addresses = AddressesField(
        required=False,
        label=_("their e-mail addresses"),
        help_text=_(
            "When the workshop is closed you send each a link to the report. Participants do not see the "
            "addresses, and they are deleted some weeks after the notes. No more can be added once people "
            "have joined."
        ),
    )

    class Meta:
        model = Workshop
        fields = (
            "title",
            "organisation",
            "areas",
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
            "expected",
            "max_people",
            "asks_home_unit",
            "last_time",
            "former",
        )
        field_classes = {
            "former": last_time.FormerField,
            **dict.fromkeys(("title", "own_focus", "recipients"), TextField),
            "place": VenueField,
        }
        widgets = {
            "dialogue_1_at": WhenInput,
            "dialogue_2_at": WhenInput,
            "recipients": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "place": _(
                "A link to a call makes it a workshop from afar. A room may stand before the link, "
                "a telephone number or a code after it."
            ),
            "recipients": _("Roles or names. People see it before they join, so write it down now."),
        }

    def __init__(self, *args: Any, user: User, part_of: Beginning | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.part_of = user, part_of
        self.is_guest = bool(self.instance.pk) and not is_member(user, self.instance)
        self._offer_organisations()
        self._prepare_dates()
        self._need_recipients()
        last_time.offer(self.fields, user, self.instance, is_guest=self.is_guest)
        workshop_bounds.keep_to_what_was_told(self.fields, self.instance)
        self._begin_options_with_capitals()
        workshop_bounds.bound_numbers(self.fields)
        self._add_minutes()
        self.fields["addresses"].initial = self.keep_what_was_read().get("addresses")
        self.fields["go_on"].initial = self.instance.acute_crisis or self.instance.open_conflict

    def _offer_organisations(self) -> None:
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        mine = Organisation.objects.filter(memberships__user=self.user).distinct()
        if self.is_guest:  # who moves the workshop nowhere
            mine = Organisation.objects.filter(pk=self.instance.organisation_id)
        field.queryset = mine.filter(pk__in=self.part_of.organisations) if self.part_of else mine
        if len(field.queryset) == 1 and not self.initial.get("organisation"):
            self.initial["organisation"] = field.queryset[0].pk
        if not field.queryset:
            field.help_text = self._where_from()

    def _where_from(self) -> Any:
        if not self.user.is_superuser:
            return _("You belong to no organisation yet. Ask the coordinator to add you to one.")
        told = _("You belong to no organisation yet. Add one, and then yourself to it:")
        records = reverse("admin:workshops_organisation_changelist")
        return format_html('{} <a href="{}">{}</a>', told, records, _("Organisations"))

    def _begin_options_with_capitals(self) -> None:
        for name in ("focus_area", "language", "sharing"):
            field: Any = self.fields[name]
            field.choices = [(value, capfirst(label)) for value, label in field.choices]

    def _prepare_dates(self) -> None:
        for name in ("dialogue_1_at", "dialogue_2_at"):
            when = self.fields[name]
            assert isinstance(when, forms.DateTimeField)
            when.input_formats = [WHEN, "%Y-%m-%d %H:%M"]

    def _need_recipients(self) -> None:
        field = self.fields["recipients"]
        field.required = True
        field.error_messages["required"] = _("Write down who will receive the summary, before anyone joins.")

    def _add_minutes(self) -> None:
        for phase in phases.TIMED:
            self.fields[f"minutes_{phase.key}"] = MinutesField(
                is_open=not phase.minutes,
                label=_("Each café round") if phase.rounds else STEP_NAMES[phase.key],
                initial=self.instance.minutes_of(phase.key) or None,
            )

    def names(self) -> tuple[str, ...]:
        return (*super().names(), "addresses", *settings.MINUTES)

    def minute_fields(self) -> list[Any]:
        return [self[f"minutes_{phase.key}"] for phase in phases.TIMED]

    def wrong_details(self) -> bool:
        """Whether a mistake hides among the fields that are usually folded away."""
        folded = {"votes_each", "pearls_each", *(f"minutes_{phase.key}" for phase in phases.TIMED)}
        return bool(folded & self.errors.keys())

    # --- what fits together ---

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._check_dates(data)
        if (data.get("acute_crisis") or data.get("open_conflict")) and not data.get("go_on"):
            self.add_error("go_on", _("Read the advice above. If you go on all the same, say so here."))
        unfit = settings.told_otherwise(self.instance, self.changes())
        unfit |= settings.too_little_room(self.instance, data) | last_time.unfit(self.fields, data)
        for name, words in unfit.items():
            self.add_error(name, words)
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        first, second = data.get("dialogue_1_at"), data.get("dialogue_2_at")
        if first and second and second <= first:
            self.add_error("dialogue_2_at", _("The second dialogue comes after the first."))
        for name, when in (("dialogue_1_at", first), ("dialogue_2_at", second)):
            if when is None or name not in self.changed_data or self.has_error(name):
                continue
            if when.date() < timezone.localdate():
                self.add_error(name, _("This day is already past."))
            elif when.date() > timezone.localdate() + FARTHEST:
                self.add_error(name, _("This is more than five years away. Check the year."))

    def clean_second(self) -> str:
        email = self.cleaned_data["second"]
        return colleague(email, self.user) if email else ""

    def fields_to_save(self) -> dict[str, Any]:
        """What the services take: the model's fields, with the minutes gathered into one."""
        data = {name: self.cleaned_data[name] for name in (*self.Meta.fields, "addresses")}
        data["minutes"] = {phase.key: self.cleaned_data[f"minutes_{phase.key}"] for phase in phases.TIMED}
        return data
