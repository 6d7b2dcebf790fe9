"""Looking back at dialogue 1: its notes and theme groups, read between the dialogues and in the second."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import go, join, many_notes, note_by, table_of
from tests.markup import flat
from workshops.models import Theme
from workshops.services import hiding, retention, themes
from worryzones.models import Note, Ours, Table
from worryzones.services import theming


@pytest.fixture
def named(workshop_at, participant):
    """At theming; the participant's table has put two of three notes into *Mornings*, which is chosen."""
    workshop = workshop_at("theming", people=3)
    table = table_of(participant)
    notes = many_notes(participant, 3, table=table)
    group = theming.make_theme_group(table=table, notes=notes[:2], title="Mornings")
    Theme.objects.filter(pk=group.theme_id).update(selected=True)
    return workshop


@pytest.fixture
def theme(named):
    return Theme.objects.get(title="Mornings")


@pytest.fixture
def zone(participant, named):
    return table_of(participant).zone_number


def found(person, workshop, zone: int) -> str:
    return flat(person.get("worryzones:found", workshop.code, zone=zone).content)


def behind(person, theme) -> str:
    return flat(person.get("worryzones:found_behind", theme.workshop.code, theme.pk).content)


# --- the page of all of it ---


def test_found_tells_theme_groups_with_their_notes_and_those_outside(named, participant, zone):
    go(named, "interlude")
    page = found(participant, named, zone)
    assert "Mornings" in page
    assert "Outside the theme groups" in page
    assert all(f"Situation {n}" in page for n in range(3))


def test_found_is_read_by_somebody_who_joins_only_for_the_second_dialogue(named, zone):
    go(named, "interlude")
    late = join(named)
    assert "Situation 0" in found(late, named, zone)
    go(named, "open_space")
    assert "Situation 0" in found(late, named, zone)


def test_found_is_read_by_facilitators_who_go_back_to_the_console(named, facilitator, zone):
    page = found(facilitator, named, zone)
    assert "Situation 0" in page
    assert "To the console" in page


@pytest.mark.parametrize("step", ["cafe-1", "theming"])
def test_found_opens_to_participants_once_the_tables_have_named_their_themes(workshop_at, participant, step):
    workshop = workshop_at(step, people=3)
    answer = participant.get("worryzones:found", workshop.code)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")


@pytest.mark.parametrize("zone", ["", "0", "5", "x", "１", "9" * 5000])
def test_found_shows_the_first_zone_where_none_is_asked_for(named, participant, zone):
    go(named, "interlude")
    answer = participant.get("worryzones:found", named.code, zone=zone)
    assert (answer.status_code, answer.context["zone"].number) == (200, 1)


def test_found_of_an_empty_dialogue_says_so(workshop_at, participant):
    workshop = workshop_at("interlude", people=3)
    for zone in (1, 2, 3, 4):
        assert "This table left no notes." in found(participant, workshop, zone)


def test_found_never_shows_what_is_hidden_or_withdrawn(named, participant, zone):
    for note in Note.objects.all():
        hiding.hide(thing=note, hidden=True)
    Note.objects.filter(text="Situation 0").delete()
    go(named, "interlude")
    page = found(participant, named, zone)
    assert "Situation" not in page
    assert "Mornings" not in page, "a group of hidden notes alone"


def test_found_has_no_votes_and_no_figure_under_five(named, participant, zone, theme):
    themes_of = {"theme": theme, "device": participant.device}
    go(named, "choosing")
    themes.cast_vote(**themes_of)
    Ours.objects.create(note=Note.objects.get(text="Situation 0"), proof="p" * 32)
    page = found(participant, named, zone)
    assert "ours too some" in page
    assert "vote" not in page


def test_found_says_in_words_that_the_notes_were_deleted(named, participant, facilitator, zone, theme):
    go(named, "closed")
    retention.purge(workshop=named)
    page = found(facilitator, named, zone)
    assert "The notes of the tables were deleted on" in page
    assert "Mornings" in page
    assert "Situation" not in page
    assert "The notes of the tables were deleted on" in behind(facilitator, theme)


def test_found_of_a_closed_workshop_shows_participants_what_its_report_does(named, participant, zone):
    go(named, "closed")
    assert participant.get("worryzones:found", named.code).status_code == 302
    named.report_shared = True
    named.save()
    assert "Situation 0" in found(participant, named, zone)
    named.left_out = ["zones"]
    named.save()
    assert participant.get("worryzones:found", named.code).status_code == 302


def test_found_folds_five_hundred_notes(named, participant, zone):
    table = table_of(participant)
    Note.objects.bulk_create(Note(table=table, text=f"Many {n}") for n in range(500))
    go(named, "interlude")
    page = found(participant, named, zone)
    seen = page.split('<details class="found-more"')[0]
    assert page.count("Many ") == 500
    assert seen.count("Many ") <= 5
    assert "open" not in page.split('class="card found-group"')[1].split(">")[0]


def test_found_takes_as_many_queries_for_thirty_groups_as_for_three(named, participant, zone, queries_in):
    table = table_of(participant)
    go(named, "interlude")

    def read() -> None:
        found(participant, named, zone)
        behind(participant, Theme.objects.get(title="Mornings"))

    few = queries_in(read)
    Note.objects.bulk_create(Note(table=table, text=f"Many {n}") for n in range(30))
    for n, note in enumerate(Note.objects.filter(text__startswith="Many")):
        made = Theme.objects.create(workshop=named, title=f"Group {n}", mark=str(zone))
        note.theme_group = table.theme_groups.create(theme=made)
        note.save()
    assert queries_in(read) == few


# --- behind one theme ---


def test_theme_opens_to_its_notes_while_voting_and_in_the_result(named, theme, participant, facilitator):
    link = reverse("worryzones:found_behind", args=[named.code, theme.pk])
    go(named, "choosing")
    for ends in (False, True):
        page = participant.get("workshops:stage", named.code).content.decode()
        assert page.count(link) == 2, ends  # for scripts, and without them
        facilitator.post("workshops:reveal_results", named.code, shown="1")  # what the second pass looks at
    assert "How the votes fell" in page
    assert link not in facilitator.get("workshops:projector", named.code).content.decode()


def test_theme_opens_to_its_notes_where_it_is_voted_on_and_worked_on(named, participant, theme):
    address = f'hx-get="/w/{named.code}/found/{theme.pk}/"'
    for step in ("choosing", "interlude", "open_space"):
        go(named, step)
        assert address in flat(participant.get("workshops:stage", named.code).content), step
    assert "Situation 1" in behind(participant, theme)
    assert "Situation 2" not in behind(participant, theme)


def test_dialogue_2_has_what_dialogue_1_found_one_tap_away(named, participant):
    for step in ("interlude", "opening", "open_space", "pearls"):
        go(named, step)
        assert f'href="/w/{named.code}/found/"' in flat(
            participant.get("workshops:stage", named.code).content
        )


def test_theme_that_is_unfolded_gets_its_notes_alone_and_a_plain_link_a_page(named, participant, theme):
    go(named, "interlude")
    address = f"/w/{named.code}/found/{theme.pk}/"
    part = participant.client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "Situation 1" in part
    assert "<html" not in part
    assert "<html" in participant.client.get(address).content.decode()


def test_theme_put_together_with_another_has_the_notes_of_both(named, participant, theme):
    other_table = Table.objects.exclude(pk=table_of(participant).pk).first()
    note = note_by(participant, "A quiet evening", table=other_table)
    other = theming.make_theme_group(table=other_table, notes=[note], title="Evenings").theme
    go(named, "interlude")
    themes.merge_themes(theme=other, into=theme)
    for asked in (theme, other):
        page = behind(participant, asked)
        assert all(words in page for words in ("Evenings", "A quiet evening", "Mornings", "Situation 1"))


def test_joker_and_what_is_not_there_have_no_notes_page(named, participant):
    go(named, "interlude")
    joker = named.themes.get(is_joker=True)
    for pk in (joker.pk, 10**9):
        assert participant.get("worryzones:found_behind", named.code, pk).status_code == 404


# --- the workbench ---


def test_workbench_shows_the_notes_of_what_it_merges_and_words(named, facilitator, participant, theme):
    go(named, "interlude")
    Note.objects.filter(text="Situation 0").update(hidden=True)
    page = flat(facilitator.get("workshops:between", named.code).content)
    assert "Situation 1" in page
    assert "Situation 0" not in page
    assert "Situation 2" not in page, "in no theme group"


def test_workbench_takes_as_many_queries_for_thirty_themes_as_for_three(
    named, facilitator, participant, queries_in, zone
):
    table = table_of(participant)
    go(named, "interlude")

    def read() -> None:
        facilitator.get("workshops:between", named.code)

    few = queries_in(read)
    for n in range(30):
        made = Theme.objects.create(workshop=named, title=f"Group {n}", mark=str(zone))
        Note.objects.create(table=table, text=f"Many {n}", theme_group=table.theme_groups.create(theme=made))
    assert queries_in(read) == few
