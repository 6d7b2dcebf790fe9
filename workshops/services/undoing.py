"""One *undo* for the last act on the console: for about a minute, or until the next act.

A service that can be undone hands its inverse to `offer`: a key registered in `inverses`, and what the
inverse needs. No history is kept: one row for each workshop, gone when it is used or the workshop moves on.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import inverses, live
from workshops.access.permissions import Role
from workshops.models import LastAct, Workshop
from workshops.queries.course import locked
from workshops.queries.undoing import OFFERED_SECONDS, offered, standing
from workshops.refusals import Refused

GRACE_SECONDS = 5  # the button was there when it was pressed


def offer(workshop: Workshop, key: str, **details: Any) -> live.Fragment:
    """Keeps the inverse of what is being done, in its transaction. Returns what the console shows."""
    assert key in inverses.BY_KEY, key
    now = timezone.now()
    LastAct.objects.update_or_create(
        workshop=workshop, defaults={"key": key, "details": details, "done_at": now}
    )
    return fragment(workshop)


def forget(workshop: Workshop) -> None:
    """An act that cannot be undone this way, or a step: what was before it stays as it is."""
    LastAct.objects.filter(workshop=workshop).delete()


def forget_old() -> None:
    """What nobody can undo any more is not kept: it says where people sat before."""
    since = timezone.now() - timedelta(seconds=OFFERED_SECONDS + GRACE_SECONDS)
    LastAct.objects.filter(done_at__lt=since).delete()


@transaction.atomic
def undo(*, workshop: Workshop) -> None:
    """Takes the last act back, once. Refused when it is too late or somebody was faster."""
    workshop = locked(workshop)
    last = standing(workshop, OFFERED_SECONDS + GRACE_SECONDS)
    if last is None:
        raise Refused(_("There is nothing to undo any more."))
    last.delete()
    inverses.BY_KEY[last.key].act(workshop, **last.details)
    live.changed(workshop, fragment(workshop))


def fragment(workshop: Workshop) -> live.Fragment:
    return live.Fragment("workshops/undo.html#undo", lambda: offered(workshop), roles=(Role.FACILITATOR,))
