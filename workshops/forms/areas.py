"""Choosing areas, kind by kind; and what an area is, when a coordinator keeps it up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.texts import SettingsModelForm, TextField
from workshops.models import Area
from workshops.queries import areas
from workshops.text.text_normalisation import name_key

MAX_NAMES = 400  # more than there are municipalities


class AreasField(forms.ModelMultipleChoiceField):
    """Ticked ones that have been merged since the page was read are told by name, and what they are now."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("areas taking part"))
        super().__init__(Area.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, area: Any) -> str:
        return areas.label(area)

    def clean(self, value: Any) -> Any:
        offered = set(self.queryset.values_list("pk", flat=True)) if self.queryset is not None else set()
        merged = Area.objects.exclude(merged_into=None).exclude(pk__in=offered).select_related("merged_into")
        gone = [area for area in merged if str(area.pk) in map(str, value or ())]
        if gone:
            raise forms.ValidationError([_merged(area) for area in gone])
        return super().clean(value)


def _merged(area: Area) -> forms.ValidationError:
    words = _("“%(name)s” has become part of “%(successor)s”. Tick that one instead.")
    return forms.ValidationError(words, params={"name": area.name, "successor": area.merged_into})


class WithAreas(SettingsModelForm):
    """Of a workshop: all areas that stand, and those that it has already."""

    areas = AreasField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["areas"]
        assert isinstance(field, AreasField)
        field.queryset = areas.offered(self.instance.areas.all() if self.instance.pk else ())

    def areas_by_kind(self) -> list[tuple[Any, list[Any]]]:
        """The boxes of each kind with its heading."""
        return areas.by_kind((box.data["value"].instance, box) for box in self["areas"])


class AreaForm(SettingsModelForm):
    class Meta:
        model = Area
        fields: tuple[str, ...] = ("kind", "name", "sub_region", "region", "merged_into")
        field_classes = {"name": TextField, "sub_region": TextField, "region": TextField}
        help_texts = {
            "merged_into": _(
                "For an area that has been merged into another. Its workshops keep its name, "
                "and are found under the other one too."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("merged_into")  # not there for who may only look
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Area.objects.filter(merged_into=None).exclude(pk=self.instance.pk)
            field.error_messages["invalid_choice"] = _(
                "This area has itself become part of another. Choose one that stands."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind = data.get("kind")
        found = [Area.objects.named(kind, name).exclude(pk=self.instance.pk) for name in self.names if kind]
        for same in (same for rows in found for same in rows[:1]):
            words = _("“%(name)s” is in the list already. A name can stand there only once.")
            self.add_error("name", forms.ValidationError(words, params={"name": areas.label(same)}))
        return data

    @property
    def names(self) -> list[str]:
        name = self.cleaned_data.get("name")
        return [name] if name else []


class LinesField(TextField):
    """A name on each line, tidied and judged one by one; the same name twice is one."""

    def to_python(self, value: Any) -> Any:
        kept: dict[str, str] = {}
        for line in str(value or "").splitlines():
            name = super().to_python(line)
            kept.setdefault(name_key(name), name)
        kept.pop("", None)
        return list(kept.values())

    def asks(self, text: Any) -> bool:
        return any(super(LinesField, self).asks(name) for name in text)

    def clean(self, value: Any) -> Any:
        names = self.to_python(value)
        if not names:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(names) > MAX_NAMES:
            raise forms.ValidationError(_("Add at most %(most)s at a time."), params={"most": MAX_NAMES})
        for name in names:
            self.validate(name)
            self.run_validators(name)
        return names


class NewAreasForm(AreaForm):
    """One or several of a kind: a list may be pasted."""

    name = LinesField(
        label=_("name"),
        max_length=Area._meta.get_field("name").max_length,
        help_text=_("One or several, each on a line of its own."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta(AreaForm.Meta):
        fields = ("kind", "name", "sub_region", "region")

    @property
    def names(self) -> list[str]:
        return self.cleaned_data.get("name") or []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.all_names = self.names
        if self.all_names:
            data["name"] = self.all_names[0]  # the row that the admin saves
        return data
