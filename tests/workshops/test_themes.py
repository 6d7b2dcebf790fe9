"""Votes that nobody can trace, and the facilitator's work on themes between the dialogues."""

from __future__ import annotations

import pytest

from tests.factories import go, join
from tests.markup import flat
from workshops.access.permissions import Role
from workshops.models import OpenSpaceGroup, Theme, ThemeVote, Workshop
from workshops.queries import open_space
from workshops.queries import themes as themes_queries
from workshops.refusals import Refused
from workshops.services import course, themes


@pytest.fixture
def choosing(workshop, participant):
    """At choosing; everyone has three votes."""
    return course.move(workshop=workshop, expected="welcome", to="choosing")


@pytest.fixture
def candidates(choosing):
    return make_themes(choosing, 5)


def make_themes(workshop: Workshop, count: int) -> list[Theme]:
    return [
        Theme.objects.create(workshop=workshop, title=f"Theme {n}", mark=str(n % 4 + 1)) for n in range(count)
    ]


def joker_of(workshop: Workshop) -> Theme:
    return workshop.themes.get(is_joker=True)


def fresh(theme: Theme) -> Theme:
    return Theme.objects.get(pk=theme.pk)


def order_of(workshop: Workshop) -> list[str]:
    return [theme.title for theme in themes_queries.in_order(workshop)]


# --- votes ---


def test_vote_is_one_row_however_often_it_is_sent(choosing, candidates, participant):
    rev = choosing.rev
    for _ in range(10):
        assert participant.post("workshops:vote", choosing.code, candidates[0].pk, on=1).status_code == 204
    assert ThemeVote.objects.get().theme == candidates[0]
    choosing.refresh_from_db()
    assert choosing.rev == rev + 1


def test_vote_taken_back_is_gone_and_can_be_given_again(choosing, candidates, participant):
    for on, count in ((1, 1), (0, 0), (0, 0), (1, 1)):
        assert participant.post("workshops:vote", choosing.code, candidates[0].pk, on=on).status_code == 204
        assert ThemeVote.objects.count() == count


def test_vote_marks_the_page_as_the_devices_own(choosing, candidates, participant):
    answer = participant.post("workshops:vote", choosing.code, candidates[0].pk, on=1)
    assert f"vote-{candidates[0].pk}" in answer["HX-Trigger"]
    assert f"vote-{candidates[0].pk}" in participant.get("workshops:stage", choosing.code).context["own"]


def test_one_vote_too_many_is_refused_and_the_others_stand(choosing, candidates, participant):
    for theme in candidates[:3]:
        participant.post("workshops:vote", choosing.code, theme.pk, on=1)
    answer = participant.post("workshops:vote", choosing.code, candidates[3].pk, on=1)
    assert answer.status_code == 409
    assert "You have given all your votes" in answer.content.decode()
    assert ThemeVote.objects.count() == 3
    again = participant.post("workshops:vote", choosing.code, candidates[0].pk, on=1)
    assert again.status_code == 204


def test_a_vote_taken_back_can_be_given_elsewhere(choosing, candidates, participant):
    for theme in candidates[:3]:
        themes.cast_vote(theme=theme, device=participant.device)
    themes.withdraw_vote(theme=candidates[0], device=participant.device)
    themes.cast_vote(theme=candidates[3], device=participant.device)
    assert set(ThemeVote.objects.values_list("theme", flat=True)) == {t.pk for t in candidates[1:4]}


def test_the_limit_is_each_devices_own(choosing, candidates, participant):
    other = join(choosing)
    for person in (participant, other):
        for theme in candidates[:3]:
            themes.cast_vote(theme=theme, device=person.device)
    assert ThemeVote.objects.count() == 6


def test_votes_of_another_workshop_do_not_count_towards_the_limit(
    choosing, candidates, elsewhere, participant
):
    course.move(workshop=elsewhere, expected=elsewhere.step, to="choosing")
    for theme in make_themes(elsewhere, 3):
        themes.cast_vote(theme=theme, device=participant.device)
    themes.cast_vote(theme=candidates[0], device=participant.device)
    assert candidates[0].votes.count() == 1


def test_a_vote_holds_nothing_but_its_theme_and_a_proof(choosing, candidates, participant):
    assert {field.name for field in ThemeVote._meta.get_fields()} == {"id", "theme", "proof"}
    for theme in candidates[:2]:
        themes.cast_vote(theme=theme, device=participant.device)
    proofs = set(ThemeVote.objects.values_list("proof", flat=True))
    assert len(proofs) == 2
    assert participant.participant.key_hash not in proofs


def test_proofs_of_votes_are_wiped_when_the_workshop_closes(choosing, candidates, participant):
    themes.cast_vote(theme=candidates[0], device=participant.device)
    go(choosing, "closed")
    assert list(ThemeVote.objects.values_list("proof", flat=True)) == [None]


def test_the_joker_takes_no_votes(choosing, candidates, participant):
    answer = participant.post("workshops:vote", choosing.code, joker_of(choosing).pk, on=1)
    assert (answer.status_code, ThemeVote.objects.count()) == (409, 0)


def test_votes_end_with_the_result_and_go_on_when_it_is_hidden(
    choosing, candidates, participant, facilitator
):
    themes.cast_vote(theme=candidates[0], device=participant.device)
    assert facilitator.post("workshops:reveal_results", choosing.code, shown=1).status_code == 204
    for on in (0, 1):
        assert participant.post("workshops:vote", choosing.code, candidates[0].pk, on=on).status_code == 409
    facilitator.post("workshops:reveal_results", choosing.code, shown=0)
    assert participant.post("workshops:vote", choosing.code, candidates[1].pk, on=1).status_code == 204


def test_votes_are_not_given_after_choosing(choosing, candidates, participant):
    go(choosing, "interlude")
    assert participant.post("workshops:vote", choosing.code, candidates[0].pk, on=1).status_code == 409


def test_a_theme_of_another_workshop_is_not_found(choosing, candidates, participant, stranger, elsewhere):
    foreign = make_themes(elsewhere, 1)[0]
    assert participant.post("workshops:vote", choosing.code, foreign.pk, on=1).status_code == 404
    assert stranger.post("workshops:vote", choosing.code, candidates[0].pk, on=1).status_code == 404


def test_a_theme_just_merged_away_takes_no_vote_but_gives_one_back(choosing, candidates, participant):
    themes.cast_vote(theme=candidates[0], device=participant.device)
    themes.merge_themes(theme=candidates[0], into=candidates[1])
    other = join(choosing)
    assert other.post("workshops:vote", choosing.code, candidates[0].pk, on=1).status_code == 409
    stage = participant.get("workshops:stage", choosing.code).content.decode()
    assert f'data-own="vote-{candidates[0].pk}"' in stage
    assert participant.post("workshops:vote", choosing.code, candidates[0].pk, on=0).status_code == 204
    assert not ThemeVote.objects.exists()


# --- who sees the counts ---


def test_counts_go_to_facilitators_alone_until_they_are_shown(choosing, candidates, participant, frames):
    for role in Role:
        with frames(choosing, role) as sent:
            themes.cast_vote(theme=candidates[0], device=join(choosing).device)
        html = "".join(frame.get("html", "") for frame in sent)
        assert ('id="standings"' in html) == (role == Role.FACILITATOR)


def test_pages_show_no_counts_before_the_result(choosing, candidates, participant, facilitator):
    themes.cast_vote(theme=candidates[0], device=participant.device)
    pages = [(participant, "stage"), (facilitator, "projector"), (facilitator, "console")]
    for person, page in pages:
        assert "under 5 votes" not in person.get(f"workshops:{page}", choosing.code).content.decode(), page
    themes.reveal_results(workshop=choosing, shown=True)
    for person, page in pages:
        assert "under 5 votes" in person.get(f"workshops:{page}", choosing.code).content.decode(), page


def test_results_are_shown_once(choosing):
    rev = choosing.rev
    for _ in range(3):
        themes.reveal_results(workshop=choosing, shown=True)
    choosing.refresh_from_db()
    assert (choosing.results_shown, choosing.rev) == (True, rev + 1)


# --- the workbench ---


def test_merged_themes_add_up_their_votes_and_come_apart_again(choosing, candidates, participant):
    for theme in candidates[:3]:
        themes.cast_vote(theme=theme, device=participant.device)
    themes.cast_vote(theme=candidates[0], device=join(choosing).device)
    themes.merge_themes(theme=candidates[0], into=candidates[1])
    themes.merge_themes(theme=candidates[1], into=candidates[2])
    top = themes_queries.standings(choosing)[0]
    assert (top.theme, top.votes, set(top.merged)) == (candidates[2], 4, set(candidates[:2]))
    themes.select(theme=candidates[2], on=True)
    at_work = {theme.pk: theme.vote_count for theme in open_space.themes_at_work(choosing)}
    assert at_work[candidates[2].pk] == 4
    themes.unmerge(theme=candidates[1])
    votes = {candidate.theme: candidate.votes for candidate in themes_queries.standings(choosing)}
    assert (votes[candidates[1]], votes[candidates[2]]) == (3, 1)


def test_a_merged_theme_hands_its_being_chosen_on(choosing, candidates):
    themes.select(theme=candidates[0], on=True)
    themes.merge_themes(theme=candidates[0], into=candidates[1])
    assert fresh(candidates[1]).selected
    assert not fresh(candidates[0]).selected
    assert order_of(choosing) == ["Theme 1"]


def test_merging_twice_is_merging_once(choosing, candidates):
    themes.merge_themes(theme=candidates[0], into=candidates[1])
    choosing.refresh_from_db()
    rev = choosing.rev
    themes.merge_themes(theme=candidates[0], into=candidates[1])
    choosing.refresh_from_db()
    assert choosing.rev == rev


def test_merging_in_a_circle_is_refused(choosing, candidates):
    themes.merge_themes(theme=candidates[0], into=candidates[1])
    for theme, into in ((candidates[1], candidates[0]), (candidates[2], candidates[2])):
        with pytest.raises(Refused):
            themes.merge_themes(theme=theme, into=into)


def test_the_joker_is_never_left_out_nor_merged(choosing, candidates):
    joker = joker_of(choosing)
    for act in (
        lambda: themes.select(theme=joker, on=False),
        lambda: themes.merge_themes(theme=joker, into=candidates[0]),
        lambda: themes.merge_themes(theme=candidates[0], into=joker),
        lambda: themes.move_theme(theme=joker, up=True),
    ):
        with pytest.raises(Refused):
            act()
    assert fresh(joker).selected


def test_chosen_themes_have_an_order_that_can_be_changed(choosing, candidates):
    for theme in candidates[:3]:
        themes.select(theme=theme, on=True)
    themes.move_theme(theme=candidates[2], up=True)
    assert order_of(choosing) == ["Theme 0", "Theme 2", "Theme 1"]
    themes.move_theme(theme=candidates[0], up=True)
    themes.move_theme(theme=candidates[0], up=False)
    assert order_of(choosing) == ["Theme 2", "Theme 0", "Theme 1"]
    themes.select(theme=candidates[0], on=False)
    assert order_of(choosing) == ["Theme 2", "Theme 1"]
    assert [c.theme.title for c in themes_queries.chosen(choosing)][-1] == joker_of(choosing).title


def test_a_theme_not_chosen_has_no_order(choosing, candidates):
    with pytest.raises(Refused):
        themes.move_theme(theme=candidates[0], up=True)


def test_reword_keeps_the_tables_own_title(choosing, candidates):
    themes.reword(theme=candidates[0], title="Theme 0", question="How do we begin?", reason="Most votes")
    theme = fresh(candidates[0])
    assert (theme.title, theme.wording, theme.reason) == ("Theme 0", "How do we begin?", "Most votes")


def test_themes_are_worked_on_only_while_chosen_and_between(choosing, candidates):
    themes.select(theme=candidates[0], on=True)
    go(choosing, "interlude")
    themes.select(theme=candidates[1], on=True)
    go(choosing, "opening")
    with pytest.raises(Refused):
        themes.select(theme=candidates[1], on=False)


def test_a_theme_that_has_a_group_is_neither_left_out_nor_merged(choosing, candidates):
    themes.select(theme=candidates[0], on=True)
    OpenSpaceGroup.objects.create(theme=candidates[0], letter="A")
    with pytest.raises(Refused):
        themes.select(theme=candidates[0], on=False)
    with pytest.raises(Refused):
        themes.merge_themes(theme=candidates[0], into=candidates[1])


def test_workbench_acts_answer_with_the_workbench(choosing, candidates, facilitator):
    def act(page: str, theme: Theme, **data: object) -> str:
        answer = facilitator.post(page, choosing.code, theme.pk, **{"from": "bench"}, **data)
        assert answer.status_code == 200
        return answer.content.decode()

    assert 'id="bench"' in act("workshops:select_theme", candidates[0], on=1)
    act("workshops:select_theme", candidates[1], on=1)
    act("workshops:move_theme", candidates[1], to="up")
    act("workshops:merge_themes", candidates[2], into=candidates[1].pk)
    assert order_of(choosing) == ["Theme 1", "Theme 0"]
    assert fresh(candidates[2]).merged_into == candidates[1]
    act("workshops:unmerge", candidates[2])
    assert fresh(candidates[2]).merged_into is None


def test_workbench_without_javascript_leads_back_to_the_theme(choosing, candidates, facilitator):
    answer = facilitator.submit(
        "workshops:select_theme", choosing.code, candidates[0].pk, on=1, **{"from": "bench"}
    )
    assert answer.url.endswith(f"/between/#theme-{candidates[0].pk}")


@pytest.mark.parametrize("into", ["", "none", "²"])
def test_merging_into_nothing_is_said_on_the_workbench(choosing, candidates, facilitator, into):
    answer = facilitator.post(
        "workshops:merge_themes", choosing.code, candidates[0].pk, into=into, **{"from": "bench"}
    )
    assert answer.status_code == 422
    assert "Choose first" in answer.content.decode()


def test_merging_into_a_theme_of_another_workshop_is_not_found(choosing, candidates, facilitator, elsewhere):
    foreign = make_themes(elsewhere, 1)[0]
    answer = facilitator.post("workshops:merge_themes", choosing.code, candidates[0].pk, into=foreign.pk)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("question", "x" * 161, "at most 160"),
        ("reason", "x" * 241, "at most 240"),
        ("question", "131052-308T", "identity code"),
        ("title", "x" * 121, "at most 120"),
        ("title", " ", "has a name"),
    ],
)
def test_wording_that_cannot_be_saved_comes_back_as_typed(
    choosing, candidates, facilitator, field, text, message
):
    data = {"title": "Theme 0", field: text}
    answer = facilitator.post("workshops:reword_theme", choosing.code, candidates[0].pk, **data)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert message in body
    assert text in body
    assert (fresh(candidates[0]).title, fresh(candidates[0]).question) == ("Theme 0", "")


def test_wording_is_saved_and_said_so(choosing, candidates, facilitator):
    data = {"title": "Theme 0", "question": " How? ", "reason": ""}
    answer = facilitator.post("workshops:reword_theme", choosing.code, candidates[0].pk, **data)
    assert "Saved" in answer.content.decode()
    assert fresh(candidates[0]).question == "How?"
    plain = facilitator.submit("workshops:reword_theme", choosing.code, candidates[0].pk, **data)
    assert plain.status_code == 302


def test_wording_too_late_says_so_and_keeps_the_text(choosing, candidates, facilitator):
    go(choosing, "opening")
    answer = facilitator.post(
        "workshops:reword_theme", choosing.code, candidates[0].pk, title="A", question="Typed late"
    )
    assert answer.status_code == 422
    assert "Typed late" in answer.content.decode()


def test_workbench_belongs_to_facilitators(choosing, candidates, participant, outsider, foreign_facilitator):
    for person in (outsider, foreign_facilitator):
        assert person.get("workshops:between", choosing.code).status_code == 404
        answer = person.post("workshops:select_theme", choosing.code, candidates[0].pk, on=1)
        assert answer.status_code == 404
    assert participant.get("workshops:between", choosing.code).status_code == 302


# --- the time between ---


def test_interlude_shows_chosen_themes_with_reasons(choosing, candidates, participant, facilitator):
    themes.select(theme=candidates[0], on=True)
    themes.reword(
        theme=candidates[0], title="Theme 0", question="How do we begin?", reason="It had most votes"
    )
    go(choosing, "interlude")
    stage = participant.get("workshops:stage", choosing.code).content.decode()
    for words in ("How do we begin?", "It had most votes", joker_of(choosing).title, choosing.spoken_code):
        assert words in stage
    assert "Theme 1" not in stage
    console = facilitator.get("workshops:console", choosing.code).content.decode()
    assert f"/j/{choosing.code}/" in console
    assert "How do we begin?" in facilitator.get("workshops:projector", choosing.code).content.decode()


def test_pages_without_any_theme_say_what_to_do(choosing, participant, facilitator):
    for step in ("choosing", "interlude"):
        go(choosing, step)
        for person, page in (
            (participant, "workshops:stage"),
            (facilitator, "workshops:console"),
            (facilitator, "workshops:projector"),
            (facilitator, "workshops:between"),
        ):
            assert person.get(page, choosing.code).status_code == 200


@pytest.mark.parametrize("step", ["choosing", "interlude"])
@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize(
    "page", ["workshops:stage", "workshops:console", "workshops:projector", "workshops:between"]
)
def test_theme_pages_make_the_same_queries_for_3_and_30_themes(
    choosing, participant, facilitator, page, step, shown, queries_in
):
    person = participant if page == "workshops:stage" else facilitator

    def fill(count: int) -> None:
        made = make_themes(choosing, count)
        for theme in made:
            ThemeVote.objects.create(theme=theme, proof=f"proof {theme.pk}")
        Theme.objects.filter(pk__in=[theme.pk for theme in made[1:]]).update(selected=True)
        Theme.objects.filter(pk=made[0].pk).update(merged_into=made[-1])

    go(choosing, step)
    themes.reveal_results(workshop=choosing, shown=shown)
    fill(3)
    few = queries_in(lambda: person.get(page, choosing.code))
    fill(27)
    assert queries_in(lambda: person.get(page, choosing.code)) == few


def test_theme_that_a_table_named_as_a_question_is_not_said_to_need_one(choosing, candidates, facilitator):
    words = "Not yet worded as a question"
    Theme.objects.filter(pk__in=[theme.pk for theme in candidates]).update(selected=False)
    Theme.objects.filter(pk=candidates[0].pk).update(title="How do we say it in time? ", selected=True)
    go(choosing, "interlude")
    assert words not in flat(facilitator.get("workshops:console", choosing.code).content)
    Theme.objects.filter(pk=candidates[0].pk).update(title="Saying it in time")
    assert words in flat(facilitator.get("workshops:console", choosing.code).content)


def test_workbench_calls_a_theme_as_the_room_does_and_marks_a_merged_one_as_its_own(
    choosing, candidates, facilitator
):
    into, theme = candidates[:2]
    Theme.objects.filter(pk=theme.pk).update(mark="4")
    themes.reword(theme=into, title=into.title, question="Who rings first?", reason="")
    themes.merge_themes(theme=theme, into=into)
    page = flat(facilitator.get("workshops:between", choosing.code).content)
    assert f'<h3 id="title-{into.pk}" dir="auto">Who rings first?</h3>' in page
    assert '<ul class="joined-list"><li data-zone="4">' in page


def test_result_says_how_the_votes_fell_and_a_ballot_whether_one_has_voted(
    choosing, candidates, participant, facilitator
):
    ballot = flat(participant.get("workshops:stage", choosing.code).content)
    assert '<span class="off">Give my vote</span><span class="on">My vote is given</span>' in ballot
    themes.reveal_results(workshop=choosing, shown=True)
    for person, page in ((participant, "stage"), (facilitator, "projector")):
        told = flat(person.get(f"workshops:{page}", choosing.code).content)
        assert "How the votes fell" in told
        assert "we chose" not in told


def test_joker_is_always_in_under_the_column_that_says_what_is_chosen(choosing, candidates, facilitator):
    themes.reveal_results(workshop=choosing, shown=True)
    html = flat(facilitator.get("workshops:console", choosing.code).content.decode())
    last = html.partition('id="standings"')[2].partition("</table>")[0].rpartition("<tr")[2]
    assert last.endswith('<td></td><td class="always">always in</td></tr></tbody>')
