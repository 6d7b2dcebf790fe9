"""The follow-up of a closed workshop: one address for facilitators, participants and who looks after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.follow_up import Follower, as_follower, feed_token
from workshops.access.permissions import ReaderRole, Role, Viewer
from workshops.documents import calendar_files
from workshops.forms.follow_up import LooksForm, NextTimeForm, SubscribeForm, ToldForm
from workshops.models import CalendarFeed, NextTime, Task, User, Workshop
from workshops.queries import follow_up as follow_up_queries
from workshops.queries import reminders as reminders_queries
from workshops.services import calendar_feeds, follow_up, reminders
from workshops.services.rewording import Overtaken
from workshops.views.responses import is_on

PAGE = "workshops/follow_up.html"


@as_follower
@require_safe
def page(request: HttpRequest, workshop: Workshop, follower: Follower) -> HttpResponse:
    if not workshop.is_closed:
        leads = follower.role != ReaderRole.PARTICIPANT
        return redirect("workshops:console" if leads else "workshops:stage", workshop.code)
    return _page(request, workshop, follower, saved="saved" in request.GET)


@access.as_facilitator
@require_safe
def signed_in(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """A facilitator who comes by a mail is asked to sign in, and is led on."""
    return redirect("workshops:follow_up", workshop.code)


def _page(
    request: HttpRequest, workshop: Workshop, follower: Follower, status: int = 200, **more: Any
) -> HttpResponse:
    """``more`` brings forms with errors, and what else there is to say."""
    tasks = list(follow_up_queries.tasks_of(workshop))
    viewer = follower.viewer
    context: dict[str, Any] = {
        "workshop": workshop,
        "role": follower.role,
        "meetings": calendar_files.coming_meetings(workshop),
        "kept_until": reminders_queries.kept_until(workshop),
        **_calendar(request, workshop, viewer),
        **(_of_facilitator(workshop, viewer, tasks) if follower.role == ReaderRole.FACILITATOR else {}),
        **(_of_participant(workshop, viewer, tasks) if follower.role == ReaderRole.PARTICIPANT else {}),
        **more,
    }
    rows = _rows(workshop, tasks, context)
    asks = any(row["choice"] for row in rows)
    return render(request, PAGE, {**context, "rows": rows, "asks": asks}, status=status)


def _calendar(request: HttpRequest, workshop: Workshop, viewer: Viewer | None) -> dict[str, Any]:
    """Its secret address is shown to those who belong to the workshop."""
    feed = CalendarFeed.objects.filter(workshop=workshop).first() if viewer else None
    if feed is None:
        return {"feed": ""}
    address = absolute_from(request)(reverse("workshops:calendar_feed", args=[feed_token(feed)]))
    return {"feed": address, "webcal": urlsplit(address)._replace(scheme="webcal").geturl()}


def _of_facilitator(workshop: Workshop, viewer: Viewer | None, tasks: Iterable[Task]) -> dict[str, Any]:
    user = cast(User, viewer and viewer.user)
    return {
        "told_forms": {task.pk: ToldForm(task=task) for task in tasks},
        "overwritten": {},
        "next_time_form": NextTimeForm(instance=_next_time(workshop)),
        "wanted": reminders_queries.wanted_by(workshop, user),
        "own_address": user.email,
    }


def _next_time(workshop: Workshop) -> NextTime:
    return NextTime.objects.filter(workshop=workshop).first() or NextTime(workshop=workshop)


def _of_participant(workshop: Workshop, viewer: Viewer | None, tasks: list[Task]) -> dict[str, Any]:
    assert viewer
    assert viewer.device
    answers = follow_up_queries.answers_of(workshop, viewer.device)
    given = {pk: answer.score for pk, answer in answers.items()}
    return {
        "looks_form": LooksForm(tasks=tasks, given=given) if not workshop.notes_purged_on else None,
        "has_answered": bool(given),
        "counted": {pk for pk, answer in answers.items() if answer.counted},
        "subscribe_form": SubscribeForm(),
    }


def _rows(workshop: Workshop, tasks: list[Task], context: dict[str, Any]) -> list[dict[str, Any]]:
    looks, looks_form = follow_up_queries.looks_of(workshop), context.get("looks_form")
    counted = context.get("counted", set())
    return [
        {
            "task": task,
            "late": follow_up_queries.is_late(task),
            "looks": looks.get(task.pk),
            "form": context.get("told_forms", {}).get(task.pk),
            "overwritten": context.get("overwritten", {}).get(task.pk),
            "choice": looks_form[f"task-{task.pk}"] if looks_form and task.pk not in counted else None,
        }
        for task in tasks
    ]


def _saved(workshop: Workshop) -> HttpResponse:
    return redirect(f"{reverse('workshops:follow_up', args=[workshop.code])}?saved")


# --- facilitators ---


@access.as_facilitator
@require_POST
def tell(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """All tasks at once. What a colleague has told meanwhile is overwritten, and shown."""
    follower = Follower(ReaderRole.FACILITATOR, viewer)
    sent = [t for t in follow_up_queries.tasks_of(workshop) if f"task-{t.pk}-status" in request.POST]
    forms = {task.pk: ToldForm(request.POST, task=task) for task in sent}
    if any([form.errors for form in forms.values()]):  # noqa: C419 - of every one, to show them all
        others = {t.pk: ToldForm(task=t) for t in follow_up_queries.tasks_of(workshop) if t.pk not in forms}
        return _page(request, workshop, follower, 422, told_forms={**forms, **others})
    told = {pk: follow_up.Told(**form.cleaned_data) for pk, form in forms.items()}
    overwritten = follow_up.tell(workshop=workshop, told=told)
    if overwritten:
        return _page(request, workshop, follower, saved=True, overwritten=overwritten)
    return _saved(workshop)


@access.as_facilitator
@require_POST
def note_for_next_time(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    form = NextTimeForm(request.POST, instance=_next_time(workshop))
    if form.is_valid():
        try:
            read = form.cleaned_data["read"]
            follow_up.note_for_next_time(workshop=workshop, read=read, **form.fields_to_save())
        except Overtaken as overtaken:
            form = form.joined_by_hand(overtaken.row)
        else:
            return _saved(workshop)
    return _page(request, workshop, Follower(ReaderRole.FACILITATOR, viewer), 422, next_time_form=form)


@access.as_facilitator
@require_POST
def want_reminders(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    reminders.want(workshop=workshop, user=cast(User, viewer.user), on=is_on(request))
    return _saved(workshop)


@access.as_facilitator
@require_POST
def turn_feed(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """On is a new address, whether there is one already or not."""
    (calendar_feeds.make_feed if is_on(request) else calendar_feeds.end_feed)(workshop=workshop)
    return _saved(workshop)


# --- participants ---


@access.as_participant
@require_POST
def answer(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    assert viewer.device
    form = LooksForm(request.POST, tasks=follow_up_queries.tasks_of(workshop), given={})
    if not form.is_valid():
        follower = Follower(ReaderRole.PARTICIPANT, viewer)
        return _page(request, workshop, follower, 422, looks_form=form)
    follow_up.answer(workshop=workshop, device=viewer.device, scores=form.scores())
    return _saved(workshop)


@access.as_participant
@require_POST
def subscribe(request: HttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    """An address is shown to nobody again."""
    form = SubscribeForm(request.POST)
    follower = Follower(ReaderRole(Role.PARTICIPANT), viewer)
    if not form.is_valid():
        return _page(request, workshop, follower, 422, subscribe_form=form)
    site = absolute_from(request)("/").rstrip("/")
    reminders.subscribe(workshop=workshop, site=site, **form.cleaned_data)
    return _page(request, workshop, follower, subscribed=form.cleaned_data["address"])
