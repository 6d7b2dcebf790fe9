"""What coordinators say of a series, and what stands in it."""

from __future__ import annotations

from typing import Any, Self, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.forms.selection import UNKNOWN
from network.models import Series
from network.queries import series as series_queries
from workshops.forms.areas import AreasField
from workshops.forms.rewording import RewordForm
from workshops.forms.texts import SettingsForm, SettingsModelForm, TextField
from workshops.models import Workshop
from workshops.queries import areas, coordinator_scope

FIELDS = ("name", "purpose", "begins_on", "ends_on", "language")
MAX_IDS_LENGTH = 20_000  # of the areas on a page


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Worded:
    model = Series
    fields: tuple[str, ...] = FIELDS
    field_classes = {"name": TextField, "purpose": TextField}
    widgets = {
        "purpose": forms.Textarea(attrs={"rows": 4}),
        "begins_on": DayInput(),
        "ends_on": DayInput(),
    }
    help_texts = {
        "name": _("People read it when they join a workshop of it."),
        "purpose": _("What do you want to find out or change together?"),
        "language": _("Of its name and of the invitations to it."),
    }


class InOrder(SettingsModelForm):
    """A series ends after it has begun."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("begins_on"), data.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("This is before it begins."))
        return data


class ChoiceForm(SettingsForm):
    """One row is chosen for ``chooses``. ``read`` is the id of the one that stood on the page."""

    chooses = ""
    read = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def overtaken_by(self, row: Any) -> Self:
        """What was chosen again, with what a colleague has chosen meanwhile."""
        chosen = cast(QueryDict, self.data).copy()
        chosen["read"] = str(getattr(row, f"{self.chooses}_id") or "")
        again = self.again(chosen, row)
        again.full_clean()
        standing = getattr(row, self.chooses) or _("nothing")
        words = _("Your colleague has meanwhile chosen “%(value)s”. Save again to replace it with yours.")
        again.add_error(self.chooses, words % {"value": standing})
        return again

    def again(self, data: Any, row: Any) -> Self:
        raise NotImplementedError


class SeriesForm(InOrder):
    """A new one. Who coordinates one organisation is not asked which."""

    class Meta(Worded):
        fields = ("organisation", *FIELDS)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = coordinator_scope.organisations(user)
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label = mine, None
        field.label = _("looked after by")
        if len(mine[:2]) == 1:
            field.required, field.widget = False, forms.HiddenInput()
            field.initial = mine[0].pk

    def clean_organisation(self) -> Any:
        field: Any = self.fields["organisation"]
        return self.cleaned_data["organisation"] or field.queryset.first()


class SeriesWordsForm(RewordForm, InOrder):
    ids = "series"

    class Meta(Worded):
        pass


class SeriesAreasForm(SettingsForm):
    """``read`` has the ids of those that were ticked on the page."""

    areas = AreasField()
    read = forms.CharField(required=False, max_length=MAX_IDS_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        chosen = list(areas.standing(series.areas.select_related("merged_into")))
        ids = [area.pk for area in chosen]
        super().__init__(
            *args, initial={"areas": ids, "read": " ".join(map(str, ids))}, auto_id="areas_%s", **kwargs
        )
        field: Any = self.fields["areas"]
        field.label, field.queryset = _("areas meant to take part"), areas.offered(chosen)

    def areas_by_kind(self) -> list[tuple[Any, list[Any]]]:
        return areas.by_kind((box.data["value"].instance, box) for box in self["areas"])

    def clean_read(self) -> list[int]:
        return [
            int(part) for part in self.cleaned_data["read"].split() if part.isdecimal() and len(part) < 19
        ]


class TemplateForm(ChoiceForm):
    chooses = "template"
    template: Any = forms.ModelChoiceField(
        Workshop.objects.none(),
        required=False,
        label=_("workshop whose questions and script the others begin with"),
        empty_label=_("The default questions and script"),
        error_messages=UNKNOWN,
    )

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        initial = {"template": series.template_id, "read": str(series.template_id or "")}
        super().__init__(*args, initial=initial, auto_id="template_%s", **kwargs)
        field: Any = self.fields["template"]
        own = Workshop.objects.filter(organisation=series.organisation_id, rehearsal_of=None)
        field.queryset = own.order_by("-is_template", "-created")

    def again(self, data: Any, row: Any) -> Self:
        return type(self)(data, series=row)


class PutForm(SettingsForm):
    workshops: Any = forms.ModelMultipleChoiceField(
        Workshop.objects.none(),
        label=_("workshops"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one workshop."),
            "invalid_choice": _("One of these can no longer be put in. Look at the list again."),
        },
    )

    def __init__(self, *args: Any, series: Series, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="put_%s", **kwargs)
        field: Any = self.fields["workshops"]
        field.queryset = series_queries.may_be_put(series, user)


class SeminarForm(SettingsForm):
    on = forms.BooleanField(required=False)
