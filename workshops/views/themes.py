"""Votes of the participants, and the facilitator's workbench: merge, word, choose and order themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import retarget

from workshops import access
from workshops.access.permissions import Viewer
from workshops.course.questions import EXAMPLES_OF_THEMES
from workshops.extension import theme_notes
from workshops.forms.themes import WordingForm
from workshops.models import Theme, Workshop
from workshops.queries import themes as themes_queries
from workshops.queries.themes import Candidate
from workshops.refusals import Refused
from workshops.services import themes
from workshops.undo import offered
from workshops.views.responses import (
    HtmxHttpRequest,
    in_part,
    invalid,
    is_on,
    number_in,
    saved,
    saved_by_facilitator,
)

WORDING = "workshops/between.html#wording"


@access.as_participant
@require_POST
def vote(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, theme: int) -> HttpResponse:
    on = is_on(request)
    write = themes.cast_vote if on else themes.withdraw_vote
    assert viewer.device
    write(theme=get_object_or_404(workshop.themes, pk=theme), device=viewer.device)
    token = [f"vote-{theme}"]
    return saved(request, workshop, own=token if on else (), not_own=() if on else token)


@access.as_facilitator
@require_POST
def reveal_results(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    themes.reveal_results(workshop=workshop, shown=is_on(request, "shown"))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_safe
def between(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    return render(request, "workshops/between.html", {**bench(workshop), "examples": EXAMPLES_OF_THEMES})


def bench(workshop: Workshop) -> dict[str, Any]:
    """The workbench with a form for each theme, and the notes behind it."""
    context = {**themes_queries.workbench(workshop), **offered(workshop)}
    theme_notes.attach(workshop, [*context["inside"], *context["outside"]])
    for part in ("inside", "outside"):
        context[part] = [(candidate, WordingForm(instance=candidate.theme)) for candidate in context[part]]
    return context


@access.sign_in_required
@require_POST
def select_theme(request: HtmxHttpRequest, code: str, theme: int) -> HttpResponse:
    on = is_on(request)
    return work(request, code, theme, lambda found: themes.select(theme=found, on=on))


@access.sign_in_required
@require_POST
def move_theme(request: HtmxHttpRequest, code: str, theme: int) -> HttpResponse:
    up = request.POST.get("to") == "up"
    return work(request, code, theme, lambda found: themes.move_theme(theme=found, up=up))


@access.sign_in_required
@require_POST
def merge_themes(request: HtmxHttpRequest, code: str, theme: int) -> HttpResponse:
    def merge(found: Theme) -> None:
        into = number_in(request, "into")
        if into is None:
            raise Refused(_("Choose first which theme it is put together with."))
        themes.merge_themes(theme=found, into=get_object_or_404(found.workshop.themes, pk=into))

    return work(request, code, theme, merge)


@access.sign_in_required
@require_POST
def unmerge(request: HtmxHttpRequest, code: str, theme: int) -> HttpResponse:
    return work(request, code, theme, lambda found: themes.unmerge(theme=found))


def work(request: HtmxHttpRequest, code: str, theme: int, act: Callable[[Theme], None]) -> HttpResponse:
    """Does it and shows where it was asked: the workbench again for its own forms, a line for the console."""
    workshop, _viewer = access.enter_as_facilitator(request, code)
    found = get_object_or_404(workshop.themes, pk=theme)
    if not on_the_bench(request):
        act(found)
        return saved_by_facilitator(request, workshop)
    return bench_after(request, workshop, lambda: act(found), f"#theme-{theme}")


def bench_after(
    request: HtmxHttpRequest, workshop: Workshop, act: Callable[[], None], place: str = ""
) -> HttpResponse:
    """The workbench once it is done, or with the reason why it was not."""
    try:
        act()
    except Refused as refused:
        return invalid(request, page(request), bench(workshop) | {"refused": refused})
    if not request.htmx:
        return redirect(f"{reverse('workshops:between', args=[workshop.code])}{place}")
    return render(request, page(request), bench(workshop))


def on_the_bench(request: HtmxHttpRequest) -> bool:
    return request.POST.get("from") == "bench"


def page(request: HtmxHttpRequest) -> str:
    return in_part(request, "workshops/between.html", "bench")


@access.as_facilitator
@require_POST
def reword_theme(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, theme: int) -> HttpResponse:
    found = get_object_or_404(workshop.themes, pk=theme, is_joker=False)
    form = WordingForm(request.POST, instance=found)
    if form.is_valid():
        reword(found, form)
    context = {"workshop": workshop, "candidate": Candidate(found), "form": form, "saved": form.is_valid()}
    if form.errors:
        return retarget(invalid(request, WORDING, context), f"#wording-{theme}")
    if not request.htmx:
        return redirect(f"{reverse('workshops:between', args=[workshop.code])}#theme-{theme}")
    if request.POST.get("whole"):  # the form still shows its errors
        return retarget(render(request, WORDING, context), f"#wording-{theme}")
    return render(request, "workshops/between.html#saved_sign", context)


def reword(theme: Theme, form: WordingForm) -> None:
    try:
        themes.reword(theme=theme, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.message))
