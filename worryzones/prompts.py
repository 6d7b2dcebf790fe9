"""The questions asked at the café tables (source: design/method.md, "Questions at the tables").

`DEFAULT_PROMPTS` maps a zone's number, 1 to 4, to its questions in the order they are asked. They ask about
situations where we are, never about the state of a client, a pupil or a colleague, and each asks one thing: a
phone shows them one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DEFAULT_PROMPTS: dict[int, tuple[StrPromise, ...]] = {
    1: (
        _("What are the typical situations in our work that stir no worry?"),
        _("What do we do to keep worry away?"),
        _("Which of our skills and ways work especially well in keeping worry away?"),
    ),
    2: (
        _("Which situations in our work stir small worries in us?"),
        _("Which ways of working ease small worries and build cooperation?"),
        _("Which of our practices of early open cooperation and preventive work ease small worries best?"),
        _("What in these practices is early, supports openness and strengthens cooperation?"),
    ),
    3: (
        _("What are the typical situations of tangible worry in our work?"),
        _("What kind of worries do we feel in this zone?"),
        _("With whom above all should we be in dialogue and cooperation so that the worry eases?"),
        _("Which practices have we tried in difficult situations?"),
        _("What in these practices added openness and taking part?"),
    ),
    4: (
        _("What are the typical situations of great worry in our work?"),
        _("What sets our situations of great worry apart from those of tangible worry?"),
        _("Which of our working practices further taking part and dialogue in situations of great worry?"),
        _("Which methods of crisis work are effective with us?"),
        _("Which practices ease a great worry most?"),
    ),
}
