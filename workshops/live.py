"""Tells the rooms what changed: one frame per audience, rendered once per audience. See docs/live.md.

Services call this; it never calls services.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, get_channel_layer
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from workshops.models import Workshop
from workshops.permissions import Role

LANGUAGES: tuple[str, ...] = tuple(code for code, _ in settings.LANGUAGES)
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
    read = [(fragment, fragment.context()) for fragment in fragments]
    for role in Role:
        for language in LANGUAGES:
            frame: dict[str, Any] = {"rev": rev}
            if not whole:
                with translation.override(language):
                    frame["html"] = "".join(f.render(role, c) for f, c in read if role in f.roles)
            _group_send(audience(workshop_id, role, language), {"type": "frame", "frame": frame})


def send_soft(workshop_id: int, fragment: Fragment) -> None:
    """A frame outside the count of ``rev``, for what is true only now, such as who is connected."""
    context = fragment.context()
    for role in fragment.roles:
        for language in LANGUAGES:
            with translation.override(language):
                html = fragment.render(role, context)
            _group_send(audience(workshop_id, role, language), {"type": "frame", "frame": {"html": html}})


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
