"""The principles shown at the welcome and at the opening of Open Space (source: design/method.md).

`DIALOGUE` and `OPEN_SPACE` are tuples of (title, sentence), `EARLY_COOPERATION` a tuple of ten sentences,
`TWO_FEET` one (title, sentence).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DIALOGUE: tuple[tuple[StrPromise, StrPromise], ...] = (
    (_("Everyone is equal"), _("You are an expert in your own work, and so is everyone else here.")),
    (
        _("Everyone is heard"),
        _("You may speak without being interrupted, and you listen until the other is done."),
    ),
    (_("Everyone is present"), _("Give this time to the people around you; the rest can wait.")),
)

EARLY_COOPERATION: tuple[StrPromise, ...] = (
    _("Take up your worry early, while much can still be done."),
    _("Start from your own worry, not from what others do wrong."),
    _("Ask for help for yourself: say what would ease your worry."),
    _("Be ready to listen, to wonder and to change your mind."),
    _("Respect what others know about their own lives and work."),
    _("Show what already works, and build on it."),
    _("Act openly: talk with people, not about them."),
    _("Agree on the next small step together."),
    _("Return to what was agreed, and see how it went."),
    _("Say thank you, and value the trust you are given."),
)

OPEN_SPACE: tuple[tuple[StrPromise, StrPromise], ...] = (
    (_("Those who come are the right ones"), _("Two people are enough for a group, and nobody is missing.")),
    (
        _("What happens is what could happen"),
        _("Let your talk go where it goes; nobody planned it beforehand."),
    ),
    (_("It begins when it begins"), _("Good thoughts keep no timetable, so start when your group is ready.")),
    (_("When it is over, it is over"), _("When nothing more comes, thank each other and move on.")),
)

TWO_FEET: tuple[StrPromise, StrPromise] = (
    _("Not learning, not giving? Move on."),
    _("You are the right person in any group, and you may leave at any time."),
)
