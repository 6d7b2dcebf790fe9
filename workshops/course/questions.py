"""What an Open Space group talks about, how a theme is worded, what the feedback form asks.

`OPEN_SPACE_QUESTIONS` is a tuple of four questions in order (source: design/method.md),
`EXAMPLES_OF_THEMES` shows themes worded as questions. `FEEDBACK_STATEMENTS` is a tuple of five (key,
statement), answered from 1 to 5, which an organisation may reword (`statements.py`); the key is what the
database holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OPEN_SPACE_QUESTIONS: tuple[StrPromise, ...] = (
    _("What works in this theme, or has worked?"),
    _("What was the turning point?"),
    _("What experiences of success and of failure do we have?"),
    _("What is essential in these experiences?"),
)

EXAMPLES_OF_THEMES: tuple[StrPromise, ...] = (
    _("Where do we find enthusiasm for our work?"),
    _("How do we ask a colleague for help in time?"),
    _("How do we talk with families before anything is wrong?"),
)

FEEDBACK_STATEMENTS: tuple[tuple[str, StrPromise], ...] = (
    ("heard", _("I was heard")),
    ("learnt", _("I found something I can use in my work")),
    ("shared", _("We found situations that we share")),
    ("ease", _("My worry eased, or my trust in our means grew")),
    ("recommend", _("I would recommend a dialogue like this to another work community")),
)
