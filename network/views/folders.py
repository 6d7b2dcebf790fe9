"""Material folders: asking for one, seeing how far it is, fetching it, sharing it by a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from network.models import Folder
from network.queries import folders as folders_queries
from network.queries.selection import Selection
from network.services import folder_making, folders
from network.views.guards import as_folder_reader, as_network, own_folder
from workshops.access.addresses import absolute_from
from workshops.access.readers import languages
from workshops.models import User
from workshops.refusals import Refused
from workshops.views.responses import HtmxHttpRequest, is_on

SECONDS_BETWEEN_LOOKS = 2


@as_network
@require_safe
def own(request: HtmxHttpRequest, selection: Selection) -> HttpResponse:
    """With how far each is; what the page asks for again and again is the list alone."""
    return _page(request, selection, part="#folders" if request.htmx else "")


def _page(request: HttpRequest, selection: Selection, part: str = "", **more: Any) -> HttpResponse:
    standings = folders_queries.standings(request.user)
    context = {
        "folders": [(standing, _address(request, standing.folder)) for standing in standings],
        "going": any(standing.goes_on for standing in standings),
        "count": selection.held.count(),
        "syntheses": folders_queries.syntheses_in(selection).count(),
        "title": selection.title,
        "seconds": SECONDS_BETWEEN_LOOKS,
        **more,
    }
    status = 409 if more else 200
    return render(request, f"network/folders.html{part}", context, status=status)


def _address(request: HttpRequest, folder: Folder) -> str:
    key = folders_queries.key_of(folder)
    return absolute_from(request)(reverse("network:shared_folder", args=[key])) if key else ""


@as_network
@require_POST
def ask(request: HttpRequest, selection: Selection) -> HttpResponse:
    try:
        folders.ask(selection=selection, user=cast(User, request.user), language=get_language() or "fi")
    except Refused as refused:
        return _page(request, selection, problem=refused.message)
    return redirect(reverse("network:folders") + selection.address)


@as_network
@require_POST
def share(request: HttpRequest, selection: Selection, folder_id: int) -> HttpResponse:
    folders.share(folder=own_folder(request.user, folder_id), on=is_on(request))
    return redirect(reverse("network:folders") + selection.address)


@as_network
@require_POST
def delete(request: HttpRequest, selection: Selection, folder_id: int) -> HttpResponse:
    folders.delete(folder=own_folder(request.user, folder_id))
    return redirect(reverse("network:folders") + selection.address)


@as_network
@require_safe
def file(request: HttpRequest, selection: Selection, folder_id: int) -> HttpResponse:
    return _file(own_folder(request.user, folder_id))


def _file(folder: Folder) -> HttpResponse:
    if folder.state != Folder.State.READY or not folder_making.storage().exists(folder.file_name):
        raise Http404
    name = f"{slugify(folder.title)[:60].strip('-') or 'dialogit'}.zip"
    response: Any = FileResponse(
        folder_making.storage().open(folder.file_name), as_attachment=True, filename=name
    )
    return response


# --- behind a link ---


@dataclass(frozen=True)
class Reader:
    path: str

    def languages(self) -> list[tuple[str, str, bool]]:
        return languages(self.path)


@as_folder_reader
@require_safe
def shared(request: HttpRequest, folder: Folder, key: str) -> HttpResponse:
    count = folder.parts.filter(is_synthesis=False).count()
    context = {"folder": folder, "key": key, "count": count, "reader": Reader(request.path)}
    return render(request, "network/shared_folder.html", context)


@as_folder_reader
@require_safe
def shared_file(request: HttpRequest, folder: Folder, _key: str) -> HttpResponse:
    return _file(folder)
