"""The library's pages: finding, narrowing down, telling how it went; and whatever is typed into them."""

from __future__ import annotations

import re
import unicodedata
import uuid
from html import unescape

import pytest

from practices.models import Experience, Practice
from tests.factories import AreaFactory, Person, PracticeFactory
from tests.markup import flat

pytestmark = pytest.mark.django_db
IDENTITY_CODE = "131052-308T"


@pytest.fixture
def practice(organisation) -> Practice:
    organisation.contact = "library@example.org"
    organisation.save()
    return PracticeFactory(
        title="Walking meetings",
        text="A hard matter is talked over <b>side by side</b>",
        needed="Half an hour & good shoes",
        outcome="Silence feels natural",
        keywords="walking, meetings",
        theme="How do we take worries up?",
        zones=",2,3,",
        provenance=[{"mark": "2", "group": "Before it grows", "notes": ["We wait too long"]}],
        organisation=organisation,
        areas=[AreaFactory(name="Hometown")],
    )


def listed(**asked: object) -> set[str]:
    return {str(row) for row in Person().get("practices:library", **asked).context["page"]}


def test_page_tells_all_of_a_practice(practice):
    page = flat(Person().get("practices:practice", practice.pk).content.decode())
    for told in (
        "Walking meetings",
        "Half an hour &amp; good shoes",
        "Silence feels natural",
        "How do we take worries up?",
        "Small worry",
        "Tangible worry",
        "Before it grows",
        "We wait too long",
        "Hometown",
        "mailto:library@example.org",
    ):
        assert told in page, told


def test_hits_are_marked_and_all_else_is_escaped(practice):
    page = Person().get("practices:library", q="sides meeting").content.decode()
    assert "Walking <mark>meetings</mark>" in page
    assert "&lt;b&gt;<mark>side</mark> by <mark>side</mark>&lt;/b&gt;" in page


def test_what_was_found_elsewhere_than_in_the_text_is_shown(practice):
    page = Person().get("practices:library", q="silence").content.decode()
    assert "… <mark>Silence</mark> feels natural" in page


def test_filters_narrow_down_together_and_stand_in_the_address(practice):
    area = practice.areas.get().pk
    other = PracticeFactory(text="Something else", year=2024, focus_area="wellbeing", zones=",2,")
    one_each = {"zone": "3", "area": area, "year": 2026, "focus": "growth", "theme": practice.theme}
    for asked in ({name: value} for name, value in one_each.items()):
        assert listed(**asked) == {"Walking meetings"}, asked
    assert listed(zone="2") == {"Walking meetings", str(other)}
    assert listed(zone="2", year=2024) == {str(other)}
    assert listed(zone="2", year=2024, q="walking") == set()
    page = Person().get("practices:library", zone="2", year=2024)
    assert "?zone=2&amp;year=2024" in page.content.decode()


def test_where_nothing_was_found_no_empty_filters_stand(practice):
    assert "Narrow down" in Person().get("practices:library").content.decode()
    assert "Narrow down" not in Person().get("practices:library", q="zzzz").content.decode()


def test_figures_of_a_filter_are_counted_under_the_other_filters(practice):
    PracticeFactory(text="Something else", year=2024, zones=",2,")
    page = Person().get("practices:library", zone="2", year=2024)
    shown = {each.name: each.choices for each in page.context["filters"]}
    filters = {name: {choice.value: choice.count for choice in shown[name]} for name in ("year", "zone")}
    assert (filters["year"], filters["zone"]) == ({2026: 1, 2024: 1}, {"2": 1})


def test_area_that_was_merged_is_found_under_the_new_one(practice):
    old, new = practice.areas.get(), AreaFactory(name="Newtown")
    old.merged_into = new
    old.save()
    assert listed(area=new.pk) == {"Walking meetings"}


def test_one_who_types_gets_what_has_changed_alone(practice):
    page = Person().client.get("/practices/?q=walk", headers={"hx-request": "true"}).content.decode()
    assert page.strip().startswith('<div id="found"')
    assert "Walking" not in page.split('<ul class="practices">')[0].replace("<mark>Walking</mark>", "")


def test_slip_of_the_finger_is_forgiven_and_said(practice):
    page = Person().get("practices:library", q="wakling")
    assert {str(row) for row in page.context["page"]} == {"Walking meetings"}
    assert "Close to them:" in page.content.decode()


def test_more_than_one_page_is_leafed_through(practice):
    for number in range(25):
        PracticeFactory(text=f"Another {number}")
    first, second = (Person().get("practices:library", page=number) for number in (1, 2))
    assert (len(first.context["page"]), len(second.context["page"])) == (20, 6)
    assert "Page 1 of 2" in flat(first.content.decode())


def test_list_and_page_take_a_constant_number_of_queries(practice, queries_in):
    def read() -> None:
        Person().get("practices:library", q="another")
        Person().get("practices:practice", practice.pk)

    for number in range(3):
        PracticeFactory(text=f"Another meeting {number}", areas=[AreaFactory()], theme=practice.theme)
    few = queries_in(read)
    for number in range(15):
        PracticeFactory(text=f"Another meeting of {number}", areas=[AreaFactory()], theme=practice.theme)
    assert queries_in(read) == few


# --- we took this into use ---


def test_experience_is_told_without_a_name(practice, outsider):
    answer = outsider.submit("practices:tell", practice.pk, id=uuid.uuid4(), text="It calmed our Mondays")
    assert answer.status_code == 302
    page = Person().get("practices:practice", practice.pk).content.decode()
    assert "It calmed our Mondays" in page
    told = {"id", "practice", "text", "created", "proof", "removed_on", "removed_by"}
    assert {field.name for field in Experience._meta.fields} == told


def test_experience_sent_twice_is_one(practice, outsider):
    sent = {"id": uuid.uuid4(), "text": "It calmed our Mondays"}
    for _ in range(2):
        outsider.submit("practices:tell", practice.pk, **sent)
    assert practice.experiences.count() == 1


def test_other_words_under_an_id_in_use_are_kept_on_the_page_and_go_when_sent_again(practice, outsider):
    id = uuid.uuid4()
    outsider.submit("practices:tell", practice.pk, id=id, text="It calmed our Mondays")
    answer = outsider.submit("practices:tell", practice.pk, id=id, text="Another page, another tale")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Another page, another tale" in page
    assert f'name="id" value="{id}"' not in page
    new = re.search(r'name="id" value="([0-9a-f-]{36})"', page)
    assert new
    outsider.submit("practices:tell", practice.pk, id=new[1], text="Another page, another tale")
    assert set(practice.experiences.values_list("text", flat=True)) == {
        "It calmed our Mondays",
        "Another page, another tale",
    }


@pytest.mark.parametrize("text", ["", "\u200b", "a" * 501, f"Of {IDENTITY_CODE}", "Call 040 123 4567"])
def test_experience_that_cannot_be_kept_is_answered_beside_the_field(practice, outsider, text):
    answer = outsider.submit("practices:tell", practice.pk, id=uuid.uuid4(), text=text)
    assert answer.status_code == 422
    assert 'id="id_text_error"' in answer.content.decode()
    assert not Experience.objects.exists()


def test_experience_needs_an_account_and_a_practice_one_may_read(practice, outsider):
    answer = Person().submit("practices:tell", practice.pk, id=uuid.uuid4(), text="Hello")
    assert answer.status_code in (302, 401, 403)
    Practice.objects.update(sharing="workshop")
    assert outsider.submit("practices:tell", practice.pk, id=uuid.uuid4(), text="Hi").status_code == 404
    assert not Experience.objects.exists()


# --- whatever is typed ---

QUERIES = (
    "",
    " ",
    "?!…—",
    "a" * 500,
    "word " * 100,
    "'; DROP TABLE practices_practice; --",
    '" OR 1=1 --',
    "NEAR(a b) AND NOT * ^ : - {x}",
    "'a':*&!b|(c",
    "<script>alert(1)</script>",
    "<mark>",
    "Общение и забота",
    "ΑΒΓ",
    "שלום",
    "日本語",
    "🙂",
    unicodedata.normalize("NFD", "päivärytmiä"),
    "a\u0301" * 60,
    "\x00",
    "walk\x00ing",
    "%_\\",
    "0louh 1tom",
    "½ ² ﬁ ① Ⅷ",
    "ʹʼ’'",
    "٣٤٥",
    IDENTITY_CODE,
)


@pytest.mark.parametrize("query", QUERIES)
def test_whatever_is_looked_for_has_a_clear_answer(practice, query):
    page = Person().get("practices:library", q=query)
    html = page.content.decode()
    assert page.status_code in (200, 422)
    assert "<script>alert" not in html
    assert page.status_code == 200 or "_error" in html
    assert Practice.objects.count() == 1


NOTHING = "Nothing was found. Try another word"
TOLD = {
    "a" * 500: "at most 200 characters.",
    "?!…—": NOTHING,
    "'; DROP TABLE practices_practice; --": NOTHING,
    "<script>alert(1)</script>": NOTHING,
    "Общение": NOTHING,
    unicodedata.normalize("NFD", "päivärytmi"): NOTHING,
    unicodedata.normalize("NFD", "mëetings"): "1 practice",
}


@pytest.mark.parametrize("query", TOLD)
def test_odd_query_is_answered_in_words_and_stays_in_its_field(practice, query):
    html = Person().get("practices:library", q=query).content.decode()
    assert TOLD[query] in flat(html)
    [field] = re.findall(r'<input[^>]*id="id_q"[^>]*>', html)
    assert unicodedata.normalize("NFC", query) in unicodedata.normalize("NFC", unescape(field))


def test_words_in_other_letters_are_found():
    PracticeFactory(text="Общение и забота о детях")
    assert listed(q="общение") == {"Общение и забота о детях"}


@pytest.mark.parametrize("name", ["zone", "theme", "focus", "area", "year", "level", "page"])
@pytest.mark.parametrize("value", ["-1", "0", "x", "9" * 30, "\x00", "<b>", "1.5", "é" * 400, "٣"])
def test_whatever_a_filter_is_has_a_clear_answer(practice, name, value):
    page = Person().get("practices:library", **{name: value})
    assert page.status_code in (200, 422)
    assert page.status_code == 200 or 'role="alert"' in page.content.decode()


@pytest.mark.parametrize("number", [0, 999, 10**18 - 1, 10**18, 10**40])
def test_practice_that_is_not_there_is_a_404(practice, number):
    assert Person().client.get(f"/practices/{number}/").status_code == 404


def test_empty_library_says_what_will_come():
    assert "Nothing has been shared yet" in Person().get("practices:library").content.decode()
