"""The short answers on the first page, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from network.queries import agreed, areas, quality, series, synthesis, themes
from network.queries.selection import Selection
from workshops.course import phases


def answers(selection: Selection) -> dict[str, Any]:
    counts = selection.workshops.filter(is_template=False).aggregate(
        coming=Count("pk", filter=Q(phase=phases.FIRST)),
        past=Count("pk", filter=Q(phase=phases.LAST)),
        all=Count("pk"),
    )
    today = timezone.localdate()
    return {
        **counts,
        "running": counts["all"] - counts["coming"] - counts["past"],
        "today": today,
        "series_answer": series.short(selection),
        "areas_answer": areas.short(selection),
        "themes_answer": themes.short(selection),
        "synthesis_answer": synthesis.short(selection),
        "agreed_answer": agreed.short(selection),
        "quality_answer": quality.short(selection),
    }
