"""The report as plain data, the one source of every form. Documented in docs/report-schema.md.

What people wrote stands as they wrote it, everything else as a key, so that the data has no language of its
own. Nothing hidden, nobody's name and no figure under five is in it: ``None`` for a figure says that it is
one to four. Change ``VERSION`` with whatever an older reader could not read.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

NAME: Final = "dialogit-report"
VERSION: Final = 3

Count = Annotated[int, Meta(ge=0, le=10_000)] | None  # None: one to four
Few = Annotated[str, Meta(max_length=120)]
Sentence = Annotated[str, Meta(max_length=160)]
Words = Annotated[str, Meta(min_length=1, max_length=500)]
Long = Annotated[str, Meta(max_length=1000)]
Ref = Annotated[str, Meta(pattern=r"^t[1-9][0-9]{0,3}$")]  # of a theme, in this document alone
File = Annotated[str, Meta(pattern=r"^pictures/[1-9][0-9]{0,3}\.(jpg|png)$")]


class Data(Struct, forbid_unknown_fields=True):
    """Nothing but what the schema names is read."""


class AreaTold(Data):
    kind: Literal["municipality", "county", "other"]
    name: Few
    now: Few = ""  # what it has become part of


class TookPart(Data):
    dialogue: Literal[1, 2]
    people: Count


class Head(Data):
    title: Annotated[str, Meta(min_length=1, max_length=120)]
    organisation: Few
    language: Literal["fi", "sv", "en"]  # of what people wrote
    areas: list[AreaTold]
    focus_area: Literal["growth", "wellbeing", "leadership", "own"]
    own_focus: Few
    dialogue_1_at: datetime | None
    dialogue_2_at: datetime | None
    place: Few
    recipients: Long
    sharing: Literal["workshop", "area", "region", "everyone"]
    took_part: list[TookPart]
    closed_at: datetime | None
    notes_purged_on: date | None


class Theme(Data):
    """``mark`` says where it came from: a zone's number, ``joker``, or nothing."""

    ref: Ref
    title: Annotated[str, Meta(min_length=1, max_length=120)]
    question: Annotated[str, Meta(max_length=160)]
    reason: Annotated[str, Meta(max_length=240)]
    mark: Annotated[str, Meta(max_length=12)]
    joker: bool
    chosen: bool
    order: Annotated[int, Meta(ge=0, le=32767)]
    merged_into: Ref | None


BoxKey = Literal["about", "keeps", "worries", "agreed", "tasks", "next"]  # of the one page


class Report(Data):
    """``sections`` by their keys, each of the type that its app has registered, in the order of reading.

    ``one_page`` has the boxes of the one page that the facilitators have put in their own words.
    """

    schema: Literal["dialogit-report"]
    version: Literal[3]
    id: Annotated[str, Meta(max_length=40)]
    head: Head
    foreword: Long
    left_out: list[str]
    one_page: dict[BoxKey, Long]
    themes: list[Theme]
    sections: dict[str, Any]


# --- the host app's own sections ---


class Sharing(Data):
    points: list[Words]


class Votes(Data):
    theme: Ref
    votes: Count


class Themes(Data):
    """In the order of reading, the joker last. ``votes_told`` is False while they are given.

    Of a theme that was opened in Open Space ``votes`` is None: nobody could vote for it.
    """

    votes_told: bool
    votes: list[Votes]


class Picture(Data):
    file: File
    description: Annotated[str, Meta(min_length=1, max_length=240)]
    width: Annotated[int, Meta(ge=0, le=32767)]
    height: Annotated[int, Meta(ge=0, le=32767)]
    pearl: bool


Kind = Literal["practice", "works", "turning_point", "success", "failure", "essence", "came_up", "keyword"]


class GroupText(Data):
    kind: Kind
    text: Words
    pearl: bool


class Group(Data):
    letter: Annotated[str, Meta(min_length=1, max_length=2)]
    place: Annotated[str, Meta(max_length=60)]
    texts: list[GroupText]
    pictures: list[Picture]


class ThemeWorked(Data):
    theme: Ref
    groups: list[Group]


class OpenSpace(Data):
    themes: list[ThemeWorked]


class Pearl(Data):
    """A text or the description of a picture that a group wants everyone to carry home."""

    theme: Ref
    letter: Annotated[str, Meta(min_length=1, max_length=2)]
    text: Words
    kind: Kind | Literal["picture"]
    picture: Picture | None


class Pearls(Data):
    pearls: list[Pearl]
    points: list[Words]


class Heard(Data):
    lines: list[Words]
    last_word: Annotated[str, Meta(max_length=500)]


class Need(Data):
    text: Annotated[str, Meta(min_length=1, max_length=240)]
    horizon: Literal["months", "years"]


class Task(Data):
    what: Annotated[str, Meta(min_length=1, max_length=240)]
    responsible: Annotated[str, Meta(min_length=1, max_length=80)]
    due: date | None
    status: Literal["open", "doing", "done", "dropped"]
    how: Annotated[str, Meta(max_length=240)]
    told_on: date | None


class Stood(Data):
    """A part of the agreement, a need or a task as it was: of these fields those that it has."""

    text: Long
    horizon: Literal["", "months", "years"]
    responsible: Annotated[str, Meta(max_length=80)]
    due: date | None
    decision: Literal["", "go_on", "enough"]
    at: datetime | None
    place: Few


class Amendment(Data):
    """``before`` is None for what was added, ``after`` for what was taken out."""

    at: datetime
    by: Literal["facilitators", "organiser", "responsible", "together"]
    what: Literal["themes", "results", "decision", "next", "need", "task"]
    before: Stood | None
    after: Stood | None


class Agreement(Data):
    decision: Literal["", "go_on", "enough"]
    how_themes: Long
    how_results: Long
    next_at: datetime | None
    next_place: Few
    confirmed_at: datetime | None
    needs: list[Need]
    tasks: list[Task]
    amendments: list[Amendment]  # the earliest first


class Wording(Data):
    """As the organisation words it; nothing where the usual sentence is asked in its usual words."""

    fi: Sentence
    sv: Sentence
    en: Sentence


class Statement(Data):
    """``mean`` from 1 to 5 over ``count`` answers, both None when fewer than five scored it."""

    key: Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,40}$")]
    wording: Wording
    mean: Annotated[float, Meta(ge=1, le=5)] | None
    count: Annotated[int, Meta(ge=5, le=10_000)] | None


class Feedback(Data):
    """``state``: still ``asked``, ``few`` have answered, or ``told`` because five or more have."""

    state: Literal["asked", "few", "told"]
    answered: Count
    statements: list[Statement]
    words: list[Words]
