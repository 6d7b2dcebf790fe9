"""Groups of one or two, in which everyone knows who wrote: made on purpose alone, and the group is told.

People who leave are not held back: what becomes small by it is told on the group's phones and the console.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from workshops.course import phases
from workshops.models import Workshop
from workshops.refusals import Refused
from worryzones import rotation
from worryzones.models import CafeGroup
from worryzones.queries import seats


class TooSmall(Refused):
    """The write would leave a group of one or two; said once more with ``small`` it is done."""

    def __init__(self) -> None:
        words = _("A group would be left with only one or two people. Then everyone knows who wrote.")
        super().__init__(words)


@contextmanager
def on_purpose(workshop: Workshop, *, small: bool) -> Iterator[None]:
    """What is done meanwhile makes no group smaller than three, unless ``small`` or an earlier yes says so.

    The yes is kept for the group. After theming nobody writes notes, and nothing is asked.
    """
    before = _sizes(workshop)
    yield
    if phases.is_after(workshop.phase, "theming"):
        return
    made = [pk for pk, size in _sizes(workshop).items() if _is_made_small(size, before.get(pk, 0))]
    asked = CafeGroup.objects.filter(pk__in=made, small=False)
    if small:
        asked.update(small=True)
    elif asked.exists():
        raise TooSmall


def _sizes(workshop: Workshop) -> dict[int, int]:
    return dict(seats.groups_of(workshop).values_list("pk", "size"))


def _is_made_small(size: int, before: int) -> bool:
    """One that was small already and has grown is no worse than it was."""
    return 0 < size < rotation.MIN_GROUP and (size < before or not before)
