"""What the method is for, and the principles that a room is told (source: design/method.md).

Each text stands here once; phones, projector, script and paper take it from here. `DIALOGUE` and `OPEN_SPACE`
are tuples of (title, sentence), `EARLY_COOPERATION` and `TWO_FEET` tuples of sentences in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

METHOD: StrPromise = _(
    "A work community works on its own work and, at the same time, on how it is together. "
    "Openness, taking part and early cooperation guide both."
)

PURPOSES: dict[int, StrPromise] = {
    1: _(
        "Today we find out together which situations in our work stir worry and which do not, "
        "and what keeps worry away."
    ),
    2: _(
        "Today we share experiences of good practices of early open cooperation: "
        "of what takes worry away or keeps it away."
    ),
}

DIALOGUE: tuple[tuple[StrPromise, StrPromise], ...] = (
    (_("We meet as equals"), _("You are an expert in your own work, and so is everyone else here.")),
    (
        _("Everyone takes part and is present"),
        _("Give this time to the people around you, and take part in your own way."),
    ),
    (
        _("We really listen, and everyone is heard"),
        _("You may speak without being interrupted, and you listen until the other is done."),
    ),
)

# No other ten may stand under this name, nor in another order.
EARLY_COOPERATION: tuple[StrPromise, ...] = (
    _("We look after the services that we share."),
    _("Each of us takes our own responsibility."),
    _("When we worry, we say so."),
    _("We work together with the networks close by."),
    _("We support everyone in taking part."),
    _("We act openly and do things together."),
    _("Support and control go hand in hand."),
    _("We see to it that working together lasts."),
    _("We label nobody."),
    _("We act early on structural causes too."),
)

IT_ENDS: tuple[StrPromise, StrPromise] = (
    _("It ends when it ends"),
    _("You may stop when what matters feels dealt with."),
)
OPEN_SPACE: tuple[tuple[StrPromise, StrPromise], ...] = (
    (
        _("You are the right person to take part, whoever you are"),
        _(
            "What everyone knows, of every kind, counts the same and is welcome. "
            "Your wish, enthusiasm and commitment decide which group is yours."
        ),
    ),
    (
        _("Whatever we do is the right thing"),
        _("The talk may go its own ways; nobody has to know beforehand where."),
    ),
    (
        _("It begins when it begins"),
        _(
            "It goes at its own pace, in a lively mood and without needless formality. "
            "Each of us takes care that it feels worth while."
        ),
    ),
    IT_ENDS,
)

TWO_FEET_NAME: StrPromise = _("The law of two feet")
TWO_FEET_RULE: StrPromise = _(
    "If you neither learn nor can join in, use your two feet and go to another group that gives you more."
)
TWO_FEET: tuple[StrPromise, ...] = (
    _("Each of us is responsible for ourselves."),
    TWO_FEET_RULE,
    _("You may stay at one table all the time or visit several."),
    _("A theme that interests many gets several groups."),
)
