"""Where coordinators put a practice right. What they may not is not there for them: 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from practices.forms.curating import LevelForm, MergeForm, PracticeWordsForm
from practices.models import Practice
from practices.queries import curation
from practices.services import curating
from practices.views import library
from practices.views.guards import as_curator
from workshops.services.rewording import Overtaken


@require_safe
def practice(request: HttpRequest, practice_id: int) -> HttpResponse:
    """A practice's page. That of one that was merged leads to the one that it was merged into."""
    try:
        return library.practice(request, practice_id)
    except Http404:
        kept = curation.kept_of(request.user, practice_id)
        if kept is None:
            raise
        return redirect("practices:practice", kept.pk)


@as_curator
@require_safe
def curate(request: HttpRequest, practice: Practice) -> HttpResponse:
    return _page(request, practice)


@as_curator
@require_POST
def reword(request: HttpRequest, practice: Practice) -> HttpResponse:
    form = PracticeWordsForm(request.POST, instance=practice)
    if not form.is_valid():
        return _page(request, practice, words=form)
    further = {name: form.cleaned_data[name] for name in ("read", "is_private", "drops_notes")}
    try:
        curating.reword(practice=practice, by=_by(request), **further, **form.fields_to_save())
    except Overtaken as overtaken:
        row: Any = overtaken.row
        return _page(request, row, words=form.joined_by_hand(row))
    return _saved(practice)


@as_curator
@require_POST
def lower(request: HttpRequest, practice: Practice) -> HttpResponse:
    form = LevelForm(request.POST, practice=practice)
    if not form.is_valid():
        return _page(request, practice, level=form)
    curating.lower(practice=practice, level=form.cleaned_data["level"], by=_by(request))
    return _saved(practice)


@as_curator
@require_POST
def withdraw(request: HttpRequest, practice: Practice) -> HttpResponse:
    curating.set_withdrawn(practice=practice, withdrawn=True, by=_by(request))
    return _saved(practice)


@as_curator
@require_POST
def give_back(request: HttpRequest, practice: Practice) -> HttpResponse:
    curating.set_withdrawn(practice=practice, withdrawn=False, by=_by(request))
    return _saved(practice)


@as_curator
@require_POST
def merge(request: HttpRequest, practice: Practice) -> HttpResponse:
    form = MergeForm(request.POST, doubles=curation.doubles_of(practice, request.user))
    if not form.is_valid():
        return _page(request, practice, merging=form)
    into = curation.curatable_by(request.user).filter(pk=form.chosen()).first()
    if into is None:
        form.add_error("number", _("There is no such practice that you may put right."))
        return _page(request, practice, merging=form)
    kept = curating.merge(double=practice, into=into, by=_by(request))
    return redirect("practices:curate", kept.pk)


def _by(request: HttpRequest) -> Any:
    """Whoever got past the door is signed in."""
    return request.user


def _saved(practice: Practice) -> HttpResponse:
    """The same page again: what was withdrawn can be given back there."""
    response = redirect("practices:curate", practice.pk)
    response["Location"] += "?saved=1"
    return response


def _page(request: HttpRequest, practice: Practice, **forms: Any) -> HttpResponse:
    doubles = curation.doubles_of(practice, request.user)
    standing = Practice.objects.select_related("organisation").get(pk=practice.pk)  # not as a form has it
    context = {
        "practice": standing,
        "curation": curation.shown(standing, request.user),
        "words": PracticeWordsForm(instance=standing),
        "level": LevelForm(practice=standing),
        "merging": MergeForm(doubles=doubles),
        "saved": request.GET.get("saved") and not forms,
        **forms,
    }
    return render(request, "practices/curate.html", context, status=422 if forms else 200)
