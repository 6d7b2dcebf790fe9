"""What an Open Space group talks about and what the feedback form asks (source: design/method.md).

`OPEN_SPACE_QUESTIONS` is a tuple of four questions in order. `FEEDBACK_STATEMENTS` is a tuple of five
(key, statement), answered from 1 to 5; the key is what the database holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OPEN_SPACE_QUESTIONS: tuple[StrPromise, ...] = (
    _("What works for us in this, or has worked before?"),
    _("What turned things around?"),
    _("Where have we succeeded, and where have we failed?"),
    _("What is essential in these experiences?"),
)

FEEDBACK_STATEMENTS: tuple[tuple[str, StrPromise], ...] = (
    ("heard", _("I was heard")),
    ("learnt", _("I found something I can use in my work")),
    ("shared", _("We found situations that we share")),
    ("ease", _("My worry eased, or my trust in our means grew")),
    ("recommend", _("I would recommend a dialogue like this to another work community")),
)
