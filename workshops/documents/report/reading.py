"""From a workshop's rows to the report's data: only what is shown to everyone, no figure under five."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Prefetch

from workshops import privacy
from workshops.course import phases
from workshops.documents.report import schema
from workshops.documents.report.naming import ReadContext
from workshops.models import Amendment, Contribution, DebriefNote, OpenSpaceGroup, Theme, Workshop
from workshops.models import Picture as PictureRow
from workshops.queries import agreement, amendments, areas, feedback, pearls
from workshops.queries import themes as themes_queries
from workshops.text import places


def count(figure: int) -> schema.Count:
    """The figure from five on and 0, nothing between."""
    return figure if not figure or privacy.may_show_count(figure) else None


def head(workshop: Workshop) -> schema.Head:
    return schema.Head(
        title=workshop.title,
        organisation=workshop.organisation.name,
        language=workshop.language,  # type: ignore[arg-type]
        areas=[_area(area) for area in areas.of(workshop)],
        focus_area=workshop.focus_area,  # type: ignore[arg-type]
        own_focus=workshop.own_focus,
        dialogue_1_at=workshop.dialogue_1_at,
        dialogue_2_at=workshop.dialogue_2_at,
        place=places.read(workshop.place).here,  # of a call it tells nothing
        recipients=workshop.recipients,
        sharing=workshop.sharing,  # type: ignore[arg-type]
        took_part=_took_part(workshop),
        closed_at=workshop.closed_at,
        notes_purged_on=workshop.notes_purged_on,
    )


def _area(area: Any) -> schema.AreaTold:
    return schema.AreaTold(
        kind=area.kind, name=area.name, now=area.merged_into.name if area.merged_into else ""
    )


def _took_part(workshop: Workshop) -> list[schema.TookPart]:
    """In each dialogue that has begun, those without a phone too."""
    counts = {1: workshop.took_part_1 + workshop.phoneless}
    if phases.is_after(workshop.phase, "interlude"):
        counts[2] = workshop.took_part_2 + workshop.phoneless
    return [schema.TookPart(dialogue=d, people=count(n)) for d, n in counts.items() if n]  # type: ignore[arg-type]


def themes(reading: ReadContext) -> list[schema.Theme]:
    return [
        schema.Theme(
            ref=reading.refs[theme.pk],
            title=theme.title,
            question=theme.question,
            reason=theme.reason,
            mark=theme.mark,
            joker=theme.is_joker,
            chosen=theme.selected,
            order=theme.order,
            merged_into=reading.refs[theme.merged_into_id] if theme.merged_into_id else None,
        )
        for theme in reading.themes
    ]


# --- sections: each reads its data, None when there is nothing to tell ---


def main_points(workshop: Workshop, phase: str) -> list[str]:
    notes = DebriefNote.objects.filter(workshop=workshop, phase=phase).order_by(
        "slide", "order", "created", "pk"
    )
    return list(notes.values_list("text", flat=True))


def sharing(reading: ReadContext) -> schema.Sharing | None:
    points = main_points(reading.workshop, "sharing")
    return schema.Sharing(points=points) if points else None


def themes_found(reading: ReadContext) -> schema.Themes | None:
    """Most votes first, a theme's own and those joined into it; the joker, which is always there, last.

    What is under five counts alike, so that the order tells no more than the figures.
    """
    found = themes_queries.candidates(reading.workshop)
    if not found:
        return None
    told = themes_queries.votes_told(reading.workshop)
    votes = {
        each.theme.pk: each.votes if told and privacy.may_show_count(each.votes) else None for each in found
    }
    found.sort(key=lambda each: _place(each.theme, votes[each.theme.pk]))
    joker = next(theme for theme in reading.themes if theme.is_joker)
    reading.refs.told.update(reading.refs)  # those that were put together with others too
    rows = [*(each.theme for each in found), joker]
    return schema.Themes(
        votes_told=told and any(each.votes for each in found),
        votes=[schema.Votes(theme=reading.refs[theme.pk], votes=votes.get(theme.pk)) for theme in rows],
    )


def _place(theme: Theme, votes: int | None) -> tuple[Any, ...]:
    return (-(votes or 0), not theme.selected, theme.order, theme.pk)


def open_space(reading: ReadContext) -> schema.OpenSpace | None:
    """Theme by theme its groups, each with what it wrote."""
    texts = Contribution.objects.filter(hidden=False).order_by("-pearl", "created", "pk")
    shown = PictureRow.objects.filter(hidden=False).order_by("created", "pk")
    groups = OpenSpaceGroup.objects.order_by("letter").prefetch_related(
        Prefetch("contributions", texts, "texts"), Prefetch("pictures", shown, "shown_pictures")
    )
    rows: Any = Theme.objects.filter(workshop=reading.workshop, groups__isnull=False).distinct()
    worked = [
        schema.ThemeWorked(theme=reading.refs[theme.pk], groups=_groups(reading, theme))
        for theme in rows.prefetch_related(Prefetch("groups", groups, "all_groups"))
    ]
    worked = [theme for theme in worked if theme.groups]
    return schema.OpenSpace(themes=worked) if worked else None


def _groups(reading: ReadContext, theme: Any) -> list[schema.Group]:
    return [_group(reading, group) for group in theme.all_groups if group.texts or group.shown_pictures]


def _group(reading: ReadContext, group: Any) -> schema.Group:
    return schema.Group(
        letter=group.letter,
        place=places.read(group.place).here,
        texts=[schema.GroupText(kind=text.kind, text=text.text, pearl=text.pearl) for text in group.texts],
        pictures=[reading.pictures[row.pk] for row in group.shown_pictures],
    )


def told_pearls(reading: ReadContext) -> schema.Pearls | None:
    found = pearls.pearls_of(reading.workshop)
    points = main_points(reading.workshop, "pearls")
    if not (found or points):
        return None
    return schema.Pearls(pearls=[_pearl(reading, item) for item in found], points=points)


def _pearl(reading: ReadContext, item: Any) -> schema.Pearl:
    return schema.Pearl(
        theme=reading.refs[item.group.theme_id],
        letter=item.group.letter,
        text=item.text,
        kind=getattr(item, "kind", "picture"),
        picture=reading.pictures[item.pk] if isinstance(item, PictureRow) else None,
    )


def heard(reading: ReadContext) -> schema.Heard | None:
    lines = [line.text for line in agreement.heard_lines(reading.workshop)[::-1]]
    last_word = agreement.agreement_of(reading.workshop).last_word
    return schema.Heard(lines=lines, last_word=last_word) if lines or last_word else None


def agreed(reading: ReadContext) -> schema.Agreement | None:
    found = agreement.agreed(reading.workshop)
    if not found["anything_agreed"]:
        return None
    said = found["agreement"]
    return schema.Agreement(
        decision=said.decision,
        how_themes=said.how_themes,
        how_results=said.how_results,
        next_at=said.next_at,
        next_place=places.read(said.next_place).here,
        confirmed_at=said.confirmed_at,
        needs=[
            schema.Need(text=need.text, horizon=need.horizon)
            for row in found["needs_all"]
            for need in row["needs"]
        ],
        tasks=[
            schema.Task(
                what=task.what,
                responsible=task.responsible,
                due=task.due,
                status=task.status,
                how=task.how,
                told_on=task.told_on,
            )
            for task in found["tasks"]
        ],
        amendments=[_amendment(row) for row in amendments.of(reading.workshop)],
    )


def _amendment(row: Amendment) -> schema.Amendment:
    return schema.Amendment(
        at=row.at,
        by=row.by,  # type: ignore[arg-type]
        what=row.what,  # type: ignore[arg-type]
        before=_stood(row.before),
        after=_stood(row.after),
    )


def _stood(kept: dict[str, Any]) -> schema.Stood | None:
    found = amendments.read(kept)
    if found is None:
        return None
    return schema.Stood(**{**asdict(found), "place": places.read(found.place).here})


def answers(reading: ReadContext) -> schema.Feedback | None:
    found = feedback.feedback(reading.workshop)
    if not found["answered"]:
        return None
    state = "told" if found["feedback_shown"] else "few" if found["feedback_is_over"] else "asked"
    return schema.Feedback(
        state=state,  # type: ignore[arg-type]
        answered=found["answered"] if found["feedback_shown"] else None,
        statements=[
            schema.Statement(
                key=row["key"],
                wording=schema.Wording(**row["wording"]),
                mean=_mean(row["mean"]),
                count=row.get("count"),
            )
            for row in found["means"]
        ],
        words=found["feedback_words"],
    )


def _mean(mean: float | None) -> float | None:
    """So exact that the sum of up to 500 answers can be made of it again, and no more."""
    return None if mean is None else round(mean, 3)
