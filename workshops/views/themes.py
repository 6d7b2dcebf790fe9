"""Votes of the participants, and the facilitator's workbench: merge, word, choose and order themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import retarget

from workshops import access
from workshops.forms.themes import WordingForm
from workshops.models import Theme, Workshop
from workshops.queries import themes as queries
from workshops.queries.themes import Candidate
from workshops.refusals import Refused
from workshops.services import themes as services
from workshops.undo import offered
from workshops.views.responses import done, invalid, led

WORDING = "workshops/between.html#wording"


@require_POST
def vote(request: HttpRequest, code: str, theme: int) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    on = request.POST.get("on") == "1"
    write = services.cast_vote if on else services.withdraw_vote
    assert viewer.device
    write(theme=get_object_or_404(workshop.themes, pk=theme), device=viewer.device)
    token = [f"vote-{theme}"]
    return done(request, workshop, own=token if on else (), not_own=() if on else token)


@login_required
@require_POST
def reveal_results(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    services.reveal_results(workshop=workshop, shown=request.POST.get("shown") == "1")
    return led(request, workshop)


@login_required
@require_safe
def between(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    return render(request, "workshops/between.html", bench(workshop))


def bench(workshop: Workshop) -> dict[str, Any]:
    """The workbench with a form for each theme."""
    context = {**queries.workbench(workshop), **offered(workshop)}
    for part in ("inside", "outside"):
        context[part] = [(candidate, WordingForm(instance=candidate.theme)) for candidate in context[part]]
    return context


@login_required
@require_POST
def select_theme(request: HttpRequest, code: str, theme: int) -> HttpResponse:
    on = request.POST.get("on") == "1"
    return work(request, code, theme, lambda found: services.select(theme=found, on=on))


@login_required
@require_POST
def move_theme(request: HttpRequest, code: str, theme: int) -> HttpResponse:
    up = request.POST.get("to") == "up"
    return work(request, code, theme, lambda found: services.move_theme(theme=found, up=up))


@login_required
@require_POST
def merge_themes(request: HttpRequest, code: str, theme: int) -> HttpResponse:
    def merge(found: Theme) -> None:
        into = request.POST.get("into", "")
        if not into.isdecimal():
            raise Refused(_("Choose first which theme it is put together with."))
        services.merge_themes(theme=found, into=get_object_or_404(found.workshop.themes, pk=into))

    return work(request, code, theme, merge)


@login_required
@require_POST
def unmerge(request: HttpRequest, code: str, theme: int) -> HttpResponse:
    return work(request, code, theme, lambda found: services.unmerge(theme=found))


def work(request: HttpRequest, code: str, theme: int, act: Callable[[Theme], None]) -> HttpResponse:
    """Does it and shows where it was asked: the workbench again for its own forms, a line for the console."""
    workshop, _viewer = access.lead(request, code)
    found = get_object_or_404(workshop.themes, pk=theme)
    if not on_the_bench(request):
        act(found)
        return led(request, workshop)
    return bench_after(request, workshop, lambda: act(found), f"#theme-{theme}")


def bench_after(
    request: HttpRequest, workshop: Workshop, act: Callable[[], None], place: str = ""
) -> HttpResponse:
    """The workbench once it is done, or with the reason why it was not."""
    try:
        act()
    except Refused as refused:
        return invalid(request, page(request), bench(workshop) | {"refused": refused})
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('workshops:between', args=[workshop.code])}{place}")
    return render(request, page(request), bench(workshop))


def on_the_bench(request: HttpRequest) -> bool:
    return request.POST.get("from") == "bench"


def page(request: HttpRequest) -> str:
    part = "#bench" if request.htmx else ""  # type: ignore[attr-defined]
    return f"workshops/between.html{part}"


@login_required
@require_POST
def reword_theme(request: HttpRequest, code: str, theme: int) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    found = get_object_or_404(workshop.themes, pk=theme, is_joker=False)
    form = WordingForm(request.POST, instance=found)
    if form.is_valid():
        reword(found, form)
    context = {"workshop": workshop, "candidate": Candidate(found), "form": form, "saved": form.is_valid()}
    if form.errors:
        return retarget(invalid(request, WORDING, context), f"#wording-{theme}")
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('workshops:between', args=[workshop.code])}#theme-{theme}")
    if request.POST.get("whole"):  # the form still shows its errors
        return retarget(render(request, WORDING, context), f"#wording-{theme}")
    return render(request, "workshops/between.html#saved_sign", context)


def reword(theme: Theme, form: WordingForm) -> None:
    try:
        services.reword(theme=theme, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.message))
