"""Collections: putting them together, for coordinators; and reading one, for whoever has a link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from practices.documents import formats, papers
from practices.forms.collections import (
    AudienceForm,
    CollectForm,
    CollectionForm,
    CollectionWordsForm,
)
from practices.models import Collection, CollectionLink, Practice
from practices.queries import collections as collections_queries
from practices.services import collections as collections_services
from practices.views.guards import Reader, as_collector, as_coordinator, as_link_reader
from workshops.access.addresses import absolute_from
from workshops.forms.rewording import MoveForm
from workshops.services.rewording import Overtaken
from workshops.views.downloads import download

Audience = CollectionLink.Audience


@as_coordinator
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    return _own(request, CollectionForm(user=request.user))


@as_coordinator
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    form = CollectionForm(request.POST, user=request.user)
    if not form.is_valid():
        return _own(request, form, status=422)
    return redirect("practices:collection", collections_services.begin(**form.cleaned_data).pk)


def _own(request: HttpRequest, form: CollectionForm, status: int = 200) -> HttpResponse:
    context = {"collections": collections_queries.with_counts(request.user), "form": form}
    return render(request, "practices/collections.html", context, status=status)


@as_collector
@require_safe
def collection(request: HttpRequest, found: Collection) -> HttpResponse:
    return _page(request, found, CollectionWordsForm(instance=found))


@as_collector
@require_POST
def reword(request: HttpRequest, found: Collection) -> HttpResponse:
    form = CollectionWordsForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        collections_services.reword(collection=found, read=form.cleaned_data["read"], **form.fields_to_save())
    except Overtaken as overtaken:
        row: Any = overtaken.row
        return _page(request, row, form.joined_by_hand(row), status=422)
    return _back(found)


def _page(
    request: HttpRequest, found: Collection, form: CollectionWordsForm, status: int = 200
) -> HttpResponse:
    standing = Collection.objects.select_related("organisation").get(pk=found.pk)  # not as a form has it
    shelf = collections_queries.shelf(standing, request.user)
    links = {link.audience: link for link in CollectionLink.objects.filter(collection=found)}
    context = {
        "collection": standing,
        "form": form,
        "shelf": shelf,
        "kept_back": sum(not row.for_anyone for row in shelf),
        "links": [_link(request, audience, links.get(audience.value)) for audience in Audience],
    }
    return render(request, "practices/collection.html", context, status=status)


def _link(request: HttpRequest, audience: Audience, link: CollectionLink | None) -> dict[str, Any]:
    page = link and reverse("practices:shared", args=[collections_queries.key_of(link)])
    address = absolute_from(request)(page) if page else ""
    return {"audience": audience, "link": link, "address": address}


@as_collector
@require_POST
def take_out(request: HttpRequest, found: Collection, entry_id: int) -> HttpResponse:
    collections_services.take_out(collection=found, entry_id=entry_id)
    return _back(found, "practices")


@as_collector
@require_POST
def move(request: HttpRequest, found: Collection, entry_id: int) -> HttpResponse:
    form = MoveForm(request.POST)
    if form.is_valid():
        up = form.cleaned_data["to"] == "up"
        collections_services.move(
            collection=found, entry_id=entry_id, place=form.cleaned_data["place"], up=up
        )
    return _back(found, "practices")


@as_collector
@require_POST
def make_link(request: HttpRequest, found: Collection) -> HttpResponse:
    form = AudienceForm(request.POST)
    if form.is_valid():
        collections_services.make_link(collection=found, **form.cleaned_data)
    return _back(found, "links")


@as_collector
@require_POST
def revoke_link(request: HttpRequest, found: Collection) -> HttpResponse:
    form = AudienceForm(request.POST)
    if form.is_valid():
        collections_services.revoke_link(collection=found, **form.cleaned_data)
    return _back(found, "links")


@as_collector
@require_POST
def delete(request: HttpRequest, found: Collection) -> HttpResponse:
    collections_services.delete(collection=found)
    return redirect("practices:collections")


@as_coordinator
@require_POST
def collect(request: HttpRequest, practice_id: int) -> HttpResponse:
    """Puts a practice that its coordinator may read into one of the collections."""
    readable = Practice.objects.readable_by(request.user)
    practice = get_object_or_404(readable, pk=practice_id)
    form = CollectForm(request.POST, user=request.user)
    if not form.is_valid():
        return redirect("practices:practice", practice.pk)
    collections_services.put(collection=form.cleaned_data["collection"], practice=practice)
    return _back(form.cleaned_data["collection"], "practices")


def _back(found: Collection, part: str = "") -> HttpResponse:
    address = reverse("practices:collection", args=[found.pk])
    return redirect(f"{address}#{part}" if part else address)


# --- reading ---


@as_collector
@require_safe
def own_file(request: HttpRequest, found: Collection, form: str) -> HttpResponse:
    return _file(found, request.user, form)


@as_link_reader
@require_safe
def shared(request: HttpRequest, reader: Reader) -> HttpResponse:
    context = {
        "reader": reader,
        "collection": reader.collection,
        "practices": collections_queries.practices_in(reader.collection, reader.user),
        "downloads": [(form, reader.address_of("shared_file", form)) for form in formats.FORMS],
    }
    return render(request, "practices/collected.html", context)


@as_link_reader
@require_safe
def shared_file(request: HttpRequest, reader: Reader, form: str) -> HttpResponse:
    return _file(reader.collection, reader.user, form)


def _file(found: Collection, user: Any, form: str) -> HttpResponse:
    if form not in formats.FORMS:
        raise Http404
    practices = collections_queries.practices_in(found, user)
    paper = papers.of_collection(found, practices, get_language() or found.language)
    return download(
        formats.FORMS[form](paper), formats.CONTENT_TYPES[form], formats.name_of(found.name, form)
    )
