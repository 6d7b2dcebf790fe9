"""Open Space: people walk, groups open and end, and nothing but where people are now is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import go, join, many
from tests.markup import flat
from tests.workshops.space import group_in, settle, text_by, theme_in
from workshops.access.permissions import Role
from workshops.models import OpenSpaceGroup, Participant, Theme, Workshop
from workshops.panels import open_space as stages
from workshops.queries import open_space as open_space_queries
from workshops.refusals import Refused
from workshops.services import course, open_space, people

IDENTITY_CODE = "131052-308T"


def move(person, workshop, group):
    return person.post("workshops:move_here", workshop.code, group=group.pk if group else "")


def where(person):
    return Participant.objects.get(pk=person.participant.pk).group


# --- groups of one or two ---


def test_a_group_of_one_or_two_is_told_what_that_means(workshop, participant, frames):
    group = group_in(go(workshop, "open_space"))
    shown = f'<p id="few-in-{group.pk}" class="few">So few of you are in this group now that others here'
    other, third = join(workshop), join(workshop)
    for person, place, small in [
        (participant, group, True),
        (other, group, True),
        (third, group, False),
        (other, None, True),
    ]:
        with frames(workshop, Role.PARTICIPANT) as sent:
            move(person, workshop, place)
        assert (shown in flat(participant.get("workshops:stage", workshop.code).content)) == small
        assert (shown in flat("".join(frame["html"] for frame in sent))) == small


# --- groups stand ready ---


@pytest.mark.parametrize("step", ["opening", "open_space"])
def test_entering_gives_each_selected_theme_a_group(workshop_at, workshop, step):
    chosen = theme_in(workshop)
    Theme.objects.create(workshop=workshop, title="Not chosen")
    workshop_at(step)
    groups = OpenSpaceGroup.objects.filter(theme__workshop=workshop).order_by("pk")
    assert {(group.theme, group.letter) for group in groups} == {
        (chosen, "A"),
        (Theme.objects.get(workshop=workshop, is_joker=True), "A"),
    }


def test_entering_again_adds_no_second_group(workshop_at, workshop):
    workshop_at("open_space")
    course.move(workshop=workshop, expected="open_space", to="opening")
    course.move(workshop=workshop, expected="opening", to="open_space")
    assert OpenSpaceGroup.objects.count() == 1


def test_open_group_takes_the_next_free_letter(workshop):
    theme = theme_in(workshop)
    first, second = open_space.open_group(theme=theme), open_space.open_group(theme=theme)
    open_space.remove_group(group=first)
    again = open_space.open_group(theme=theme)
    assert [second.letter, again.letter] == ["B", "A"]


def test_open_group_at_a_place_that_has_one_joins_it(workshop, participant):
    group = group_in(go(workshop, "open_space"), place="Library")
    again = open_space.open_group(theme=group.theme, place="library", participant=participant.participant)
    assert again == group
    assert where(participant) == group


def test_open_group_refuses_more_than_a_theme_can_hold(workshop):
    theme = theme_in(workshop)
    for _ in range(open_space.MAX_GROUPS):
        open_space.open_group(theme=theme)
    with pytest.raises(Refused):
        open_space.open_group(theme=theme)


def test_open_group_refuses_a_theme_that_is_not_selected(workshop):
    theme = Theme.objects.create(workshop=workshop, title="Not chosen")
    with pytest.raises(Refused):
        open_space.open_group(theme=theme)


def test_open_theme_twice_is_one_theme_with_one_group(workshop_at, participant):
    workshop = workshop_at("open_space")
    for _ in range(2):
        open_space.open_theme(workshop=workshop, title="Phones", participant=participant.participant)
    theme = Theme.objects.get(workshop=workshop, title="Phones")
    assert (theme.selected, theme.mark, theme.groups.count()) == (True, "", 1)


def test_open_theme_comes_after_the_others_and_before_the_joker(workshop_at, workshop):
    theme_in(workshop, order=3)
    open_space.open_theme(workshop=workshop_at("open_space"), title="Phones")
    titles = [theme.title for theme in open_space_queries.themes_at_work(workshop)]
    assert titles[:2] == ["Mornings", "Phones"]
    assert open_space_queries.themes_at_work(workshop)[-1].is_joker


def test_open_theme_refuses_more_than_the_room_can_hold(workshop):
    for number in range(open_space.MAX_THEMES - 1):
        theme_in(workshop, f"Theme {number}")
    with pytest.raises(Refused):
        open_space.open_theme(workshop=workshop, title="One more")


def test_remove_group_refuses_one_that_has_written(workshop_at, participant):
    workshop_at("open_space")
    group = group_in(participant.participant.workshop)
    text_by(settle(participant, group))
    with pytest.raises(Refused):
        open_space.remove_group(group=group)


def test_remove_group_lets_its_people_wander(workshop_at, participant):
    group = group_in(workshop_at("open_space"))
    settle(participant, group)
    open_space.remove_group(group=group)
    assert where(participant) is None


# --- walking ---


def test_move_here_is_one_tap_and_leaves_no_trace(workshop_at, participant):
    workshop = workshop_at("open_space")
    one, other = group_in(workshop), group_in(workshop, "Evenings")
    assert move(participant, workshop, one).status_code == 204
    assert move(participant, workshop, other).status_code == 204
    assert where(participant) == other
    heads = {group.pk: group.heads for group in open_space_queries.groups_with_heads()}
    assert (heads[one.pk], heads[other.pk]) == (0, 1)


def test_move_here_tells_the_page_what_is_its_own_now(workshop_at, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    answer = move(participant, workshop, group)
    assert f"here-{group.pk}" in answer.headers["HX-Trigger"]
    assert "refetch" in answer.headers["HX-Trigger"]


def test_move_here_without_a_group_is_to_wander(workshop_at, participant):
    workshop = workshop_at("open_space")
    settle(participant, group_in(workshop))
    assert move(participant, workshop, None).status_code == 204
    assert where(participant) is None


def test_move_here_twice_bumps_rev_once(workshop_at, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    workshop.refresh_from_db()
    rev = workshop.rev
    for _ in range(3):
        assert move(participant, workshop, group).status_code == 204
    workshop.refresh_from_db()
    assert workshop.rev == rev + 1


def test_move_here_pushes_only_the_heads_that_changed(workshop_at, participant, frames):
    workshop = workshop_at("open_space")
    one, other, third = (group_in(workshop, title) for title in ("One", "Other", "Third"))
    settle(participant, one)
    for role in Role:
        goal = other if where(participant) == one else one
        with frames(workshop, role) as sent:
            move(participant, workshop, goal)
        html = sent[0]["html"]
        assert f'id="heads-{one.pk}"' in html
        assert f'id="heads-{other.pk}"' in html
        assert f'id="heads-{third.pk}"' not in html
        assert "article" not in html


@pytest.mark.parametrize("step", ["opening", "pearls"])
def test_move_here_is_refused_when_groups_are_not_at_work(workshop_at, participant, step):
    workshop = workshop_at(step)
    group = group_in(workshop)
    assert move(participant, workshop, group).status_code == 409
    assert where(participant) is None


def test_move_here_to_an_ended_group_is_refused(workshop_at, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    open_space.end_group(group=group, ended=True)
    answer = move(participant, workshop, group)
    assert answer.status_code == 409
    assert "This group has ended" in answer.content.decode()


def test_move_here_to_a_group_of_another_workshop_is_not_found(workshop_at, participant, elsewhere):
    workshop = workshop_at("open_space")
    foreign = group_in(elsewhere)
    assert move(participant, workshop, foreign).status_code == 404
    assert where(participant) is None


@pytest.mark.parametrize("wanted", ["x", "-1", "9" * 40, "²"])
def test_move_here_to_nonsense_is_not_found(workshop_at, participant, wanted):
    workshop = workshop_at("open_space")
    assert participant.post("workshops:move_here", workshop.code, group=wanted).status_code == 404


def test_move_here_works_without_javascript(workshop_at, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    answer = participant.submit("workshops:move_here", workshop.code, group=group.pk)
    assert (answer.status_code, answer.url) == (302, reverse("workshops:stage", args=[workshop.code]))
    assert where(participant) == group


def test_who_leaves_or_is_removed_is_no_longer_counted(workshop_at, participant):
    workshop = workshop_at("open_space")
    group, other = group_in(workshop), settle(join(workshop), None)
    settle(participant, group)
    settle(other, group)
    people.remove(participant=other.participant)
    people.leave(participant=participant.participant)
    assert open_space_queries.groups_with_heads().get(pk=group.pk).heads == 0


def test_newcomer_wanders_and_the_console_hears_of_it(workshop_at, frames):
    workshop = workshop_at("open_space", people=2)
    with frames(workshop, Role.FACILITATOR) as sent:
        join(workshop)
    assert "3 people are wandering" in "".join(frame["html"] for frame in sent)


# --- opening, by participants ---


def test_open_group_by_a_participant_puts_them_in_it(workshop_at, participant):
    workshop = workshop_at("open_space")
    theme = theme_in(workshop)
    answer = participant.post("workshops:open_group", workshop.code, theme=theme.pk, place=" stairs ")
    assert answer.status_code == 204
    assert (where(participant).theme, where(participant).place) == (theme, "stairs")


def test_open_theme_by_a_participant_puts_them_in_its_group(workshop_at, participant):
    workshop = workshop_at("open_space")
    answer = participant.post("workshops:open_theme", workshop.code, title="Phones", place="")
    assert answer.status_code == 204
    assert where(participant).theme.title == "Phones"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "Write something first."),
        ("x" * 61, "Use at most 60 characters."),
        (IDENTITY_CODE, "personal identity code"),
    ],
)
def test_open_group_says_what_is_wrong_with_the_place(workshop_at, participant, place, words):
    workshop = workshop_at("open_space")
    theme = theme_in(workshop)
    answer = participant.post("workshops:open_group", workshop.code, theme=theme.pk, place=place)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert theme.groups.count() == 0


@pytest.mark.parametrize("title", ["", "x" * 121, f"About {IDENTITY_CODE}"])
def test_open_theme_refuses_bad_titles(workshop_at, participant, title):
    workshop = workshop_at("open_space")
    answer = participant.post("workshops:open_theme", workshop.code, title=title)
    assert answer.status_code == 422
    assert title in answer.content.decode()


def test_open_group_on_a_theme_of_another_workshop_is_refused(workshop_at, participant, elsewhere):
    workshop = workshop_at("open_space")
    foreign = theme_in(elsewhere)
    answer = participant.post("workshops:open_group", workshop.code, theme=foreign.pk, place="stairs")
    assert answer.status_code == 422
    assert "no longer open" in answer.content.decode()


# --- ending ---


def test_group_ends_itself_and_opens_again(workshop_at, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    settle(participant, group)
    for on, ended in (("1", True), ("0", False)):
        assert participant.post("workshops:end_group", workshop.code, group.pk, on=on).status_code == 204
        group.refresh_from_db()
        assert group.ended is ended
    assert where(participant) == group


def test_only_those_in_a_group_end_it(workshop_at, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    assert participant.post("workshops:end_group", workshop.code, group.pk, on="1").status_code == 409
    group.refresh_from_db()
    assert not group.ended


def test_what_an_ended_group_wrote_is_read_by_anyone_in_the_workshop(
    workshop_at, participant, facilitator, stranger, outsider
):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    text_by(settle(join(workshop), group), "We ring home")
    open_space.end_group(group=group, ended=True)
    for person in (participant, facilitator):
        assert "We ring home" in person.get("workshops:read_group", workshop.code, group.pk).content.decode()
    for person in (stranger, outsider):
        assert person.get("workshops:read_group", workshop.code, group.pk).status_code == 404


# --- the facilitator's hand ---


def test_set_place_is_shown_to_everyone(workshop_at, facilitator, frames):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    for role in Role:
        with frames(workshop, role) as sent:
            answer = facilitator.post("workshops:set_place", workshop.code, group.pk, place=f"room {role}")
        assert answer.status_code == 204
        assert f"room {role}" in sent[0]["html"]


def test_set_place_says_what_is_wrong(workshop_at, facilitator):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    answer = facilitator.post("workshops:set_place", workshop.code, group.pk, place="x" * 61)
    assert answer.status_code == 422
    assert "x" * 61 in answer.content.decode()


def test_facilitator_opens_ends_and_removes_groups(workshop_at, facilitator):
    workshop = workshop_at("open_space")
    theme = theme_in(workshop)
    assert facilitator.post("workshops:add_group", workshop.code, theme.pk).status_code == 204
    group = theme.groups.get()
    assert facilitator.post("workshops:lead_end_group", workshop.code, group.pk, on="1").status_code == 204
    group.refresh_from_db()
    assert group.ended
    assert facilitator.post("workshops:remove_group", workshop.code, group.pk).status_code == 204
    assert not theme.groups.exists()


def test_facilitator_opens_a_theme(workshop_at, facilitator):
    workshop = workshop_at("open_space")
    assert facilitator.post("workshops:add_theme", workshop.code, title="Phones").status_code == 204
    assert facilitator.post("workshops:add_theme", workshop.code, title="").status_code == 422
    assert Theme.objects.get(workshop=workshop, title="Phones").selected


def test_look_names_silent_and_empty_groups(workshop_at, facilitator, participant):
    """Not while people are still on their way to them."""
    workshop = workshop_at("open_space")
    settle(participant, group_in(workshop))

    def seen() -> str:
        return flat(facilitator.get("workshops:space_alerts", workshop.code).content)

    assert "People are on their way to the groups." in seen()
    assert "group A" not in seen()
    Workshop.objects.update(moved_at=timezone.now() - open_space_queries.SETTLING)
    assert "Group A of “Mornings” has written nothing yet." in seen()
    assert "Nobody is in group A" in seen()


def test_console_acts_are_for_the_facilitators_of_the_workshop(workshop_at, foreign_facilitator, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    for person in (foreign_facilitator, participant):
        for name, thing in (
            ("set_place", group.pk),
            ("lead_end_group", group.pk),
            ("remove_group", group.pk),
        ):
            assert person.post(f"workshops:{name}", workshop.code, thing).status_code in (401, 404)
    assert OpenSpaceGroup.objects.filter(pk=group.pk, ended=False).exists()


# --- pages ---


def test_stage_shows_the_marketplace_and_ones_own_group(workshop_at, participant):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    page = participant.get("workshops:stage", workshop.code).content.decode()
    assert "Where do your feet take you?" in page
    assert 'data-own="here-0"' in page
    assert "My group" not in page
    settle(participant, group)
    page = participant.get("workshops:stage", workshop.code).content.decode()
    assert "My group" in page
    assert f'id="contributions-{group.pk}"' in page


def test_more_than_twelve_people_are_a_number(workshop_at):
    workshop = workshop_at("open_space")
    group = group_in(workshop)
    crowd = many(workshop, 13)
    for person in crowd[:12]:
        settle(person, group)
    page = crowd[-1].get("workshops:stage", workshop.code).content.decode()
    assert page.count("<i></i>") - 3 * page.count('class="menu-button"') == 12
    settle(crowd[-1], group)
    page = join(workshop).get("workshops:stage", workshop.code).content.decode()
    assert "<b>13</b>" in page


def test_panels_make_as_many_queries_at_3_as_at_30(workshop_at, participant, facilitator, queries_in):
    workshop = workshop_at("open_space")

    def fill(first, last):
        for number in range(first, last):
            group = group_in(workshop, f"Theme {number}")
            for person in (settle(join(workshop), group), settle(participant, group)):
                text_by(person)

    def costs():
        people = {"stage": participant, "console": facilitator, "projector": facilitator}
        return {
            f"{phase}_{page}": queries_in(
                lambda panel=f"{phase}_{page}", person=person: getattr(stages, panel)(person.viewer(workshop))
            )
            for phase in ("opening", "open_space", "pearls")
            for page, person in people.items()
        }

    fill(0, 3)
    at_three = costs()
    fill(3, 30)
    assert costs() == at_three


@pytest.mark.parametrize("page", ["workshops:console", "workshops:projector"])
@pytest.mark.parametrize("step", ["opening", "open_space", "pearls"])
def test_console_and_projector_render_with_and_without_groups(
    workshop_at, facilitator, participant, step, page
):
    workshop = workshop_at("open_space")
    text_by(settle(participant, group_in(workshop)))
    if step != "open_space":
        course.move(workshop=workshop, expected="open_space", to=step)
    assert facilitator.get(page, workshop.code).status_code == 200
    OpenSpaceGroup.objects.all().delete()
    assert facilitator.get(page, workshop.code).status_code == 200
