"""The network that the demo's coordinator looks after: areas, series, and forty workshops in all."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle

from django.db import transaction
from django.utils import timezone

from dialogit.demo import earlier, synthesis, texts
from dialogit.demo.seed import BETWEEN_DIALOGUES, area, organisation
from dialogit.demo.texts import network as told
from network.models import Series, SeriesMember, SeriesWorkshop, Turn
from workshops.models import Area, Facilitation, Organisation, User, Workshop

FIRST_WEEKS_AGO, WEEKS_APART = 5, 4


@transaction.atomic
def write(facilitator: User, coordinator: User) -> None:
    """After `earlier.write`, whose workshops are part of it."""
    settle_areas()
    held = [hold(place, coordinator if place % 3 else facilitator) for place in range(len(told.HELD))]
    seminar = hold_seminar(len(held), coordinator)
    coming = [plan(place, facilitator) for place in range(len(told.COMING))]
    project, round_ = begin_series()
    for series in (project, round_):
        ours = [one for one in (*held, *coming) if one.organisation_id in reach_of(series)]
        SeriesWorkshop.objects.bulk_create(SeriesWorkshop(series=series, workshop=one) for one in ours)
    SeriesWorkshop.objects.create(series=round_, workshop=seminar, is_seminar=True)
    take_turns(project, coming)
    synthesis.write(round_, coordinator)


def settle_areas() -> None:
    for sub_region, towns in told.SUB_REGIONS.items():
        for town in towns:
            Area.objects.filter(pk=area(town).pk).update(sub_region=sub_region, region=told.REGION)
    for name, home in ((texts.ORGANISATION, "Lempäälä"), (texts.REGIONAL, "Akaa"), (told.CENTRE, "Nokia")):
        Organisation.objects.filter(pk=organisation(name).pk).update(area=area(home))


def whose(town: str) -> Organisation:
    """Each sub-region's workshops are arranged by one of the three."""
    if town in told.SUB_REGIONS["Etelä-Pirkanmaan seutukunta"]:
        return organisation(texts.REGIONAL)
    return organisation(texts.ORGANISATION if town in ("Lempäälä", "Vesilahti") else told.CENTRE)


def title_of(place: int, towns: tuple[str, ...]) -> tuple[str, str]:
    name, focus = told.TITLES[place % len(told.TITLES)]
    return f"{name} · {' ja '.join(towns)}", focus


def hold(place: int, led_by: User) -> Workshop:
    towns = told.HELD[place]
    title, focus = title_of(place, towns)
    closed = timezone.now() - timedelta(weeks=FIRST_WEEKS_AGO + place * WEEKS_APART)
    of = {"title": title, "organisation": whose(towns[0]), "focus_area": focus}
    return earlier.hold(len(texts.EARLIER) + place, closed, led_by, towns, **of)


def hold_seminar(place: int, led_by: User) -> Workshop:
    closed = timezone.now() - timedelta(weeks=2)
    towns = [town for towns in told.SUB_REGIONS.values() for town in towns[:2]]
    of = {"title": told.SEMINAR, "organisation": organisation(told.CENTRE), "focus_area": "growth"}
    return earlier.hold(len(texts.EARLIER) + place, closed, led_by, towns, **of)


def plan(place: int, led_by: User) -> Workshop:
    """Nobody has joined it yet."""
    town, weeks = told.COMING[place]
    title, focus = title_of(place + 3, (town,))
    at = at_nine(weeks) if weeks is not None else None
    workshop = Workshop.objects.create(
        title=title,
        organisation=whose(town),
        focus_area=focus,
        recipients=texts.RECIPIENTS,
        dialogue_1_at=at,
        dialogue_2_at=at and at + BETWEEN_DIALOGUES,
    )
    workshop.areas.set([area(town)])
    Facilitation.objects.create(workshop=workshop, user=led_by)
    return workshop


def at_nine(weeks: int) -> datetime:
    return (timezone.localtime() + timedelta(weeks=weeks)).replace(hour=9, minute=0, second=0, microsecond=0)


def begin_series() -> tuple[Series, Series]:
    today = timezone.localdate()
    project = Series.objects.create(
        organisation=organisation(texts.REGIONAL),
        name=told.PROJECT,
        purpose=told.PROJECT_PURPOSE,
        begins_on=today - timedelta(weeks=104),
        ends_on=today + timedelta(weeks=52),
    )
    round_ = Series.objects.create(
        organisation=organisation(told.CENTRE),
        name=told.ROUND,
        purpose=told.ROUND_PURPOSE,
        begins_on=today - timedelta(weeks=60),
    )
    for series in (project, round_):
        towns = [town for towns in told.SUB_REGIONS.values() for town in towns]
        series.areas.set(map(area, towns[:11] if series == project else towns))
    SeriesMember.objects.create(series=project, organisation=organisation(texts.ORGANISATION))
    return project, round_


def reach_of(series: Series) -> set[int]:
    return {series.organisation_id, *series.members.values_list("pk", flat=True)}


def take_turns(series: Series, coming: list[Workshop]) -> None:
    """Who is next, and after them: the first has planned its workshop already."""
    hosts = cycle([organisation(texts.REGIONAL), organisation(texts.ORGANISATION)])
    planned = [next(one for one in coming if one.organisation_id == series.organisation_id), None, None, None]
    regions = ("Etelä-Pirkanmaan seutukunta", "Tampereen seutukunta")
    Turn.objects.bulk_create(
        Turn(
            series=series,
            order=order,
            region=regions[(order - 1) % 2],
            host=next(hosts),
            begins_on=timezone.localdate() + timedelta(weeks=3 + 12 * (order - 1)),
            workshop=workshop,
        )
        for order, workshop in enumerate(planned, 1)
    )
