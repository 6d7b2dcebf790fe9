"""The facilitators' page of who sits where, and what they change on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Role, Viewer
from workshops.models import Participant, Workshop
from workshops.queries import course
from workshops.refusals import Refused
from workshops.undo import offered
from workshops.views.responses import HtmxHttpRequest, invalid, is_on, saved_by_facilitator
from worryzones import diagrams
from worryzones.forms.tables import DealForm, HostForm, MoveForm, PhonelessForm
from worryzones.models import Cafe, CafeGroup
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import plan, seats
from worryzones.services import dealing, moving
from worryzones.services import seating as seating_services
from worryzones.services.small_groups import TooSmall

PAGE = "worryzones/seating.html"
Thing = TypeVar("Thing", bound=Model)


@access.as_facilitator
@require_safe
def seating(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    part = "#region" if request.headers.get("Dialogit-Region") else ""
    return render(request, PAGE + part, page(workshop))


def page(workshop: Workshop, **forms_typed_in: Any) -> dict[str, Any]:
    return {
        "role": Role.FACILITATOR,
        **course.clock(workshop),
        **course.where(workshop),
        **diagrams.planned(workshop),
        **plan.seating(workshop),
        **offered(workshop),
        "deal_form": DealForm(workshop=workshop),
        "phoneless_form": PhonelessForm(initial={"people": workshop.phoneless}),
        **forms_typed_in,
    }


def wrong(request: HtmxHttpRequest, workshop: Workshop, part: str, **form: forms.Form) -> HttpResponse:
    """The form again, with its errors; to a plain form the page around it too."""
    if request.htmx:
        dealt = seats.cafes_of(workshop).exists()
        return invalid(
            request, f"worryzones/plan.html#{part}", {"workshop": workshop, "dealt": dealt, **form}
        )
    return invalid(request, PAGE, page(workshop, **form))


def chooser_again(
    request: HtmxHttpRequest, workshop: Workshop, people: Collection[Participant], **form: forms.Form
) -> HttpResponse:
    """What is wrong with where they are to go is said beside it. Who was ticked stays so."""
    ticked = {"ticked": {person.pk for person in people}}
    if request.htmx:
        return invalid(request, f"{PAGE}#chooser", {"workshop": workshop, **plan.seating(workshop), **form})
    return invalid(request, PAGE, page(workshop, **form, **ticked))


@access.as_facilitator
@require_POST
def deal(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = DealForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return wrong(request, workshop, "dealing", deal_form=form)
    dealing.deal(workshop=workshop, **form.cleaned_data)
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def phoneless(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = PhonelessForm(request.POST)
    if not form.is_valid():
        return wrong(request, workshop, "without_phone", phoneless_form=form)
    dealing.count_phoneless(workshop=workshop, **form.cleaned_data)
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def move(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = MoveForm(request.POST, workshop=workshop)
    people = chosen(request, "person", workshop.participants.people())
    if not form.is_valid():
        return chooser_again(request, workshop, people, move_form=form)
    heads = Counter(
        head.pk for head in chosen(request, "head", CafeGroup.objects.filter(cafe__workshop=workshop))
    )
    try:
        moving.move_people(people=people, heads=heads, **form.cleaned_data)
    except TooSmall as refused:
        form.add_error("small", refused.message)
        return chooser_again(request, workshop, people, move_form=form)
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def host(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = HostForm(request.POST, workshop=workshop)
    people = chosen(request, "person", workshop.participants.people())
    if not form.is_valid():
        return chooser_again(request, workshop, people, host_form=form)
    table = form.cleaned_data["table"]
    if len(people) != 1:
        raise Refused(_("A table has one host: choose one person, and then the table."))
    seating_services.choose_host(table=table, participant=people[0])
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def stand(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    device = named(request, "device", workshop.participants.present().filter(shared=True))
    seating_services.stand(device=device, table=named(request, "table", cafe_queries.tables_of(workshop)))
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def keep(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    group = named(request, "group", CafeGroup.objects.filter(cafe__workshop=workshop))
    seating_services.choose_keeper(
        table=named(request, "table", cafe_queries.tables_of(workshop)), group=group
    )
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def split_group(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    group = named(request, "group", CafeGroup.objects.filter(cafe__workshop=workshop))
    moving.split_group(group=group, small=is_on(request, "small"))
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def merge_groups(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    groups = CafeGroup.objects.filter(cafe__workshop=workshop)
    moving.merge_groups(group=named(request, "group", groups), into=named(request, "into", groups))
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def split_cafe(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    moving.split_cafe(cafe=named(request, "cafe", seats.cafes_of(workshop)))
    return saved_by_facilitator(request, workshop, "worryzones:seating")


@access.as_facilitator
@require_POST
def merge_cafes(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    cafes: QuerySet[Cafe] = seats.cafes_of(workshop)
    moving.merge_cafes(cafe=named(request, "cafe", cafes), into=named(request, "into", cafes))
    return saved_by_facilitator(request, workshop, "worryzones:seating")


def named(request: HtmxHttpRequest, field: str, things: QuerySet[Thing]) -> Thing:
    """The thing a field names. One that has gone meanwhile is refused with words."""
    try:
        found: Thing = forms.ModelChoiceField(things).clean(request.POST.get(field, ""))
    except forms.ValidationError:
        raise Refused(seating_services.group_gone_words()) from None
    return found


def chosen(request: HtmxHttpRequest, field: str, things: QuerySet[Thing]) -> list[Thing]:
    """What is ticked, as often as it is ticked. One that has gone meanwhile is refused with words."""
    ticked = request.POST.getlist(field)
    try:
        found = forms.ModelMultipleChoiceField(things, required=False).clean(ticked)
    except forms.ValidationError:
        raise Refused(seating_services.left_words()) from None
    by_pk = {thing.pk: thing for thing in found}
    return [by_pk[int(pk)] for pk in ticked]
