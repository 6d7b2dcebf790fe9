"""The report: everything that was shown, nothing that was hidden, no figure over fewer than five people."""

from __future__ import annotations

import json
import re

import pytest

from tests.factories import AreaFactory, as_if_at, go, join, many, many_notes, note_by, table_of
from tests.markup import flat
from tests.workshops.reported import built
from tests.workshops.space import group_in, pearl_by, settle, text_by
from tests.workshops.test_feedback import answers_in
from tests.workshops.test_heard import comment_by, line_by
from workshops.extension import report_sections
from workshops.models import Contribution, DebriefNote, Need, Task, Theme, ThemeVote
from workshops.services import agreement, hiding, open_space
from worryzones.models import ThemeGroup
from worryzones.services import notes


@pytest.fixture
def cafe(workshop_at):
    return workshop_at("cafe-1", people=8)


def read(person, workshop):
    return person.get("workshops:report", workshop.code).content.decode()


def mark_ours(note, count):
    for person in many(note.table.cafe.workshop, count):
        assert person.device
        notes.mark_ours(note=note, device=person.device, on=True)


def vote(theme, count):
    ThemeVote.objects.bulk_create(ThemeVote(theme=theme, proof=f"{theme.pk}-{n}") for n in range(count))


def theme_group(table, title, *together):
    theme = Theme.objects.create(workshop=table.cafe.workshop, title=title, mark=str(table.zone_number))
    group = ThemeGroup.objects.create(table=table, theme=theme)
    for note in together:
        note.theme_group = group
        note.save()
    return theme


def test_empty_report_says_what_will_come(workshop, facilitator):
    page = read(facilitator, workshop)
    assert "Nothing has been written yet." in page
    assert 'id="report-' not in page


def test_report_head_tells_what_when_and_for_whom(workshop, facilitator):
    workshop.areas.set([AreaFactory(name="Akaa"), AreaFactory(name="Pirkkala")])
    workshop.recipients = "The steering group"
    workshop.save()
    page = read(facilitator, workshop)
    for words in (
        "Early support",
        "Family Centre",
        "Akaa, Pirkkala",
        "The steering group",
        "Growth and learning",
    ):
        assert words in page


@pytest.mark.parametrize(("people", "told"), [(4, "under five"), (5, "5")])
def test_report_counts_people_from_five_on(workshop, facilitator, people, told):
    go(workshop, "welcome")
    many(workshop, people)
    assert report_sections.read(workshop).report.head.took_part[0].people == (5 if people == 5 else None)
    assert f"<b>{told}</b> <span>people took part</span>" in read(facilitator, workshop)


def test_report_tells_notes_by_zone_and_theme_group(cafe, participant, facilitator):
    table = table_of(participant)
    one, two = note_by(participant, "Mornings are calm"), note_by(participant, "We greet by name", "helps")
    theme_group(table, "Everyday rhythm", one)
    page = read(facilitator, cafe)
    assert f'class="part part-zone" data-zone="{table.zone_number}"' in flat(page)
    page = page[page.index(f"{table.zone_number} · {table.zone.label}") :]
    assert page.index("Everyday rhythm") < page.index(one.text)
    assert page.index(one.text) < page.index("Outside the theme groups") < page.index(two.text)
    assert 'class="part part-zone"' not in page


def test_report_leaves_out_what_was_hidden(cafe, participant, facilitator):
    hidden = note_by(participant, "Told of a person")
    theme_group(table_of(participant), "Only hidden inside", hidden)
    hiding.hide(thing=hidden, hidden=True)
    note_by(participant, "Kept note")
    go(cafe, "open_space")
    settle(participant, group_in(cafe))
    pearl = pearl_by(participant, "Hidden pearl")
    hiding.hide(thing=pearl, hidden=True)
    text_by(participant, "Kept text")
    go(cafe, "agreement")
    hiding.hide(thing=line_by(participant, cafe, "Hidden line"), hidden=True)
    line_by(participant, cafe, "Kept line")
    comment_by(participant, cafe, "A comment on the draft")
    page = read(facilitator, cafe)
    for words in ("Kept note", "Kept text", "Kept line"):
        assert words in page
    for words in ("Told of a person", "Hidden pearl", "Hidden line", "A comment on the draft"):
        assert words not in page
    assert '<h4><span><span dir="auto" lang="fi">Only hidden inside' not in flat(page)


def test_report_tells_ours_too_from_five_on(cafe, participant, facilitator):
    mark_ours(note_by(participant, "Four share this"), 4)
    mark_ours(note_by(participant, "Five share this"), 5)
    note_by(participant, "One has this")
    page = flat(read(facilitator, cafe))
    assert "Five share this</span><small>Situation ·<b>Ours too · 5</b>" in page
    assert "Four share this</span><small>Situation ·<b>Ours too</b>" in page
    assert "One has this</span><small>Situation</small>" in page
    assert page.index("Five share this") < page.index("Four share this") < page.index("One has this")


def test_report_tells_votes_from_five_on_with_those_joined_in(cafe, participant, facilitator):
    table = table_of(participant)
    few, most, joined = (theme_group(table, title) for title in ("Few want it", "Most want it", "Joined in"))
    vote(few, 3)
    vote(most, 4)
    vote(joined, 2)
    joined.merged_into = most
    joined.save()
    go(cafe, "interlude")
    page = flat(read(facilitator, cafe))
    assert page.index("Most want it") < page.index("Few want it")
    assert re.findall(r"<td>(.*?)</td>", page) == ["6", "under 5", "–"]
    assert "Put together with: Joined in" in page


def test_report_tells_no_votes_of_a_theme_that_was_opened_in_open_space(cafe, participant, facilitator):
    """It said "under five votes" of what nobody could vote for, and that it had been chosen."""
    for title, votes in (("Most want it", 6), ("Few want it", 3)):
        theme = theme_group(table_of(participant), title)
        vote(theme, votes)
        Theme.objects.filter(pk=theme.pk).update(selected=True)
    go(cafe, "open_space")
    open_space.open_theme(workshop=cafe, title="Opened on the day")
    page = flat(read(facilitator, cafe))
    told = re.findall(r"</span><small>([^<]*(?:[vV]ote|Opened)[^<]*)</small>", page)
    assert told == [
        "From the no-worry table · chosen for Open Space · 6 votes",
        "From the no-worry table · chosen for Open Space · under five votes",
        "Opened in Open Space",
    ]
    rows = [row.split(";") for row in built(cafe, "csv", "en").decode().splitlines()]
    assert [row[3:6] for row in rows if row[4] == "Opened on the day"] == [
        ["Opened in Open Space", "Opened on the day", ""]
    ]
    votes = json.loads(built(cafe, "json", "en"))["sections"]["themes"]["votes"]
    assert [row["votes"] for row in votes] == [6, None, None, None]
    Theme.objects.filter(workshop=cafe, is_joker=False).exclude(mark="").update(selected=False)
    assert "under five" not in flat(read(facilitator, cafe)).partition("Opened on the day")[0]


def test_report_keeps_votes_to_itself_while_they_are_given(cafe, participant, facilitator):
    vote(theme_group(table_of(participant), "A theme"), 7)
    go(cafe, "choosing")
    page = read(facilitator, cafe)
    assert "A theme" in page
    assert "Votes" not in page
    assert "<td>" not in page


def test_report_tells_open_space_by_theme_and_kind_with_its_pearls(workshop_at, participant, facilitator):
    workshop = workshop_at("open_space")
    settle(participant, group_in(workshop, "Mornings", "window table"))
    text_by(participant, "Ring home first", "works")
    text_by(participant, "trust", Contribution.Kind.KEYWORD)
    pearl_by(participant, "Walk and talk")
    page = read(facilitator, workshop)
    for words in ("Mornings", "window table", "Ring home first", "Works", "Keywords", "trust"):
        assert words in page
    assert '<li class="pearl">' in page
    assert page.count("Walk and talk") == 2
    assert "<b>1</b> <span>pearl</span>" in page


def test_report_tells_main_points_where_they_were_written(workshop_at, facilitator):
    workshop = workshop_at("welcome")
    DebriefNote.objects.create(workshop=workshop, phase="sharing", text="All tables know hurry")
    DebriefNote.objects.create(workshop=workshop, phase="pearls", text="Small words carry")
    page = read(facilitator, workshop)
    assert page.index("What was shared from the tables") < page.index("All tables know hurry")
    assert page.index('id="report-pearls"') < page.index("Small words carry")


def test_report_tells_the_agreement_and_says_whether_it_was_confirmed(workshop_at, facilitator):
    workshop = workshop_at("agreement")
    agreement.add_need(workshop=workshop, text="Time to talk", horizon="years")
    agreement.add_task(workshop=workshop, what="Write the card", responsible="head of unit", due=None)
    agreement.write_part(workshop=workshop, part="decision", read="", decision="enough")
    assert "A draft: it has not been confirmed together." in read(facilitator, workshop)
    agreement.confirm_agreement(workshop=workshop)
    page = read(facilitator, workshop)
    for words in (
        "Time to talk",
        "Write the card",
        "head of unit",
        "This is enough for now",
        "Confirmed together",
    ):
        assert words in page


def test_report_has_contents_for_each_section_it_has(workshop_at, participant, facilitator):
    workshop = workshop_at("agreement")
    line_by(participant, workshop)
    agreement.add_need(workshop=workshop, text="Time", horizon="months")
    page = read(facilitator, workshop)
    assert re.findall(r'<a href="#report-([\w-]+)">', page) == ["agreement", "heard"]
    assert re.findall(r'<section id="report-([\w-]+)"', page) == ["agreement", "heard"]


def test_report_names_no_one(workshop_at, participant, facilitator):
    workshop = workshop_at("agreement")
    join(workshop, name="Zebediah", home_unit="Lighthouse")
    line_by(participant, workshop)
    page = read(facilitator, workshop)
    assert "Zebediah" not in page
    assert "Lighthouse" not in page


def test_report_tells_texts_as_text(cafe, participant, facilitator):
    note_by(participant, "<script>alert(1)</script>")
    page = read(facilitator, cafe)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_report_is_for_nobody_else(cafe, outsider, stranger, foreign_facilitator):
    for person in (outsider, stranger, foreign_facilitator):
        assert person.get("workshops:report", cafe.code).status_code == 404


def test_report_needs_as_many_queries_for_thirty_as_for_three(
    workshop_at, participant, facilitator, queries_in
):
    workshop = workshop_at("cafe-1", people=8)
    table = table_of(participant)
    go(workshop, "open_space")

    def fill(count):
        for number, note in enumerate(many_notes(participant, count, table)):
            mark_ours(note, 1)
            with as_if_at(workshop, "theming"):
                theme_group(table, f"Theme {note.pk}", note)
            settle(participant, group_in(workshop, f"Space {note.pk}"))
            pearl_by(participant)
            with as_if_at(workshop, "agreement"):
                line_by(participant, workshop)
            Need.objects.create(workshop=workshop, text=f"Need {number}")
            Task.objects.create(workshop=workshop, what=f"Task {number}", responsible="unit")
            DebriefNote.objects.create(workshop=workshop, phase="sharing", text=f"Point {number}")

    with as_if_at(workshop, "feedback"):
        answers_in(workshop, 5, "Good")
    fill(3)
    few = queries_in(lambda: read(facilitator, workshop))
    fill(27)
    assert queries_in(lambda: read(facilitator, workshop)) == few
