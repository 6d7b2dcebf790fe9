"""A synthesis: written by two at once, in people's own words, read by the members, and taken out as files."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from network.documents import synthesis_files as files
from network.models import Finding, Proposal, Quote, Series, SeriesMember, SeriesWorkshop, Synthesis
from network.queries import quotables
from network.queries import synthesis as synthesis_queries
from network.queries.selection import Selection
from network.services import synthesis as synthesis_services
from tests.factories import Person, UserFactory, signed_in
from tests.network.held import hold
from tests.network.test_themes import group_of, in_series, theme
from workshops.models import Contribution, Heard, Membership, Organisation, Workshop
from workshops.queries.versions import version_of
from workshops.services import retention
from worryzones.models import Cafe, Note, Table

pytestmark = pytest.mark.django_db
IDENTITY_CODE = "131052-308T"


@pytest.fixture
def held(organisation: Organisation) -> Workshop:
    """With one of everything that can be quoted."""
    workshop = hold(organisation, "Early support", took_part_1=9)
    group = group_of(theme(workshop, "Calm mornings", selected=True))
    Contribution.objects.create(group=group, kind="practice", text="We ring home first", pearl=True)
    Heard.objects.create(workshop=workshop, text="I am not alone")
    table = Table.objects.create(cafe=Cafe.objects.create(workshop=workshop, number=1), zone_number=4)
    Note.objects.create(table=table, text="Nobody has time")
    return workshop


@pytest.fixture
def synthesis(organisation: Organisation, held: Workshop) -> Synthesis:
    return synthesis_services.begin(organisation=organisation, title="What eight towns found", language="en")


@pytest.fixture
def finding(synthesis: Synthesis) -> Finding:
    synthesis_services.add(synthesis=synthesis, part=Finding, title="Calm carries", text="Everywhere.")
    return Finding.objects.get()


def post(person: Person, name: str, *args: Any, **data: Any) -> Any:
    return person.client.post(reverse(f"network:{name}", args=args), data)


def get(person: Person, name: str, *args: Any, **data: Any) -> Any:
    return person.client.get(reverse(f"network:{name}", args=args), data)


def quotable(person: Person, finding: Finding, kind: str) -> dict[str, str]:
    page = get(person, "quotes", finding.synthesis_id, finding.pk, kind=kind)
    return {line.text: line.key for line, _quote in page.context["lines"]}


# --- writing ---


def test_it_is_begun_of_what_is_selected_and_keeps_that(coordinator, organisation, held):
    address = reverse("network:begin_synthesis") + f"?organisation={organisation.pk}"
    answer = coordinator.client.post(address, {"title": "Our year", "language": "en"})
    made = Synthesis.objects.get()
    assert answer.url == reverse("network:write_synthesis", args=[made.pk])
    assert (made.organisation, made.whose, made.series, made.year) == (organisation, organisation, None, None)
    hold(organisation, "Later")
    assert synthesis_queries.facts(synthesis_queries.selection_of(made)).workshops == 2


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("pearl", "We ring home first"),
        ("theme", "Calm mornings"),
        ("heard", "I am not alone"),
        ("note", "Nobody has time"),
    ],
)
def test_a_quote_of_each_kind_is_taken_by_one_tap_and_taken_out_by_another(coordinator, finding, kind, text):
    key = quotable(coordinator, finding, kind)[text]
    answer = post(coordinator, "take_quote", finding.synthesis_id, finding.pk, kind=kind, key=key)
    assert answer.status_code == 302
    quote = Quote.objects.get()
    assert (quote.text, quote.kind) == (text, kind)
    post(coordinator, "drop_quote", finding.synthesis_id, quote.pk, kind=kind, key=key)
    assert not Quote.objects.exists()


def test_nothing_beyond_the_selection_is_quoted(coordinator, finding, organisation, other_organisation):
    there = hold(other_organisation)
    line = Heard.objects.create(workshop=there, text="Elsewhere")
    hidden = Heard.objects.create(workshop=Workshop.objects.get(title="Early support"), text="H", hidden=True)
    for key in (line.pk, hidden.pk, "x", "", "\0", "9" * 40):
        assert (
            post(
                coordinator, "take_quote", finding.synthesis_id, finding.pk, kind="heard", key=key
            ).status_code
            == 409
        )
    assert not Quote.objects.exists()


def test_a_coordinator_of_two_brings_nothing_of_one_into_the_synthesis_of_the_other(
    coordinator, finding, other_organisation
):

    role = Membership.Role.COORDINATOR
    Membership.objects.create(user=coordinator.user, organisation=other_organisation, role=role)
    line = Heard.objects.create(workshop=hold(other_organisation), text="Elsewhere")
    assert "Elsewhere" not in quotable(coordinator, finding, "heard")
    answer = post(coordinator, "take_quote", finding.synthesis_id, finding.pk, kind="heard", key=line.pk)
    assert answer.status_code == 409


def test_a_quote_of_a_note_goes_with_the_notes_and_the_others_stay(coordinator, finding, held):
    for kind in ("note", "pearl"):
        (key,) = quotable(coordinator, finding, kind).values()
        post(coordinator, "take_quote", finding.synthesis_id, finding.pk, kind=kind, key=key)
    retention.purge(workshop=held)
    assert [quote.kind for quote in Quote.objects.all()] == ["pearl"]


def test_findings_are_moved_by_hand_and_a_press_twice_moves_once(coordinator, synthesis):
    for title in "ABC":
        post(coordinator, "add_part", synthesis.pk, "findings", title=title, text="")
    last = Finding.objects.get(title="C")
    for _press in range(2):
        post(coordinator, "move_part", synthesis.pk, "findings", last.pk, place=3, to="up")
    assert [row.title for row in synthesis_queries.findings(synthesis)] == ["A", "C", "B"]


def test_quotes_are_moved_by_hand(coordinator, finding):
    for kind in ("pearl", "theme"):
        (key,) = quotable(coordinator, finding, kind).values()
        post(coordinator, "take_quote", finding.synthesis_id, finding.pk, kind=kind, key=key)
    second = Quote.objects.get(kind="theme")
    post(coordinator, "move_quote", finding.synthesis_id, second.pk, place=2, to="up")
    (found,) = synthesis_queries.findings(finding.synthesis)
    assert [quote.kind for quote in found.quotes.all()] == ["theme", "pearl"]


def test_what_a_colleague_saved_meanwhile_is_joined_by_hand(coordinator, finding):
    seen = version_of(finding, ("title", "text"))
    args = (finding.synthesis_id, "findings", finding.pk)
    post(coordinator, "reword_part", *args, title="Calm helps", text="", read=seen)
    answer = post(coordinator, "reword_part", *args, title="Calm is all", text="", read=seen)
    assert answer.status_code == 422
    assert "Your colleague saved this meanwhile: “Calm helps”" in answer.content.decode()
    assert 'value="Calm is all"' in answer.content.decode()
    finding.refresh_from_db()
    assert finding.title == "Calm helps"


def test_title_and_foreword_are_joined_by_hand_too(coordinator, synthesis):
    seen = version_of(synthesis, ("title", "foreword", "language"))
    words = {"title": "Ours", "foreword": "First", "language": "en"}
    assert post(coordinator, "reword_synthesis", synthesis.pk, **words, read=seen).status_code == 302
    answer = post(coordinator, "reword_synthesis", synthesis.pk, **words | {"foreword": "Second"}, read=seen)
    assert answer.status_code == 422
    assert Synthesis.objects.get().foreword == "First"


@pytest.mark.parametrize(
    ("name", "args", "typed"),
    [
        ("begin_synthesis", [], {"title": IDENTITY_CODE, "language": "en"}),
        ("reword_synthesis", ["s"], {"title": IDENTITY_CODE, "language": "en"}),
        ("reword_synthesis", ["s"], {"title": "T", "foreword": IDENTITY_CODE, "language": "en"}),
        ("add_part", ["s", "findings"], {"title": IDENTITY_CODE}),
        ("add_part", ["s", "findings"], {"title": "T", "text": IDENTITY_CODE}),
        ("add_part", ["s", "proposals"], {"text": IDENTITY_CODE}),
        ("reword_part", ["s", "findings", "f"], {"title": IDENTITY_CODE}),
    ],
)
def test_an_identity_code_is_refused_beside_its_field_and_stays_typed(
    coordinator, finding, name, args, typed
):
    ids = {"s": finding.synthesis_id, "f": finding.pk}
    answer = post(coordinator, name, *(ids.get(arg, arg) for arg in args), **typed)
    assert answer.status_code == 422
    assert "This holds a personal identity code" in answer.content.decode()
    assert IDENTITY_CODE in answer.content.decode()
    models = (Synthesis, Finding, Proposal)
    assert IDENTITY_CODE not in str([list(model.objects.values()) for model in models])


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "\u200b"])
def test_a_finding_that_says_nothing_or_too_much_is_refused(coordinator, synthesis, title):
    assert post(coordinator, "add_part", synthesis.pk, "findings", title=title).status_code == 422
    assert not Finding.objects.exists()


def test_a_part_that_there_is_not_is_not_there(coordinator, synthesis):
    assert post(coordinator, "add_part", synthesis.pk, "people", title="T").status_code == 404


def test_there_is_an_end_of_findings_and_of_quotes(coordinator, finding):
    Finding.objects.bulk_create(
        Finding(synthesis=finding.synthesis, title=f"F {n}", order=n)
        for n in range(2, synthesis_services.MAX_ROWS + 1)
    )
    answer = post(coordinator, "add_part", finding.synthesis_id, "findings", title="One more")
    assert (answer.status_code, Finding.objects.count()) == (409, synthesis_services.MAX_ROWS)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_finding_at_once_add_it_once(synthesis, at_once):
    def add() -> None:
        synthesis_services.add(synthesis=synthesis, part=Finding, title="Calm", text="")

    assert at_once(add, add, add) == ["done"] * 3
    assert [row.order for row in Finding.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_quote_at_once_take_it_once(finding, held, at_once):
    from network.queries import quotables

    lines = quotables.lines("heard", synthesis_queries.selection_of(finding.synthesis))

    def take() -> None:
        synthesis_services.take_quote(
            synthesis=finding.synthesis,
            finding_id=finding.pk,
            kind="heard",
            lines=lines,
            key=lines[:1][0].key,
        )

    assert at_once(take, take) == ["done", "done"]
    assert Quote.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_delete_and_reword_at_once_one_is_told_or_both_have_their_way(finding, at_once):
    synthesis = finding.synthesis
    said = at_once(
        lambda: synthesis_services.delete(synthesis=synthesis),
        lambda: synthesis_services.reword(synthesis=synthesis, read=None, title="New"),
    )
    assert said in (["Gone", "done"], ["done", "done"])
    assert not Synthesis.objects.exists()


# --- who reads it ---


@pytest.fixture
def of_series(organisation: Organisation, other_organisation: Organisation, held: Workshop) -> Synthesis:
    """The other organisation has joined the series."""
    series = in_series(organisation, held)
    SeriesMember.objects.create(series=series, organisation=other_organisation)
    return synthesis_services.begin(
        organisation=organisation, title="Of the series", language="en", series=series
    )


def test_members_of_the_series_read_it_in_every_form_and_write_nothing(foreign_coordinator, of_series):
    for name in ("synthesis", "synthesis_page"):
        page = get(foreign_coordinator, name, of_series.pk)
        assert page.status_code == 200
        assert page.context["is_kept"] is False
    assert "Of the series" in get(foreign_coordinator, "syntheses").content.decode()
    assert get(foreign_coordinator, "synthesis_file", of_series.pk, "pdf").status_code == 200
    assert get(foreign_coordinator, "write_synthesis", of_series.pk).status_code == 404
    assert post(foreign_coordinator, "delete_synthesis", of_series.pk).status_code == 404


def test_what_a_member_writes_of_a_series_is_for_their_own(coordinator, other_organisation, of_series):
    of_member = synthesis_services.begin(
        organisation=other_organisation, title="Theirs", language="en", series=of_series.series
    )
    assert get(coordinator, "synthesis", of_member.pk).status_code == 404


def test_it_stays_when_its_series_goes(coordinator, of_series):
    Series.objects.all().delete()
    assert get(coordinator, "synthesis", of_series.pk).status_code == 200


# --- what it tells ---


def test_people_are_told_of_workshops_with_five_and_the_rest_in_words(organisation, synthesis):
    for people in (5, 4, 1):
        hold(organisation, took_part_2=people)
    facts = synthesis_queries.facts(synthesis_queries.selection_of(synthesis))
    assert (facts.workshops, facts.people, facts.few) == (4, 14, 2)
    told = dict(files.read(synthesis).paper.facts)["Who took part"]
    assert told == "14 people took part and 2 workshops with fewer than five"


def test_no_two_selections_tell_fewer_than_five_people_by_subtraction(coordinator, organisation):
    from itertools import combinations

    from network.queries.selection import Selection

    workshops = [hold(organisation, took_part_1=people) for people in (7, 1, 5, 3)]
    told: dict[frozenset[int], int] = {}
    for length in range(1, 5):
        for some in combinations(workshops, length):
            series = in_series(organisation, *some)
            key = frozenset(one.pk for one in some)
            told[key] = synthesis_queries.facts(Selection(coordinator.user, series=series)).people
    assert {told[b] - told[a] for a in told for b in told if a < b} & {1, 2, 3, 4} == set()


def written(synthesis: Synthesis, held: Workshop, findings: int, proposals: int) -> None:
    for number in range(1, findings + 1):
        row = Finding.objects.create(
            synthesis=synthesis, title=f"Finding {number} {'carries far ' * 6}", text="W " * 90, order=number
        )
        for place in (1, 2, 3):
            Quote.objects.create(
                finding=row,
                workshop=held,
                kind="heard",
                source=str(place),
                text=f"Heard {number}.{place}",
                order=place,
            )
    for number in range(1, proposals + 1):
        Proposal.objects.create(synthesis=synthesis, text=f"Do {number} " + "again " * 30, order=number)


def test_the_papers_tell_all_of_it_in_order_and_no_workshop_beside_a_quote(synthesis, held):
    written(synthesis, held, 3, 2)
    found = files.read(synthesis)
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files.FORMS["pdf"].made(found))).pages)
    word = "\n".join(p.text for p in Document(io.BytesIO(files.FORMS["docx"].made(found))).paragraphs)
    for paper in (pdf, word):
        places = [paper.index(words) for words in ("Heard 1.1", "Heard 2.1", "Heard 3.3", "Do 1", "Do 2")]
        assert places == sorted(places)
        assert "Early support" not in paper


def test_the_one_page_is_one_and_tells_by_number_what_found_no_room(synthesis, held):
    written(synthesis, held, 30, 30)
    found = files.read(synthesis)
    reader = PdfReader(io.BytesIO(files.FORMS["page-pdf"].made(found)))
    assert len(reader.pages) == 1
    shown = {box.key: len(box.lines) for box in found.one_page().boxes}
    boxes = {box.key: box.more for box in found.one_page().boxes}
    assert boxes["findings"] == f"Findings {shown['findings'] + 1}–30 do not fit here: see the synthesis"
    assert boxes["proposals"] == f"Proposals {shown['proposals'] + 1}–30 do not fit here: see the synthesis"
    assert boxes["quotes"] == f"{90 - shown['quotes']} more do not fit here: see the synthesis"
    text = " ".join(reader.pages[0].extract_text().split())
    assert "do not fit here: see the synthesis" in text


def test_what_found_room_on_the_one_page_says_nothing_of_more(synthesis, held):
    written(synthesis, held, 2, 2)
    assert {box.more for box in files.read(synthesis).one_page().boxes} == {""}


@pytest.mark.parametrize("form", list(files.FORMS))
def test_an_empty_one_is_a_file_too(coordinator, synthesis, form):
    answer = get(coordinator, "synthesis_file", synthesis.pk, form)
    assert answer.status_code == 200
    assert answer.content[:4] in (b"%PDF", b"PK\x03\x04")


def test_a_form_that_there_is_not_is_not_there(coordinator, synthesis):
    assert get(coordinator, "synthesis_file", synthesis.pk, "exe").status_code == 404


def test_every_page_asks_as_often_for_many_as_for_one(coordinator, organisation, synthesis, held, queries_in):
    def asked() -> dict[str, int]:
        first = Finding.objects.order_by("pk").first()
        pages = dict.fromkeys(("synthesis", "synthesis_page", "write_synthesis"), (synthesis.pk,))
        kinds = {kind: {"kind": kind} for kind in Quote.Kind.values}
        return {
            "syntheses": queries_in(lambda: get(coordinator, "syntheses")),
            **{n: queries_in(lambda n=n, a=a: get(coordinator, n, *a)) for n, a in pages.items()},
            **{
                kind: queries_in(lambda more=more: get(coordinator, "quotes", synthesis.pk, first.pk, **more))
                for kind, more in kinds.items()
            },
        }

    written(synthesis, held, 1, 1)
    once = asked()
    for number in range(3):
        more = hold(organisation, f"More {number}", areas=[f"Area {number}"])
        Heard.objects.create(workshop=more, text="More")
        theme(more, "More")
        synthesis_services.begin(organisation=organisation, title=f"Another {number}", language="en")
    Finding.objects.all().delete()
    written(synthesis, held, 5, 5)
    assert asked() == once


def test_the_time_is_told_from_the_first_to_the_last(organisation, synthesis):
    now = timezone.now()
    hold(organisation, dialogue_1_at=now - timedelta(days=800))
    facts = synthesis_queries.facts(synthesis_queries.selection_of(synthesis))
    assert facts.first.date() == (now - timedelta(days=800)).date()
    assert SeriesWorkshop.objects.count() == 0


def test_who_looks_after_two_writes_of_both_and_a_colleague_quotes_what_they_may_read(
    coordinator, held, organisation, other_organisation
):
    role = Membership.Role.COORDINATOR
    colleague = signed_in(UserFactory(email="colleague@example.org", is_staff=True))
    Membership.objects.create(user=colleague.user, organisation=organisation, role=role)
    Membership.objects.create(user=coordinator.user, organisation=other_organisation, role=role)
    Heard.objects.create(workshop=hold(other_organisation), text="Elsewhere")
    post(coordinator, "begin_synthesis", title="Both", language="en", organisation=organisation.pk)
    both = Synthesis.objects.get()
    assert synthesis_queries.facts(synthesis_queries.selection_of(both)).workshops == 2
    synthesis_services.add(synthesis=both, part=Finding, title="Calm", text="")
    finding = Finding.objects.get()
    assert set(quotable(coordinator, finding, "heard")) == {"I am not alone", "Elsewhere"}
    assert set(quotable(colleague, finding, "heard")) == {"I am not alone"}


def test_a_quote_is_in_the_language_in_which_it_was_written_on_every_paper(coordinator, organisation):
    """A Swedish quote in an English synthesis, which a coordinator reads in Finnish."""
    held = hold(organisation, "Lugn", language="sv")
    made = Synthesis.objects.create(organisation=organisation, title="Calm", language="en")
    quote = {"workshop": held, "kind": "heard", "source": "1", "text": "Vilan hör till arbetet"}
    made.findings.create(title="Rest", text="It helps").quotes.create(**quote)
    coordinator.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"
    for name in ("synthesis", "synthesis_page"):
        page = coordinator.client.get(reverse(f"network:{name}", args=[made.pk])).content.decode()
        assert re.search('<span[^>]* lang="sv"[^>]*>”Vilan hör till arbetet”', " ".join(page.split()))
    for form in ("docx", "page-docx"):
        body = Document(io.BytesIO(fetched(coordinator, made, form))).element.body
        run = next(run for run in body.iter(qn("w:r")) if "Vilan" in run.text)
        assert run.rPr.find(qn("w:lang")).get(qn("w:val")) == "sv-FI"
    for form in ("pdf", "page-pdf"):
        document = pikepdf.open(io.BytesIO(fetched(coordinator, made, form)))
        spoken = {str(tag.get("/Lang")) for tag in document.objects if isinstance(tag, pikepdf.Dictionary)}
        assert "sv" in spoken


def fetched(person: Person, synthesis: Synthesis, form: str) -> bytes:
    return person.client.get(reverse("network:synthesis_file", args=[synthesis.pk, form])).content


def test_notes_are_paged_workshop_by_workshop_as_if_they_stood_in_one_list(coordinator, organisation):
    """Wherever a page begins and ends, and of those that were looked for too."""
    for weeks in (3, 2, 4):
        held = hold(organisation, weeks_ago=weeks)
        table = Table.objects.create(cafe=Cafe.objects.create(workshop=held, number=1), zone_number=4)
        Note.objects.bulk_create(Note(table=table, text=f"{weeks}{letter}") for letter in "cab")
    hold(organisation)  # nothing was written in it
    notes = quotables.lines("note", Selection(coordinator.user))
    order = ["2a", "2b", "2c", "3a", "3b", "3c", "4a", "4b", "4c"]
    assert len(notes) == len(order)
    parts = [slice(first, last) for first in range(10) for last in range(11)]
    assert [[line.text for line in notes[part]] for part in parts] == [order[part] for part in parts]
    assert [line.text for line in notes.with_letters("b")[1:9]] == ["3b", "4b"]
