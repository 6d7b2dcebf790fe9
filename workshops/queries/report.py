"""Reads for the report: only what is shown to everyone, and no figure over fewer than five people."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops import privacy
from workshops.course import phases
from workshops.models import Contribution, DebriefNote, OpenSpaceGroup, Picture, Theme, Workshop
from workshops.queries import agreement, areas, feedback, pearls
from workshops.queries import themes as themes_queries

Context = dict[str, Any]
Number = dict[str, object]


def head(workshop: Workshop) -> Context:
    return {"areas": areas.told(areas.of(workshop)), "numbers": people(workshop)}


def people(workshop: Workshop) -> list[Number]:
    """In each dialogue that has begun, those without a phone too."""
    if not phases.is_after(workshop.phase, "interlude"):
        return _took_part(workshop.took_part_1 + workshop.phoneless, _("people took part"))
    return [
        *_took_part(workshop.took_part_1 + workshop.phoneless, _("people in the first dialogue")),
        *_took_part(workshop.took_part_2 + workshop.phoneless, _("people in the second dialogue")),
    ]


def _took_part(count: int, label: str) -> list[Number]:
    if not count:
        return []
    return [{"figure": count if privacy.may_show_count(count) else _("under five"), "label": label}]


def number(count: int, label: str) -> list[Number]:
    """One number for the head of the report, none when there is nothing to count."""
    return [{"figure": count, "label": label}] if count else []


def main_points(workshop: Workshop, phase: str) -> list[DebriefNote]:
    return list(DebriefNote.objects.filter(workshop=workshop, phase=phase).order_by("slide", "created", "pk"))


def sharing(workshop: Workshop) -> Context:
    points = main_points(workshop, "sharing")
    return {"sharing_points": points} if points else {}


def themes(workshop: Workshop) -> Context:
    """Most votes first, a theme's own and those joined into it; the joker, which is always there, last."""
    found = themes_queries.candidates(workshop)
    if not found:
        return {}
    told = themes_queries.votes_told(workshop)
    found.sort(key=lambda each: (-each.votes if told else 0, each.theme.order, each.theme.pk))
    joker = themes_queries.Candidate(themes_queries.joker_of(workshop))
    return {
        "themes": [_theme_row(each) for each in (*found, joker)],
        "votes_told": told and any(each.votes for each in found),
        "numbers": number(len(found), ngettext("theme", "themes", len(found))),
    }


def _theme_row(found: themes_queries.Candidate) -> Context:
    votes = found.votes if privacy.may_show_count(found.votes) else None
    return {"theme": found.theme, "merged": found.merged, "counted": found.votes, "votes": votes}


def open_space(workshop: Workshop) -> Context:
    """Theme by theme its groups, each with what it wrote by kind."""
    texts = Prefetch(
        "contributions",
        Contribution.objects.filter(hidden=False).order_by("-pearl", "created", "pk"),
        "texts",
    )
    pictures = Prefetch(
        "pictures", Picture.objects.filter(hidden=False).order_by("created", "pk"), "shown_pictures"
    )
    groups = Prefetch(
        "groups", OpenSpaceGroup.objects.order_by("letter").prefetch_related(texts, pictures), "all_groups"
    )
    found = Theme.objects.filter(workshop=workshop, groups__isnull=False).distinct().prefetch_related(groups)
    rows = [_space_row(theme) for theme in found]
    rows = [row for row in rows if row["groups"]]
    if not rows:
        return {}
    practices = sum(
        text.kind == Contribution.Kind.PRACTICE
        for row in rows
        for group in row["groups"]
        for text in group["texts"]
    )
    return {
        "open_space": rows,
        "numbers": number(practices, ngettext("good practice", "good practices", practices)),
    }


def _space_row(theme: Any) -> Context:
    groups = [_group_row(group) for group in theme.all_groups]
    return {"theme": theme, "groups": [group for group in groups if group["texts"] or group["pictures"]]}


def _group_row(group: Any) -> Context:
    kinds = [
        {"label": kind.label, "texts": [text for text in group.texts if text.kind == kind]}
        for kind in Contribution.Kind
        if kind != Contribution.Kind.KEYWORD
    ]
    return {
        "group": group,
        "texts": group.texts,
        "kinds": [kind for kind in kinds if kind["texts"]],
        "keywords": [text for text in group.texts if text.kind == Contribution.Kind.KEYWORD],
        "pictures": group.shown_pictures,
    }


def told_pearls(workshop: Workshop) -> Context:
    found, points = pearls.pearls_of(workshop), main_points(workshop, "pearls")
    if not (found or points):
        return {}
    numbers = number(len(found), ngettext("pearl", "pearls", len(found)))
    return {"pearls": found, "pearl_points": points, "numbers": numbers}


def heard(workshop: Workshop) -> Context:
    lines = agreement.heard_lines(workshop)
    said = agreement.agreement_of(workshop)
    return {"heard": lines[::-1], "agreement": said} if lines or said.last_word else {}


def agreed(workshop: Workshop) -> Context:
    found = agreement.agreed(workshop)
    return found if found["anything_agreed"] else {}


def answers(workshop: Workshop) -> Context:
    found = feedback.feedback(workshop)
    return found if found["answered"] else {}
