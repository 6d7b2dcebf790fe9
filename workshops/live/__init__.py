"""Tells the rooms what changed: one frame per audience, rendered once per audience. See docs/live.md.

Services call this; it never calls services.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from channels.layers import BaseChannelLayer, get_channel_layer
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from workshops import metrics
from workshops.access.permissions import Role
from workshops.live.threads import in_loop, in_thread
from workshops.models import Workshop
from workshops.refusals import Gone, Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Thing = TypeVar("Thing", bound=Model)
LANGUAGES: tuple[str, ...] = tuple(code for code, _ in settings.LANGUAGES)
LISTENING_SECONDS = 60
PUSH_SECONDS = 3.0  # a channel layer that is slower than this does not hold up the writer
# Why a socket is closed; what the browser does then stands in docs/live.md.
LOOK_AGAIN, SIGNED_OUT, FORBIDDEN, OVER = 4205, 4401, 4403, 4410
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


class AfterClosing(Enum):
    """What a closed workshop still takes, and nothing else: everything written in it stays as it is."""

    TASK_STATUS = "how far a task has come is told for months"
    SHARING = "the report is shared with the participants, or no longer"
    FACILITATION = "whoever facilitates changes with the memberships"
    SETTINGS = "the admin corrects a title or a date, and a workshop becomes a template"
    PRIVATE_NOTES = "facilitators keep their own notes, which nobody else sees"
    LEAVING = "somebody asks for their row to be deleted, and it is"
    RETENTION = "notes are purged on their day"
    ENDING = "a rehearsal is deleted as a whole"


class Write:
    """One change of a workshop, its row held until the change is committed. Made by `writing`.

    ``workshop`` is as it is now. What is pushed is collected and sent after commit; a write that pushes
    nothing has changed nothing and does not count.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.fragments: list[Fragment] = []
        self.all_refetch = False

    def push(self, *fragments: Fragment) -> None:
        """Sends these pieces of pages after commit."""
        self.fragments += fragments

    def refetch(self) -> None:
        """Tells every page to fetch itself anew: the phase or something as large has changed."""
        self.all_refetch = True

    def require(self, *in_phases: str, otherwise: str | StrPromise) -> None:
        """Refuses with the words ``otherwise`` unless the workshop is in one of these phases."""
        if self.workshop.phase not in in_phases:
            raise Refused(otherwise)

    def reread(self, thing: Thing, *along: str, gone: str | StrPromise = "") -> Thing:
        """The same object with what the database says now, and with the relations ``along``.

        What was read before the lock may have changed while this write waited for it. Raises `Gone`, with
        the words ``gone``, for a row that somebody else has deleted.
        """
        rows = type(thing)._default_manager.all()
        try:
            thing.refresh_from_db(from_queryset=rows.select_related(*along) if along else rows)
        except ObjectDoesNotExist:
            raise Gone(gone or _("Somebody has just taken this away. Look at the page again.")) from None
        return thing

    def _finish(self) -> None:
        """Counts last, so that of two writes the later one has the higher ``rev``."""
        if not (self.fragments or self.all_refetch):
            return
        rev = self.workshop.rev = _next_rev(self.workshop)
        workshop_id, fragments, refetch = self.workshop.pk, tuple(self.fragments), self.all_refetch
        transaction.on_commit(lambda: _send_frames(workshop_id, rev, fragments, refetch), robust=True)


@contextmanager
def writing(workshop: Workshop, *, after_closing: AfterClosing | None = None) -> Iterator[Write]:
    """The one way to change a workshop. Two who press in the same instant come here one after the other.

    The workshop's row is locked first, so that no two writes take locks in different orders and wait for
    each other. ``workshop`` is read anew in place; all else that a decision rests on must be read inside,
    other objects by `Write.reread`. Raises `Gone` when the workshop is not there any more (a rehearsal that
    was ended), `Refused` when it is closed and ``after_closing`` does not say why the change goes on.
    """
    with transaction.atomic():
        _lock(workshop)
        if workshop.is_closed and after_closing is None:
            raise Refused(_("This workshop is closed, and what was written in it stays as it is."))
        write = Write(workshop)
        yield write
        write._finish()


def _lock(workshop: Workshop) -> None:
    """``no_key``: rows that point to the workshop, as notes do, can be added meanwhile (PostgreSQL).

    SQLite has no row locks and needs none: its transactions are IMMEDIATE, one writer at a time.
    """
    try:
        workshop.refresh_from_db(from_queryset=Workshop.objects.select_for_update(no_key=True))
    except Workshop.DoesNotExist:
        raise Gone(_("This workshop is not there any more.")) from None


def _next_rev(workshop: Workshop) -> int:
    """Counts and reads ``rev`` in one statement, which the ORM has no word for: every write passes here."""
    table = connection.ops.quote_name(Workshop._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET rev = rev + 1 WHERE id = %s RETURNING rev",  # noqa: S608 - no input in it
            [workshop.pk],
        )
        counted = cursor.fetchone()
    return int(counted[0]) if counted else workshop.rev + 1  # the write was the workshop's end


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
    workshop_id: int, code: int, *, participant_id: int | None = None, user_id: int | None = None
) -> None:
    """Closes the sockets of one participant or one facilitator; with neither, of all participants."""
    message = {"type": "shut", "code": code, "participant": participant_id, "user": user_id}
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
