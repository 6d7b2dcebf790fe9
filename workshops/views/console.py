"""The facilitator's pages: console, projector, and the console's buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Role, Viewer
from workshops.course import phases
from workshops.extension import closing, explanations
from workshops.extension.print_cards import qr_of
from workshops.forms.script import PrivateNoteForm
from workshops.models import Workshop
from workshops.queries import agreement, course, script, times
from workshops.queries import console as console_queries
from workshops.refusals import ClosingAsks
from workshops.services import console as console_services
from workshops.services import course as course_services
from workshops.services import people, phone_codes
from workshops.undo import undo_button
from workshops.views.responses import HtmxHttpRequest, in_part, number_in, region, saved_by_facilitator


@access.sign_in_required
@require_safe
def back_after_signing_in(request: HtmxHttpRequest) -> HttpResponse:
    """Where one comes who has signed in again in a new tab."""
    return render(request, "workshops/signed_in.html")


@access.as_facilitator
@require_safe
def console(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    beside = console_queries.beside(viewer)
    extra = {
        "run_sheet": course.run_sheet(workshop),
        **script.told(workshop, beside.script),
        **undo_button(workshop, beside.last_act),
        **times.ends_about(workshop),
        "private_form": PrivateNoteForm(initial={"text": beside.note}, auto_id="private_%s"),
        **course.people(workshop),
        **join_address(request, workshop.code),
        **explanations.slides_to_turn(workshop),
        "own": beside.stars,
        **course.screen(workshop),
    }
    return region(request, "workshops/console.html", viewer, **extra)


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


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """Asks first, and what becomes of an agreement that is still a draft: as it stands when it is pressed."""
    status = 200
    if request.method == "POST":
        expected, draft = request.POST.get("expected", ""), request.POST.get("draft", "")
        answers = dict(request.POST.lists())
        try:
            course_services.move(
                workshop=workshop, expected=expected, to=phases.LAST, draft=draft, answers=answers
            )
        except ClosingAsks:
            status = 422
        else:
            return saved_by_facilitator(request, workshop)
    page = in_part(request, "workshops/closing.html", "form")
    context = {
        "workshop": workshop,
        "step": workshop.step,
        **agreement.left_open(workshop),
        **closing.asked(workshop),
    }
    return render(request, page, context, status=status)


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
