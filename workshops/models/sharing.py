from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Sharing(models.TextChoices):
    """How far a practice may travel; each level holds those before it."""

    WORKSHOP = "workshop", _("this workshop only")
    AREA = "area", _("our municipality or wellbeing services county")
    REGION = "region", _("our region")
    EVERYONE = "everyone", _("everyone")

    @classmethod
    def up_to(cls, ceiling: str) -> list[tuple[str, StrPromise]]:
        """The levels that go no further than this, each in a word or two."""
        return [(level, SHORT[level]) for level in cls.values if cls.within(level, ceiling)]

    @classmethod
    def nearer(cls, level: str, ceiling: str) -> str:
        return level if cls.within(level, ceiling) else ceiling

    @classmethod
    def within(cls, level: str, ceiling: str) -> bool:
        """Whether ``level`` travels no further than ``ceiling``."""
        return cls.values.index(level) <= cls.values.index(ceiling)


SHORT: dict[str, StrPromise] = {
    Sharing.WORKSHOP: pgettext_lazy("share with", "only us"),
    Sharing.AREA: pgettext_lazy("share with", "our area"),
    Sharing.REGION: pgettext_lazy("share with", "our region"),
    Sharing.EVERYONE: pgettext_lazy("share with", "everyone"),
}
