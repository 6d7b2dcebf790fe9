"""Tells the rooms what changed: one frame per audience, rendered once per audience. See docs/live.md.

Services call this; it never calls services.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from channels.layers import BaseChannelLayer, get_channel_layer
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation

from workshops import metrics
from workshops.close_codes import CloseCode
from workshops.models import Workshop
from workshops.permissions import Role
from workshops.threads import in_loop, in_thread

LANGUAGES: tuple[str, ...] = tuple(code for code, _ in settings.LANGUAGES)
LISTENING_SECONDS = 60
PUSH_SECONDS = 3.0  # a channel layer that is slower than this does not hold up the writer
MOMENT = ("phase", "round", "slide", "screen", "points_shown", "results_shown")  # what everyone looks at
_here: set[str] = set()  # the audiences with a socket in this process
logger = logging.getLogger(__name__)
EVERYONE: tuple[Role, ...] = tuple(Role)


@dataclass(frozen=True)
class Fragment:
    """A piece of a page as ``page.html#partial``. ``context`` is read once, after commit,
    however many fragments share it."""

    template: str
    context: Callable[[], dict[str, Any]]
    roles: tuple[Role, ...] = EVERYONE

    def render(self, role: Role, context: dict[str, Any]) -> str:
        return render_to_string(self.template, {**context, "role": role})


def audience(workshop_id: int, role: Role, language: str) -> str:
    return f"w{workshop_id}.{role}.{language}"


def changed(workshop: Workshop, *fragments: Fragment, whole: bool = False) -> None:
    """Bumps ``rev`` in this transaction and sends the fragments after commit.

    ``whole`` tells every page to fetch itself anew: the phase or something as large has changed. So does a
    moment other than that of ``workshop``, which was read before somebody moved on: its fragments are of old.
    """
    rev, *moment = _next_rev(workshop.pk)
    workshop.rev, whole = rev, whole or moment != [getattr(workshop, name) for name in MOMENT]
    transaction.on_commit(lambda: _send_frames(workshop.pk, rev, fragments, whole), robust=True)


def _next_rev(workshop_id: int) -> tuple[Any, ...]:
    """Counts, and reads ``rev`` and ``MOMENT``, in one statement, which the ORM has no word for.

    Every write passes here.
    """
    table = connection.ops.quote_name(Workshop._meta.db_table)
    columns = ", ".join(MOMENT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET rev = rev + 1 WHERE id = %s RETURNING rev, {columns}",  # noqa: S608 - no input in it
            [workshop_id],
        )
        return tuple(cursor.fetchone())


def _send_frames(workshop_id: int, rev: int, fragments: tuple[Fragment, ...], whole: bool) -> None:
    heard = heard_audiences(workshop_id, EVERYONE)
    wanted = {role for role, _language in heard}
    due = [f for f in fragments if not whole and wanted.intersection(f.roles)]
    contexts = {read: read() for read in {f.context for f in due}}
    messages = []
    for role, language in heard:
        frame: dict[str, Any] = {"rev": rev}
        if not whole:
            with translation.override(language):
                frame["html"] = "".join(f.render(role, contexts[f.context]) for f in due if role in f.roles)
        messages.append((audience(workshop_id, role, language), {"type": "frame", "frame": frame}))
    _publish(messages)


def tell(workshop_id: int, fragment: Fragment) -> None:
    """A frame outside the count of ``rev``, at once: nothing was written that it could wait for."""
    _publish(_soft(_render(workshop_id, fragment)))


async def send_soft(workshop_id: int, fragment: Fragment) -> None:
    """A frame outside the count of ``rev``, for what is true only now, such as who is connected."""
    rendered = await in_thread(_render)(workshop_id, fragment)
    await send_all(_soft(rendered))


def _soft(rendered: list[tuple[str, str]]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, {"type": "frame", "frame": {"html": html}}) for name, html in rendered]


def _render(workshop_id: int, fragment: Fragment) -> list[tuple[str, str]]:
    """``(audience, html)`` of each audience that somebody listens in."""
    heard = heard_audiences(workshop_id, fragment.roles)
    context = fragment.context() if heard else {}
    rendered = []
    for role, language in heard:
        with translation.override(language):
            rendered.append((audience(workshop_id, role, language), fragment.render(role, context)))
    return rendered


def register_audience(name: str) -> None:
    """Somebody in this process listens from now on.

    Done in the event loop, as ``unregister_audience`` is, so that the two cannot overtake each other.
    """
    _here.add(name)


def unregister_audience(name: str) -> None:
    """Nobody here listens any more; other processes forget it by themselves."""
    _here.discard(name)


def announce_audiences(names: Iterable[str]) -> None:
    """Tells the other processes that these have somebody here; said again at each heartbeat. Blocks."""
    try:
        cache.set_many(dict.fromkeys(names, True), LISTENING_SECONDS)
    except Exception:
        logger.warning("The cache is away; other processes cannot be told who listens.")


def heard_audiences(workshop_id: int, roles: Iterable[Role]) -> list[tuple[Role, str]]:
    """The audiences somebody listens in: for the others nothing need be rendered."""
    every = {audience(workshop_id, role, lang): (role, lang) for role in roles for lang in LANGUAGES}
    try:
        heard = _here.union(cache.get_many(every))
    except Exception:
        logger.warning("The cache is away; rendering for every audience.")
        return list(every.values())
    return [every[name] for name in every if name in heard]


def shut(
    workshop_id: int, code: CloseCode, *, participant_id: int | None = None, user_id: int | None = None
) -> None:
    """Closes the sockets of one participant or one facilitator; with neither, of all participants."""
    message = {"type": "shut", "code": int(code), "participant": participant_id, "user": user_id}
    roles = (Role.FACILITATOR, Role.PROJECTOR) if user_id else (Role.PARTICIPANT,)
    names = [audience(workshop_id, role, language) for role in roles for language in LANGUAGES]
    transaction.on_commit(lambda: _publish([(name, message) for name in names]), robust=True)


def layer() -> BaseChannelLayer:
    """The configured channel layer; settings always have one."""
    found = get_channel_layer()
    assert found is not None
    return found


async def layer_answers() -> bool:
    """Whether the channel layer takes a message now; nobody listens where this one goes."""
    try:
        async with asyncio.timeout(PUSH_SECONDS):
            await layer().group_send("nobody", {"type": "frame"})
    except Exception:
        return False
    return True


def _publish(messages: list[tuple[str, dict[str, Any]]]) -> None:
    """From a thread; ``send_all`` has its own limit, so only a loop that stands still takes longer."""
    try:
        in_loop(send_all, messages, seconds=PUSH_SECONDS + 1)
    except TimeoutError:
        logger.warning("The server is ending; what changed last goes out when pages connect again.")


async def send_all(messages: list[tuple[str, dict[str, Any]]]) -> None:
    """To all groups at once. What the layer does not take is made good by the next heartbeat."""
    try:
        async with asyncio.timeout(PUSH_SECONDS):
            await asyncio.gather(*(layer().group_send(name, message) for name, message in messages))
    except Exception:
        metrics.push_errors.inc()
        logger.warning("The channel layer does not take frames; heartbeats bring the screens up to date.")
