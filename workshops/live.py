"""Tells the rooms what changed: one frame per audience, rendered once per audience. See docs/live.md.

Services call this; it never calls services.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import BaseChannelLayer, get_channel_layer
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from workshops.models import Workshop
from workshops.permissions import Role

LANGUAGES: tuple[str, ...] = tuple(code for code, _ in settings.LANGUAGES)
LISTENING_SECONDS = 60
logger = logging.getLogger(__name__)
EVERYONE: tuple[Role, ...] = tuple(Role)


@dataclass(frozen=True)
class Fragment:
    """A piece of a page as ``page.html#partial``. ``context`` is read once, after commit."""

    template: str
    context: Callable[[], dict[str, Any]]
    roles: tuple[Role, ...] = EVERYONE

    def render(self, role: Role, context: dict[str, Any]) -> str:
        return render_to_string(self.template, {**context, "role": role})


def audience(workshop_id: int, role: Role, language: str) -> str:
    return f"w{workshop_id}.{role}.{language}"


def changed(workshop: Workshop, *fragments: Fragment, whole: bool = False) -> None:
    """Bumps ``rev`` in this transaction and sends the fragments after commit.

    ``whole`` tells every page to fetch itself anew: the phase or something as large has changed.
    """
    Workshop.objects.filter(pk=workshop.pk).update(rev=F("rev") + 1)
    rev = workshop.rev = Workshop.objects.values_list("rev", flat=True).get(pk=workshop.pk)
    transaction.on_commit(lambda: _send_frames(workshop.pk, rev, fragments, whole), robust=True)


def _send_frames(workshop_id: int, rev: int, fragments: tuple[Fragment, ...], whole: bool) -> None:
    heard = heard_audiences(workshop_id, EVERYONE)
    wanted = {role for role, _language in heard}
    read = [(f, f.context()) for f in fragments if not whole and wanted.intersection(f.roles)]
    for role, language in heard:
        frame: dict[str, Any] = {"rev": rev}
        if not whole:
            with translation.override(language):
                frame["html"] = "".join(f.render(role, c) for f, c in read if role in f.roles)
        _group_send(audience(workshop_id, role, language), {"type": "frame", "frame": frame})


async def send_soft(workshop_id: int, fragment: Fragment) -> None:
    """A frame outside the count of ``rev``, for what is true only now, such as who is connected."""
    for name, html in await database_sync_to_async(_render)(workshop_id, fragment):
        await layer().group_send(name, {"type": "frame", "frame": {"html": html}})


def _render(workshop_id: int, fragment: Fragment) -> list[tuple[str, str]]:
    """``(audience, html)`` of each audience that somebody listens in."""
    heard = heard_audiences(workshop_id, fragment.roles)
    context = fragment.context() if heard else {}
    rendered = []
    for role, language in heard:
        with translation.override(language):
            rendered.append((audience(workshop_id, role, language), fragment.render(role, context)))
    return rendered


def listen(names: Iterable[str]) -> None:
    """Says that these audiences have a socket somewhere; said again at each heartbeat."""
    try:
        cache.set_many(dict.fromkeys(names, True), LISTENING_SECONDS)
    except Exception:
        logger.warning("The cache is away; nobody can be told who listens.")


def heard_audiences(workshop_id: int, roles: Iterable[Role]) -> list[tuple[Role, str]]:
    """The audiences somebody listens in: for the others nothing need be rendered."""
    every = {audience(workshop_id, role, lang): (role, lang) for role in roles for lang in LANGUAGES}
    try:
        return [every[name] for name in cache.get_many(every)]
    except Exception:
        logger.warning("The cache is away; rendering for every audience.")
        return list(every.values())


def shut(workshop_id: int, code: int, participant_id: int | None = None) -> None:
    """Closes the sockets of one participant, or of all of them, for good."""

    def send() -> None:
        for language in LANGUAGES:
            _group_send(
                audience(workshop_id, Role.PARTICIPANT, language),
                {"type": "shut", "code": code, "participant": participant_id},
            )

    transaction.on_commit(send, robust=True)


def layer() -> BaseChannelLayer:
    """The configured channel layer; settings always have one."""
    found = get_channel_layer()
    assert found is not None
    return found


def _group_send(group: str, message: dict[str, Any]) -> None:
    async_to_sync(layer().group_send)(group, message)
