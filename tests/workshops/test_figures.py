"""No figure over fewer than five people on any screen (design/method.md, "What the method forbids", 4)."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.factories import Person, go, join, many, note_by, table_of
from workshops.access.permissions import Role
from workshops.models import Theme, Workshop
from workshops.services import console, joker, themes
from worryzones.services import notes, theming

VOTES = [(1, "under 5"), (4, "under 5"), (5, "5"), (6, "6")]
PEOPLE = [(1, "some"), (4, "some"), (5, "5"), (6, "6")]


def seen(person: Person, page: str, workshop: Workshop) -> str:
    """The page as it reads, on one line."""
    html = person.get(page, workshop.code).content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def figures_after(words: str, page: str) -> set[str]:
    return set(re.findall(rf"{words}[\s·]+(under 5|some|\d+)(?!\.)", page, re.IGNORECASE))


@pytest.mark.parametrize(("count", "told"), PEOPLE)
def test_ours_too_is_a_figure_from_five_on_wherever_it_stands(workshop, facilitator, count, told):
    people = many(workshop, 16)
    go(workshop, "cafe-1")
    here = people[0]
    note = note_by(here, "Mornings begin together")
    for person in people[:count]:
        notes.mark_ours(note=note, device=person.device, on=True)
    pages = {
        "phone": figures_after("ours too", seen(here, "workshops:stage", workshop)),
        "console": figures_after("ours too", seen(facilitator, "workshops:console", workshop)),
    }
    go(workshop, "theming")
    there = next(person for person in people if table_of(person) == note.table)
    pages["phone, theming"] = figures_after("ours too", seen(there, "workshops:stage", workshop))
    pages["console, theming"] = figures_after("ours too", seen(facilitator, "workshops:console", workshop))
    theming.make_theme_group(table=note.table, notes=[note], title="Together")
    go(workshop, "sharing")
    console.show_slide(workshop=workshop, slide=note.table.zone_number - 1)
    for who, page in ((here, "stage"), (facilitator, "projector")):
        pages[f"{page}, sharing"] = figures_after("ours too", seen(who, f"workshops:{page}", workshop))
    assert pages == {page: {told} for page in pages}


@pytest.fixture
def voting(workshop: Workshop) -> tuple[Workshop, Theme]:
    many(workshop, 8)
    go(workshop, "choosing")
    return workshop, Theme.objects.create(workshop=workshop, title="A calm morning", mark="1", selected=True)


def vote(theme: Theme, workshop: Workshop, count: int) -> None:
    for _voter in range(count):
        themes.cast_vote(theme=theme, device=join(workshop).device)


@pytest.mark.parametrize("count", [1, 4, 5, 6])
def test_nobody_sees_where_the_votes_go_while_they_are_given(voting, facilitator, participant, frames, count):
    """Each would be seen to come: from whose phone, and from five to six how the sixth one chose."""
    workshop, theme = voting
    vote(theme, workshop, count - 1)
    with frames(workshop, Role.FACILITATOR) as sent:
        vote(theme, workshop, 1)
    pushed = "".join(frame.get("html", "") for frame in sent)
    assert "A calm morning" in pushed
    for page in (pushed, seen(facilitator, "workshops:console", workshop)):
        assert "under 5 votes" not in page
        assert "vote-bar" not in page
        assert not re.search(rf"A calm morning\W+{count}\b", re.sub(r"<[^>]+>", " ", page))
    assert f"{count} vote" not in seen(facilitator, "workshops:between", workshop)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (4, "Fewer than 5 votes have been given so far"),
        (5, "10 % of the votes are given"),
        (8, "10 % of the votes are given"),
    ],
)
def test_console_tells_roughly_how_many_votes_are_given(voting, facilitator, count, words):
    """In tens of percent: from the exact sum a single theme's figure could be reckoned."""
    workshop, theme = voting
    vote(theme, workshop, count)
    assert words in seen(facilitator, "workshops:console", workshop)


@pytest.mark.parametrize(("count", "told"), VOTES)
def test_result_tells_figures_from_five_on_and_the_order_of_all(
    voting, facilitator, participant, count, told
):
    workshop, theme = voting
    vote(theme, workshop, count)
    other = Theme.objects.create(workshop=workshop, title="Another theme", mark="2")
    themes.reveal_results(workshop=workshop, shown=True)
    for person, page in ((participant, "stage"), (facilitator, "projector"), (facilitator, "console")):
        words = seen(person, f"workshops:{page}", workshop)
        assert figures_after("A calm morning", words) == {told}, page
        assert figures_after(other.title, words) == {"under 5"}, page
        assert words.index("A calm morning") < words.index("Another theme")
        assert "1. A calm morning" in words
        assert "2. Another theme" in words
    html = participant.get("workshops:stage", workshop.code).content.decode()
    assert ('class="fill" width="100"' in html, "vote-bar" in html) == (count >= 5, count >= 5)
    bench = seen(facilitator, "workshops:between", workshop)
    assert f"{told} votes A calm morning" in bench
    go(workshop, "interlude")
    assert f"{told} votes A calm morning" in seen(participant, "workshops:stage", workshop)


@pytest.mark.parametrize(("count", "told"), PEOPLE)
def test_support_for_the_jokers_topic_is_a_figure_from_five_on(workshop_at, facilitator, count, told):
    workshop = workshop_at("opening", people=8)
    writer = join(workshop)
    topic = joker.propose_topic(
        workshop=workshop, device=writer.device, id=uuid.uuid4(), text="The new school"
    )
    for _fan in range(count):
        joker.support_topic(topic=topic, device=join(workshop).device, on=True)
    chosen_from = seen(facilitator, "workshops:console", workshop)
    assert f"The new school {told} in favour" in chosen_from
    assert figures_after("I support this", seen(writer, "workshops:stage", workshop)) == {told}


def test_phones_say_how_figures_are_told(voting, participant):
    workshop, _theme = voting
    assert "Numbers are shown from 5 votes on" in seen(participant, "workshops:stage", workshop)
    go(workshop, "feedback")
    assert "only if at least five have answered" in seen(participant, "workshops:stage", workshop)
