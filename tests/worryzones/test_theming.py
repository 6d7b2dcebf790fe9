"""A table puts its notes together and names them; a theme group never stands empty."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import as_if_at, go, join, many_notes, note_by, table_of
from tests.markup import flat, text_of
from workshops.access.permissions import Role
from workshops.models import OpenSpaceGroup, Theme
from workshops.refusals import Refused
from workshops.services import console, course, hiding, themes
from worryzones import rotation
from worryzones.models import CafeGroup, Note, Ours, Table, ThemeGroup
from worryzones.services import notes as notes_services
from worryzones.services import theming


@pytest.fixture
def theming_workshop(workshop_at, participant):
    """At theming, with ``participant`` at a table."""
    return workshop_at("theming", people=3)


@pytest.fixture
def table(theming_workshop, participant):
    return table_of(participant)


@pytest.fixture
def notes(table, participant):
    return many_notes(participant, 3, table=table)


@pytest.fixture
def other_table(table):
    return Table.objects.filter(cafe=table.cafe).exclude(pk=table.pk).first()


def group_of(note: Note) -> ThemeGroup | None:
    note.refresh_from_db()
    return note.theme_group


# --- services ---


def test_make_theme_group_names_a_theme_and_puts_the_notes_in(theming_workshop, table, notes):
    group = theming.make_theme_group(table=table, notes=notes[:2], title="Mornings")
    theme = group.theme
    assert (theme.title, theme.mark, theme.workshop) == ("Mornings", str(table.zone_number), theming_workshop)
    assert not theme.selected
    assert set(group.notes.all()) == set(notes[:2])


def test_make_theme_group_again_with_the_same_notes_is_the_same_group(theming_workshop, table, notes):
    first = theming.make_theme_group(table=table, notes=notes[:2], title="Mornings")
    theming_workshop.refresh_from_db()
    rev = theming_workshop.rev
    assert theming.make_theme_group(table=table, notes=notes[:2], title="Mornings") == first
    theming_workshop.refresh_from_db()
    assert (theming_workshop.rev, ThemeGroup.objects.count()) == (rev, 1)


def test_make_theme_group_refuses_without_notes(table):
    with pytest.raises(Refused):
        theming.make_theme_group(table=table, notes=[], title="Mornings")
    assert not Theme.objects.filter(is_joker=False).exists()


def test_make_theme_group_refuses_notes_of_another_table(table, other_table, notes, participant):
    foreign = note_by(participant, table=other_table)
    with pytest.raises(Refused):
        theming.make_theme_group(table=table, notes=[notes[0], foreign], title="Mornings")
    assert group_of(notes[0]) is None


def test_make_theme_group_refuses_a_note_that_is_hidden_or_withdrawn(table, notes):
    hiding.hide(thing=notes[0], hidden=True)
    notes_services.withdraw_note(note=notes[1])
    for note in notes[:2]:
        with pytest.raises(Refused):
            theming.make_theme_group(table=table, notes=[note, notes[2]], title="Mornings")


def test_put_notes_moves_them_and_the_group_they_left_goes_with_its_theme(table, notes):
    left = theming.make_theme_group(table=table, notes=[notes[0]], title="Left")
    into = theming.make_theme_group(table=table, notes=[notes[1]], title="Into")
    theming.put_notes(group=into, notes=[notes[0], notes[2]])
    assert set(into.notes.all()) == set(notes)
    assert not ThemeGroup.objects.filter(pk=left.pk).exists()
    assert not Theme.objects.filter(title="Left").exists()


def test_put_notes_into_a_group_that_has_gone_is_refused(table, notes):
    group = theming.make_theme_group(table=table, notes=[notes[0]], title="Gone")
    theming.take_out(table=table, notes=[notes[0]])
    with pytest.raises(Refused):
        theming.put_notes(group=group, notes=[notes[1]])
    assert group_of(notes[1]) is None


def test_take_out_leaves_the_rest_of_the_group(table, notes):
    group = theming.make_theme_group(table=table, notes=notes, title="Mornings")
    theming.take_out(table=table, notes=[notes[0]])
    assert group_of(notes[0]) is None
    assert group.notes.count() == 2


def test_take_out_of_the_last_note_takes_the_group_too(table, notes):
    theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    theming.take_out(table=table, notes=[notes[0]])
    assert not ThemeGroup.objects.exists()
    assert Note.objects.count() == 3


def test_withdrawing_the_last_note_takes_the_group_too(table, notes):
    theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    notes_services.withdraw_note(note=notes[0])
    assert not ThemeGroup.objects.exists()
    assert not Theme.objects.filter(is_joker=False).exists()


@pytest.mark.parametrize(("step", "stays"), [("sharing", False), ("choosing", True), ("interlude", True)])
def test_a_theme_stays_from_the_choosing_on_when_its_last_note_goes(
    theming_workshop, table, notes, step, stays
):
    group = theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    go(theming_workshop, step)
    notes[0].refresh_from_db()
    notes_services.withdraw_note(note=notes[0])
    assert Theme.objects.filter(title="Mornings").exists() is stays
    assert ThemeGroup.objects.filter(pk=group.pk).exists() is stays


def test_hiding_a_note_keeps_its_place_in_the_group(table, notes):
    group = theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    hiding.hide(thing=notes[0], hidden=True)
    hiding.hide(thing=notes[0], hidden=False)
    assert group_of(notes[0]) == group


def test_a_theme_that_open_space_works_on_stays_when_its_group_empties(table, notes):
    group = theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    OpenSpaceGroup.objects.create(theme=group.theme, letter="A")
    theming.take_out(table=table, notes=[notes[0]])
    assert ThemeGroup.objects.get() == group
    assert Theme.objects.filter(title="Mornings").exists()


def test_a_theme_merged_into_one_that_goes_stands_alone_again(table, notes):
    kept = theming.make_theme_group(table=table, notes=[notes[0]], title="Kept")
    goes = theming.make_theme_group(table=table, notes=[notes[1]], title="Goes")
    Theme.objects.filter(pk=kept.theme_id).update(merged_into=goes.theme)
    theming.take_out(table=table, notes=[notes[1]])
    assert Theme.objects.get(title="Kept").merged_into is None


def test_rename_changes_the_theme_once(theming_workshop, table, notes):
    group = theming.make_theme_group(table=table, notes=notes, title="Mornings")
    theming.rename(group=group, title="Calm mornings")
    theming_workshop.refresh_from_db()
    rev = theming_workshop.rev
    theming.rename(group=group, title="Calm mornings")
    theming_workshop.refresh_from_db()
    assert Theme.objects.get(pk=group.theme_id).title == "Calm mornings"
    assert theming_workshop.rev == rev


def test_merge_keeps_the_name_of_the_other_group(table, notes):
    group = theming.make_theme_group(table=table, notes=notes[:2], title="Small")
    into = theming.make_theme_group(table=table, notes=notes[2:], title="Large")
    theming.merge(group=group, into=into)
    assert [g.theme.title for g in ThemeGroup.objects.all()] == ["Large"]
    assert into.notes.count() == 3


def test_merge_takes_hidden_notes_along(table, notes):
    group = theming.make_theme_group(table=table, notes=notes[:2], title="Small")
    into = theming.make_theme_group(table=table, notes=notes[2:], title="Large")
    hiding.hide(thing=notes[0], hidden=True)
    theming.merge(group=group, into=into)
    assert group_of(notes[0]) == into


def test_merge_over_tables_is_refused(table, other_table, notes, participant):
    group = theming.make_theme_group(table=table, notes=notes, title="Here")
    foreign = note_by(participant, table=other_table)
    there = theming.make_theme_group(table=other_table, notes=[foreign], title="There")
    with pytest.raises(Refused):
        theming.merge(group=group, into=there)


# --- views ---


def test_theme_group_is_made_once_however_often_it_is_sent(theming_workshop, participant, notes):
    ids = [str(note.pk) for note in notes]
    for _ in range(10):
        answer = participant.post(
            "worryzones:make_theme_group", theming_workshop.code, title=" Mornings ", note=ids
        )
        assert answer.status_code == 204
    assert ThemeGroup.objects.get().theme.title == "Mornings"
    assert ThemeGroup.objects.get().notes.count() == 3


def test_theme_group_without_javascript_leads_back_to_the_stage(theming_workshop, participant, notes):
    answer = participant.submit(
        "worryzones:make_theme_group", theming_workshop.code, title="Mornings", note=[notes[0].pk]
    )
    assert (answer.status_code, ThemeGroup.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("", "Give the group a name"),
        ("x" * 121, "This is too long."),
        ("131052-308T", "identity code"),
    ],
)
def test_theme_group_with_a_bad_name_comes_back_as_typed(
    theming_workshop, participant, notes, title, message
):
    answer = participant.post(
        "worryzones:make_theme_group", theming_workshop.code, title=title, note=[notes[0].pk]
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert message in body
    assert title in body
    assert not ThemeGroup.objects.exists()


@pytest.mark.parametrize("note", ["", "nonsense", "6cf930e8-ca4d-4087-bda0-f2eb72b8dacd"])
def test_theme_group_with_a_note_that_is_not_there_is_refused(theming_workshop, participant, notes, note):
    chosen = [str(notes[0].pk), note]
    answer = participant.post("worryzones:make_theme_group", theming_workshop.code, title="A", note=chosen)
    assert answer.status_code == 409
    assert "just been removed" in answer.content.decode()
    assert not ThemeGroup.objects.exists()


def test_theme_group_with_a_note_of_another_table_is_refused(
    theming_workshop, participant, other_table, notes
):
    foreign = note_by(participant, table=other_table)
    answer = participant.post(
        "worryzones:make_theme_group", theming_workshop.code, title="A", note=[foreign.pk]
    )
    assert answer.status_code == 409
    assert group_of(foreign) is None


def test_theme_group_with_a_note_of_another_workshop_is_refused(
    theming_workshop, participant, stranger, notes
):
    foreign = note_by(stranger)
    answer = participant.post(
        "worryzones:make_theme_group", theming_workshop.code, title="A", note=[foreign.pk]
    )
    assert answer.status_code == 409
    assert group_of(foreign) is None


def test_notes_are_put_in_and_taken_out(theming_workshop, participant, table, notes):
    group = theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    code = theming_workshop.code
    assert participant.post("worryzones:put_notes", code, group.pk, note=[notes[1].pk]).status_code == 204
    assert group_of(notes[1]) == group
    assert participant.post("worryzones:take_out", code, note=[notes[1].pk]).status_code == 204
    assert participant.post("worryzones:take_out", code, note=[notes[1].pk]).status_code == 204
    assert group_of(notes[1]) is None


def test_a_group_that_was_just_emptied_is_refused_in_words(theming_workshop, participant, table, notes):
    group = theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    theming.take_out(table=table, notes=[notes[0]])
    code = theming_workshop.code
    put = participant.post("worryzones:put_notes", code, group.pk, note=[notes[1].pk])
    renamed = participant.post("worryzones:rename_theme_group", code, group.pk, title="Else")
    for answer in (put, renamed):
        assert answer.status_code == 409
        assert "put together with another, or emptied" in answer.content.decode()


def test_a_group_is_renamed_and_a_bad_name_comes_back(theming_workshop, participant, table, notes):
    group = theming.make_theme_group(table=table, notes=notes, title="Mornings")
    code = theming_workshop.code
    bad = participant.post("worryzones:rename_theme_group", code, group.pk, title="x" * 121)
    assert bad.status_code == 422
    assert "x" * 121 in bad.content.decode()
    assert participant.post("worryzones:rename_theme_group", code, group.pk, title="Calm").status_code == 204
    assert Theme.objects.get(pk=group.theme_id).title == "Calm"


def test_groups_are_put_together_once_and_again(theming_workshop, participant, table, notes):
    group = theming.make_theme_group(table=table, notes=notes[:2], title="Small")
    into = theming.make_theme_group(table=table, notes=notes[2:], title="Large")
    for _ in range(2):
        answer = participant.post("worryzones:merge_theme_groups", theming_workshop.code, group.pk, into.pk)
        assert answer.status_code == 204
    assert into.notes.count() == 3


def test_a_group_of_another_table_is_not_found(theming_workshop, participant, other_table, notes):
    others = rotation.group_at(other_table.zone_number, rotation.ROUNDS)
    CafeGroup.objects.create(cafe=other_table.cafe, number=others)
    foreign = note_by(participant, table=other_table)
    group = theming.make_theme_group(table=other_table, notes=[foreign], title="Theirs")
    code = theming_workshop.code
    answers = [
        participant.post("worryzones:put_notes", code, group.pk, note=[notes[0].pk]),
        participant.post("worryzones:rename_theme_group", code, group.pk, title="Ours"),
        participant.post("worryzones:merge_theme_groups", code, group.pk, group.pk),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Theme.objects.filter(title="Theirs").exists()


def test_themes_are_named_only_at_theming(theming_workshop, participant, notes):
    go(theming_workshop, "sharing")
    answer = participant.post(
        "worryzones:make_theme_group", theming_workshop.code, title="Late", note=[notes[0].pk]
    )
    assert answer.status_code == 409


def test_someone_without_a_table_is_told_so(theming_workshop, participant, notes):
    participant.participant.seat.delete()
    answer = participant.post(
        "worryzones:make_theme_group", theming_workshop.code, title="A", note=[notes[0].pk]
    )
    assert answer.status_code == 409
    assert participant.get("workshops:stage", theming_workshop.code).status_code == 200


def test_strangers_and_facilitators_do_not_group(theming_workshop, stranger, facilitator, notes):
    for person in (stranger, facilitator):
        answer = person.post(
            "worryzones:make_theme_group", theming_workshop.code, title="A", note=[notes[0].pk]
        )
        assert answer.status_code == 404


# --- what is pushed, what is read ---


def test_a_new_group_reaches_everyone_and_names_no_other_table(theming_workshop, table, notes, frames):
    for role in Role:
        with frames(theming_workshop, role) as sent:
            theming.make_theme_group(table=table, notes=notes[:1], title=f"Named for the {role}")
        html = sent[0]["html"]
        assert (f"Named for the {role}" in html) == (role != Role.PROJECTOR)
        assert ('id="tally"' in html) == (role == Role.PROJECTOR)


def test_a_group_in_hand_is_told_to_phones_alone_and_stores_nothing(
    theming_workshop, participant, table, notes, frames
):
    group = theming.make_theme_group(table=table, notes=notes[:1], title="Mornings")
    theming_workshop.refresh_from_db()
    rev = theming_workshop.rev
    address = f"/w/{theming_workshop.code}/themes/{group.pk}/at-work/"
    for role in Role:
        with frames(theming_workshop, role) as sent:
            assert participant.client.post(address, {"page": "0" * 32}).status_code == 204
            assert participant.client.post(address, {"page": "<script>"}).status_code == 204
        assert [f'data-group="{group.pk}"' in frame["html"] for frame in sent] == [True] * (
            role == Role.PARTICIPANT
        )
        assert [frame for frame in sent if "rev" in frame] == []
    theming_workshop.refresh_from_db()
    assert theming_workshop.rev == rev
    theming.take_out(table=table, notes=notes[:1])
    with frames(theming_workshop, Role.PARTICIPANT) as sent:
        assert participant.client.post(address, {"page": "0" * 32}).status_code == 204
    assert sent == []


def test_a_moved_note_is_taken_from_its_old_place_before_it_comes_to_the_new(
    theming_workshop, table, notes, frames
):
    with frames(theming_workshop) as sent:
        theming.make_theme_group(table=table, notes=notes[:1], title="Mornings")
    html = flat(sent[0]["html"])
    removed = html.index(f'<template id="note-{notes[0].pk}" data-remove>')
    assert removed < html.index(f'<article id="note-{notes[0].pk}"')
    assert f"note-{notes[1].pk}" not in html


def test_a_note_written_at_theming_comes_with_its_tick_box(theming_workshop, participant, table, frames):
    with frames(theming_workshop) as sent:
        note = note_by(participant, "Still missing", table=table)
    assert f'value="{note.pk}"' in sent[0]["html"]
    assert f'data-into="loose-{table.pk}"' in sent[0]["html"]


def test_facilitators_can_hide_a_note_wherever_it_has_come_from(
    theming_workshop, participant, facilitator, table, notes, frames
):
    with frames(theming_workshop, Role.FACILITATOR) as sent:
        new = note_by(participant, "Still missing", table=table)
        theming.make_theme_group(table=table, notes=[notes[0]], title="Mornings")
    console = facilitator.get("workshops:console", theming_workshop.code).content.decode()
    for note, html in ((new, sent[0]["html"]), (notes[0], sent[1]["html"]), (notes[1], console)):
        assert f'hx-post="{reverse("worryzones:hide_note", args=[theming_workshop.code, note.pk])}"' in html


def test_hidden_notes_are_not_shown_to_the_table_but_to_facilitators(
    theming_workshop, participant, facilitator, table, notes
):
    theming.make_theme_group(table=table, notes=notes[:1], title="Mornings")
    hiding.hide(thing=notes[0], hidden=True)
    hiding.hide(thing=notes[1], hidden=True)
    stage = participant.get("workshops:stage", theming_workshop.code).content.decode()
    console = facilitator.get("workshops:console", theming_workshop.code).content.decode()
    for note in notes[:2]:
        assert f"note-{note.pk}" not in stage.partition('id="hidden-own"')[0]
        assert f"note-{note.pk}" in console


@pytest.mark.parametrize("page", ["workshops:stage", "workshops:console", "workshops:projector"])
def test_theming_pages_make_the_same_queries_for_3_and_30_notes(
    theming_workshop, participant, facilitator, table, page, queries_in
):
    person = participant if page == "workshops:stage" else facilitator

    def fill(count: int) -> None:
        with as_if_at(theming_workshop, "theming"):
            for note in many_notes(participant, count, table=table):
                theming.make_theme_group(table=table, notes=[note], title=f"Group {note.pk}")
            Ours.objects.create(note=note, proof=str(note.pk))
        many_notes(participant, count, table=table)

    fill(3)
    few = queries_in(lambda: person.get(page, theming_workshop.code))
    fill(27)
    assert queries_in(lambda: person.get(page, theming_workshop.code)) == few


@pytest.mark.parametrize("page", ["stage", "console", "projector"])
def test_first_to_open_a_page_of_theming_makes_twelve_queries_at_most(
    workshop_at, participant, facilitator, page, queries_in
):
    workshop = workshop_at("theming", people=20)
    many_notes(participant, 3)
    person = participant if page == "stage" else facilitator
    assert queries_in(lambda: person.get(f"workshops:{page}", workshop.code)) <= 12


def test_a_push_of_theming_makes_the_same_queries_for_3_and_30_notes(
    theming_workshop, participant, table, queries_in, frames
):
    def put_one() -> None:
        note = note_by(participant, table=table)
        with frames(theming_workshop):
            theming.make_theme_group(table=table, notes=[note], title="One more")

    many_notes(participant, 3, table=table)
    few = queries_in(put_one)
    many_notes(participant, 27, table=table)
    assert queries_in(put_one) == few


# --- sharing ---


def test_sharing_tells_the_table_whose_slide_is_on_with_what_most_share(
    theming_workshop, participant, facilitator, table, notes
):
    few = theming.make_theme_group(table=table, notes=notes[:1], title="Few share this")
    most = theming.make_theme_group(table=table, notes=notes[1:], title="Most share this")
    someone = join(theming_workshop)
    notes_services.mark_ours(note=notes[1], device=someone.device, on=True)
    go(theming_workshop, "sharing")
    console.show_slide(workshop=theming_workshop, slide=table.zone_number - 1)
    for person, page in (
        (participant, "workshops:stage"),
        (facilitator, "workshops:console"),
        (facilitator, "workshops:projector"),
    ):
        html = person.get(page, theming_workshop.code).content.decode()
        assert str(table.zone.label) in html
        assert html.index(most.theme.title) < html.index(few.theme.title)


def test_sharing_of_a_table_without_groups_shows_its_notes(theming_workshop, facilitator, table, notes):
    go(theming_workshop, "sharing")
    console.show_slide(workshop=theming_workshop, slide=table.zone_number - 1)
    html = facilitator.get("workshops:projector", theming_workshop.code).content.decode()
    assert notes[0].text in html


def test_sharing_stays_on_the_last_table_when_the_slide_is_beyond_it(theming_workshop, facilitator):
    go(theming_workshop, "sharing")
    console.show_slide(workshop=theming_workshop, slide=99)
    html = facilitator.get("workshops:projector", theming_workshop.code).content.decode()
    assert "Great worry" in html


def test_a_note_hidden_while_sharing_leaves_the_screens(theming_workshop, notes, frames):
    go(theming_workshop, "sharing")
    with frames(theming_workshop, Role.PROJECTOR) as sent:
        hiding.hide(thing=Note.objects.get(pk=notes[0].pk), hidden=True)
    assert "html" not in sent[0]


def test_sharing_without_tables_says_so(workshop, participant, facilitator):
    course.move(workshop=workshop, expected="welcome", to="sharing")
    assert participant.get("workshops:stage", workshop.code).status_code == 200
    assert "no tables yet" in facilitator.get("workshops:console", workshop.code).content.decode()
    assert facilitator.get("workshops:projector", workshop.code).status_code == 200


@pytest.mark.parametrize("page", ["workshops:stage", "workshops:console", "workshops:projector"])
def test_sharing_pages_make_the_same_queries_for_3_and_30_groups(
    theming_workshop, participant, facilitator, table, page, queries_in
):
    person = participant if page == "workshops:stage" else facilitator
    go(theming_workshop, "sharing")
    console.show_slide(workshop=theming_workshop, slide=table.zone_number - 1)

    def fill(count: int) -> None:
        with as_if_at(theming_workshop, "theming"):
            for note in many_notes(participant, count, table=table):
                theming.make_theme_group(table=table, notes=[note], title=f"Group {note.pk}")

    fill(3)
    few = queries_in(lambda: person.get(page, theming_workshop.code))
    fill(27)
    assert queries_in(lambda: person.get(page, theming_workshop.code)) == few


# --- few groups, many tables ---


@pytest.fixture
def one_group(workshop_at, participant):
    """Five people are one group, which has a note at two tables and has named a theme at one."""
    workshop = workshop_at("theming", people=4)
    first, second, *_others = Table.objects.filter(cafe__workshop=workshop).order_by("zone_number")
    [note] = many_notes(participant, 1, table=first)
    many_notes(participant, 1, table=second)
    theming.make_theme_group(table=first, notes=[note], title="Who rings first?")
    return workshop


def unthemed(facilitator, workshop):
    html = facilitator.get("workshops:console", workshop.code).content.decode()
    return text_of(html.partition('id="unthemed"')[2].partition("</section>")[0])


def test_group_that_names_several_vacant_tables_is_told_of_in_one_line(one_group, facilitator):
    seen = text_of(facilitator.get("workshops:console", one_group.code).content.decode())
    assert seen.count("also names the themes of") == 1
    told = "2 vacant tables. Tell them, and give them time:"
    assert f"{told} 1 · Ei huolta (No worry), 2 · Pieni huoli (Small worry)" in seen
    assert "Of what they do not get to you can make themes yourself" in seen


def test_tables_without_a_theme_are_told_while_themes_can_still_be_made(one_group, facilitator):
    go(one_group, "sharing")
    assert "One table has no theme yet" in unthemed(facilitator, one_group)
    assert "2 · Pieni (Small)" in unthemed(facilitator, one_group)
    course.move(workshop=one_group, expected="sharing", to="choosing")
    assert "Go back to “Share together”" in unthemed(facilitator, one_group)
    themes.reveal_results(workshop=one_group, shown=True)
    assert unthemed(facilitator, one_group) == ""


def test_facilitator_makes_a_theme_of_a_note_in_the_joint_debrief_and_takes_it_back(
    one_group, facilitator, frames
):
    go(one_group, "sharing")
    console.show_slide(workshop=one_group, slide=1)
    note = Note.objects.get(theme_group=None)
    assert f"notes/{note.pk}/theme/" in facilitator.get("workshops:console", one_group.code).content.decode()
    with frames(one_group, Role.PROJECTOR) as sent:
        assert facilitator.post("worryzones:theme_of_note", one_group.code, note.pk).status_code == 204
    assert group_of(note).theme.title == note.text
    assert ["html" in frame for frame in sent] == [False]  # all fetch: it is on the slide
    assert unthemed(facilitator, one_group) == ""
    facilitator.post("workshops:undo", one_group.code)
    assert group_of(note) is None


def test_no_theme_is_made_of_a_note_once_people_choose(one_group, facilitator):
    go(one_group, "choosing")
    note = Note.objects.get(theme_group=None)
    assert facilitator.post("worryzones:theme_of_note", one_group.code, note.pk).status_code == 409
