"""Which workshops a page of the network is about. It stands in the address, so that a page can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from network.models import Series
from network.queries import scope
from workshops.course import phases
from workshops.models import Area, Organisation, Workshop
from workshops.queries.areas import taking_part

HELD_IN = Coalesce("dialogue_1_at", "dialogue_2_at", "created")


@dataclass(frozen=True)
class Selection:
    """Of ``user``'s network what is of this series, organisation, area and year; all where none is said."""

    user: Any
    series: Series | None = None
    organisation: Organisation | None = None
    area: Area | None = None
    year: int | None = None
    chosen: dict[str, str] = field(default_factory=dict)

    @cached_property
    def workshops(self) -> QuerySet[Workshop]:
        rows = scope.workshops(self.user)
        if self.series:
            rows = rows.filter(pk__in=self.series.entries.values("workshop"))
        if self.organisation:
            rows = rows.filter(organisation=self.organisation)
        if self.area:
            rows = rows.filter(pk__in=Workshop.objects.filter(taking_part(self.area.pk)).values("pk"))
        if self.year:
            rows = rows.annotate(held_at=HELD_IN).filter(held_at__year=self.year)  # a range, read as it is
        return rows

    @cached_property
    def held(self) -> QuerySet[Workshop]:
        """What figures and findings are made of: nothing that may still change, and no template."""
        return self.workshops.filter(phase=phases.LAST)

    @property
    def title(self) -> str:
        """In words, as for a paper that is made of it."""
        chosen = [self.series, self.organisation, self.area, self.year]
        return " · ".join(str(one) for one in chosen if one) or _("The whole network")

    @property
    def address(self) -> str:
        """For links from page to page: with its question mark, or empty."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""
