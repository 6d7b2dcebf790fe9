"""From what changed to the sockets: rendered once for each audience that somebody listens in, then published.

An audience is a role and a language in one workshop. The channel layer carries frames between processes; see
docs/live.md, "Between the write and the sockets".
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
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from workshops import metrics
from workshops.access.permissions import Role
from workshops.live.close_codes import CloseCode
from workshops.live.threads import in_loop, in_thread

LANGUAGES: tuple[str, ...] = tuple(code for code, _ in settings.LANGUAGES)
AUDIENCE_TTL = 60  # seconds for which other processes believe that somebody listens here
PUSH_TIMEOUT = 3.0  # a channel layer that is slower than this does not hold up the writer
_local: set[str] = set()  # the audiences with a socket in this process
logger = logging.getLogger(__name__)
EVERYONE: tuple[Role, ...] = tuple(Role)


@dataclass(frozen=True)
class Fragment:
    """A piece of a page as ``page.html#partial``.

    ``context`` is read once, after commit, however many fragments share it.
    """

    template: str
    context: Callable[[], dict[str, Any]]
    roles: tuple[Role, ...] = EVERYONE

    def render(self, role: Role, context: dict[str, Any]) -> str:
        return render_to_string(self.template, {**context, "role": role})


def audience(workshop_id: int, role: Role, language: str) -> str:
    return f"w{workshop_id}.{role}.{language}"


def send_frames(workshop_id: int, rev: int, fragments: Iterable[Fragment], *, refetch: bool) -> None:
    """One frame for each audience, of one change; without html when every page is to fetch itself anew."""
    heard = active_audiences(workshop_id, EVERYONE)
    wanted = {role for role, _language in heard}
    due = [f for f in fragments if not refetch and wanted.intersection(f.roles)]
    contexts = {read: read() for read in {f.context for f in due}}
    messages = []
    for role, language in heard:
        frame: dict[str, Any] = {"rev": rev}
        if not refetch:
            with translation.override(language):
                frame["html"] = "".join(f.render(role, contexts[f.context]) for f in due if role in f.roles)
        messages.append((audience(workshop_id, role, language), {"type": "frame", "frame": frame}))
    _publish_sync(messages)


def send_transient_sync(workshop_id: int, fragment: Fragment) -> None:
    """A frame outside the count of ``rev``, at once: nothing was written that it could wait for."""
    _publish_sync(_transient(_render(workshop_id, fragment)))


async def send_transient(workshop_id: int, fragment: Fragment) -> None:
    """A frame outside the count of ``rev``, for what is true only now, such as who is connected."""
    rendered = await in_thread(_render)(workshop_id, fragment)
    await publish(_transient(rendered))


def _transient(rendered: list[tuple[str, str]]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, {"type": "frame", "frame": {"html": html}}) for name, html in rendered]


def _render(workshop_id: int, fragment: Fragment) -> list[tuple[str, str]]:
    """``(audience, html)`` of each audience that somebody listens in."""
    heard = active_audiences(workshop_id, fragment.roles)
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
    _local.add(name)


def unregister_audience(name: str) -> None:
    """Nobody here listens any more; other processes forget it by themselves."""
    _local.discard(name)


def announce_audiences(names: Iterable[str]) -> None:
    """Tells the other processes that these have somebody here; said again at each heartbeat. Blocks."""
    try:
        cache.set_many(dict.fromkeys(names, True), AUDIENCE_TTL)
    except Exception:
        logger.warning("The cache is away; other processes cannot be told who listens.")


def active_audiences(workshop_id: int, roles: Iterable[Role]) -> list[tuple[Role, str]]:
    """The audiences somebody listens in: for the others nothing need be rendered."""
    every = {audience(workshop_id, role, lang): (role, lang) for role in roles for lang in LANGUAGES}
    try:
        heard = _local.union(cache.get_many(every))
    except Exception:
        logger.warning("The cache is away; rendering for every audience.")
        return list(every.values())
    return [every[name] for name in every if name in heard]


def close_sockets(
    workshop_id: int, code: CloseCode, *, participant_id: int | None = None, user_id: int | None = None
) -> None:
    """Closes the sockets of one participant or one facilitator; with neither, of all participants."""
    message = {"type": "shut", "code": int(code), "participant": participant_id, "user": user_id}
    roles = (Role.FACILITATOR, Role.PROJECTOR) if user_id else (Role.PARTICIPANT,)
    names = [audience(workshop_id, role, language) for role in roles for language in LANGUAGES]
    transaction.on_commit(lambda: _publish_sync([(name, message) for name in names]), robust=True)


def layer() -> BaseChannelLayer:
    """The configured channel layer; settings always have one."""
    found = get_channel_layer()
    assert found is not None
    return found


async def layer_answers() -> bool:
    """Whether the channel layer takes a message now; nobody listens where this one goes."""
    try:
        async with asyncio.timeout(PUSH_TIMEOUT):
            await layer().group_send("nobody", {"type": "frame"})
    except Exception:
        return False
    return True


def _publish_sync(messages: list[tuple[str, dict[str, Any]]]) -> None:
    """From a thread; ``publish`` has its own limit, so only a loop that stands still takes longer."""
    try:
        in_loop(publish, messages, seconds=PUSH_TIMEOUT + 1)
    except TimeoutError:
        logger.warning("The server is ending; what changed last goes out when pages connect again.")


async def publish(messages: list[tuple[str, dict[str, Any]]]) -> None:
    """To all groups at once. What the layer does not take is made good by the next heartbeat."""
    try:
        async with asyncio.timeout(PUSH_TIMEOUT):
            await asyncio.gather(*(layer().group_send(name, message) for name, message in messages))
    except Exception:
        metrics.push_errors.inc()
        logger.warning("The channel layer does not take frames; heartbeats bring the screens up to date.")
