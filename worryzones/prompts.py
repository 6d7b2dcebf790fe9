"""The questions asked at the café tables (source: design/method.md, "Questions at the tables").

`DEFAULT_PROMPTS` maps a zone's number, 1 to 4, to its questions in the order they are asked. They ask about
situations where we are, never about the state of a client, a pupil or a colleague.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DEFAULT_PROMPTS: dict[int, tuple[StrPromise, ...]] = {
    1: (
        _("In which everyday situations do we feel that all is well?"),
        _("What do we do in these situations that keeps worry away?"),
        _("What exactly works in these situations, and what are we good at?"),
    ),
    2: (
        _("Which situations in our work stir a small worry in us?"),
        _("What do we do in these situations that eases the worry and builds cooperation?"),
        _("Which of our early and open ways ease a small worry best?"),
        _("What makes these ways early and open, and how do they help us work together?"),
    ),
    3: (
        _("In which situations do we notice that our own means are running low?"),
        _("Which of our worries belong at this table?"),
        _("With whom, above all, should we talk in these situations?"),
        _("What have we tried when stuck, and what in it helped people be open and take part?"),
    ),
    4: (
        _("In which situations do we feel that our own means are used up?"),
        _("How do these situations differ from those where our worry is tangible?"),
        _("What do we have that helps everyone take part and truly talk with each other?"),
        _("Which of our ways of working hold in a crisis, and what eases our worry most?"),
    ),
}
