"""Zones are situations, in words that a machine can hold us to."""

from __future__ import annotations

from django.apps import apps

from workshops.extension.origin_marks import mark_of
from worryzones import zones
from worryzones.prompts import DEFAULT_PROMPTS


def test_zones_are_four_with_as_many_ripples_as_their_number():
    assert zones.NUMBERS == (1, 2, 3, 4)
    assert [mark_of(number).ripples for number in zones.NUMBERS] == [1, 2, 3, 4]


def test_every_zone_has_its_questions():
    assert set(DEFAULT_PROMPTS) == set(zones.NUMBERS)
    assert all(len(prompts) >= 3 for prompts in DEFAULT_PROMPTS.values())


def test_no_person_or_unit_carries_a_zone():
    """The method forbids it, so no such field exists: a zone belongs to a table and its questions alone."""
    carrying = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "zone" in field.name and model.__module__.startswith(("workshops", "worryzones"))
    }
    assert carrying == {"Table", "TablePlace", "Prompt"}


def test_nothing_about_a_person_is_kept_but_name_unit_and_seat():
    """``shared`` says of a device that it is nobody's."""
    participant = apps.get_model("workshops", "Participant")
    kept = {field.name for field in participant._meta.get_fields() if field.concrete}
    assert kept == {"id", "workshop", "key_hash", "name", "home_unit", "group", "removed", "shared"}


def test_no_text_of_participants_points_at_who_wrote_it():
    from workshops.models import Participant, User
    from workshops.models.base import Provable

    for model in apps.get_models():
        if issubclass(model, Provable):
            pointed_at = {field.related_model for field in model._meta.get_fields() if field.concrete}
            assert pointed_at.isdisjoint({Participant, User}), model.__name__
