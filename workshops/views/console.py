"""The facilitator's pages: own workshops, console, projector, and the console's buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import cast
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Role, Viewer
from workshops.course import phases
from workshops.extension import explanations
from workshops.extension.print_cards import qr_of
from workshops.forms.script import PrivateNoteForm
from workshops.models import User, Workshop
from workshops.queries import agreement, course, script, times
from workshops.services import console as console_services
from workshops.services import course as course_services
from workshops.services import people, phone_codes
from workshops.undo import offered
from workshops.views.responses import HtmxHttpRequest, in_part, number_in, region, saved_by_facilitator


@access.signed_in
@require_safe
def own(request: HtmxHttpRequest) -> HttpResponse:
    return render(request, "workshops/own.html", {"workshops": course.workshops_of(cast(User, request.user))})


@access.signed_in
@require_safe
def back_after_signing_in(request: HtmxHttpRequest) -> HttpResponse:
    """Where one comes who has signed in again in a new tab."""
    return render(request, "workshops/signed_in.html")


@access.as_facilitator
@require_safe
def console(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    extra = {
        "run_sheet": course.run_sheet(workshop),
        **script.say_now(workshop),
        **offered(workshop),
        **times.ends_about(workshop),
        **own_notes(viewer),
        **course.people(workshop),
        **join_address(request, workshop.code),
        **explanations.slides_to_turn(workshop),
        "is_left_open": workshop.step == phases.LAST_OPEN and agreement.is_left_open(workshop),
    }
    return region(request, "workshops/console.html", viewer, **extra)


def own_notes(viewer: Viewer) -> dict[str, PrivateNoteForm]:
    """Of the facilitator who looks, and of nobody else."""
    text = course.private_note(viewer)
    return {"private_form": PrivateNoteForm(initial={"text": text}, auto_id="private_%s")}


@access.as_facilitator
@require_safe
def projector(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    extra = {**course.people(workshop), **join_address(request, workshop.code)}
    return region(request, "workshops/projector.html", replace(viewer, role=Role.PROJECTOR), **extra)


def join_address(request: HtmxHttpRequest, code: str) -> dict[str, str]:
    """The address that the QR opens, in words and as an SVG picture."""
    address = absolute_from(request)(reverse("workshops:join", args=[code]))
    return {"join_address": address, "join_host": urlsplit(address).netloc, "qr": join_qr(address)}


join_qr = lru_cache(maxsize=200)(qr_of)  # never for one-time codes, which are kept nowhere


@access.as_facilitator
@require_POST
def move(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    course_services.move(
        workshop=workshop, expected=request.POST.get("expected", ""), to=request.POST.get("to", "")
    )
    return saved_by_facilitator(request, workshop)


CLOCK_ACTS: dict[str, Callable[..., None]] = {
    "pause": course_services.pause,
    "resume": course_services.resume,
    "ring": course_services.ring,
    "plus-1": partial(course_services.add_minutes, minutes=1),
    "plus-5": partial(course_services.add_minutes, minutes=5),
}


@access.as_facilitator
@require_POST
def clock(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, act: str) -> HttpResponse:
    if act not in CLOCK_ACTS:
        raise Http404
    CLOCK_ACTS[act](workshop=workshop)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def slide(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    wanted = number_in(request, "slide", at_most=999)
    if wanted is not None:
        console_services.show_slide(workshop=workshop, slide=wanted)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def remove(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, participant: int) -> HttpResponse:
    people.remove(participant=get_object_or_404(workshop.participants, pk=participant))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def let_back(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, participant: int) -> HttpResponse:
    people.let_back(participant=get_object_or_404(workshop.participants, pk=participant))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def phone_code(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, participant: int
) -> HttpResponse:
    """A one-time code for one participant's new phone, shown here and nowhere else."""
    person = get_object_or_404(workshop.participants, pk=participant)
    once = phone_codes.give(participant=person)
    address = absolute_from(request)(reverse("workshops:new_phone_by", args=[workshop.code, once]))
    context = {
        "workshop": workshop,
        "person": person,
        "once": f"{once[:3]}-{once[3:]}",
        "minutes": phone_codes.TTL.seconds // 60,
        "qr": qr_of(address),
    }
    return render(request, in_part(request, "workshops/phone_code.html", "body"), context)
