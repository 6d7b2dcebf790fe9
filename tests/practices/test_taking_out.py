"""Out of the library: spreadsheet, data, feed, and the description for Innokylä."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import docx
import msgspec
import pytest
from django.conf import settings
from django.urls import reverse

from practices.documents import schema
from practices.models import Experience
from tests.factories import Person, PracticeFactory
from tests.practices.test_reading import READ, reader, shelf, told_of  # noqa: F401 - fixtures
from tests.workshops.test_report_schema import structs_in

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("role", READ)
def test_files_and_feed_hold_what_the_reader_may_read(role, reader):  # noqa: F811
    person = reader(role)
    for page in ("sheet", "data", "feed"):
        assert told_of(person.get(f"practices:{page}").content.decode()) == READ[role], page


@pytest.mark.parametrize("role", READ)
def test_descriptions_are_of_what_the_reader_may_read(role, reader, shelf):  # noqa: F811
    person = reader(role)
    for page in ("description", "description_file"):
        found = {
            at for at, row in shelf.items() if person.get(f"practices:{page}", row.pk).status_code == 200
        }
        assert found == READ[role], page


def test_the_spreadsheet_is_excels_and_reckons_nothing():
    PracticeFactory(text="=1+1", keywords="calm, tea", outcome="@home;\nquiet")
    content = Person().get("practices:sheet").content
    assert content.startswith(b"\xef\xbb\xbf")
    head, line = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert len(head) == len(line) == 16
    assert line[0] == "'=1+1"
    assert line[5] == "'@home;\nquiet"


def test_files_are_of_the_search():
    PracticeFactory(text="Calm mornings"), PracticeFactory(text="Loud evenings")
    data = json.loads(Person().get("practices:data", q="mornings").content)
    assert [row["text"] for row in data["practices"]] == ["Calm mornings"]
    assert data["found"] == 1
    assert "evenings" not in Person().get("practices:feed", q="mornings").content.decode()


@pytest.mark.parametrize("page", ["sheet", "data", "feed"])
@pytest.mark.parametrize("asked", [{"q": "x" * 500}, {"year": "soon"}, {"zone": "9"}, {"q": "\0"}])
def test_odd_searches_are_answered(page, asked):
    assert Person().get(f"practices:{page}", **asked).status_code in (200, 404, 422)


def test_data_is_as_its_document_says():
    text = (settings.BASE_DIR / "docs" / "practices-schema.md").read_text()
    told = set(re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE))
    fields = {name for kind in structs_in(schema.Practices) for name in kind.__struct_fields__}
    assert told == fields
    PracticeFactory(provenance=[{"mark": "2", "group": "Mornings", "notes": ["Hurry"]}])
    read = msgspec.json.decode(Person().get("practices:data").content, type=schema.Practices)
    assert (read.schema, read.version, len(read.practices)) == (schema.NAME, schema.VERSION, 1)


def test_the_feed_is_atom_with_the_newest_first():
    for number in range(3):
        PracticeFactory(text=f"<b>Practice</b> & {number}", keywords="calm")
    answer = Person().get("practices:feed")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [f"<b>Practice</b> & {number}" for number in (2, 1, 0)]


def test_what_people_wrote_is_no_markup_in_a_reader_program():
    """Atom's summaries are HTML. Shown to fail as it was: a reader would have drawn the picture."""
    PracticeFactory(title="Calm", text="First <img src=x onerror=alert(1)> & then\ntea")
    feed = ElementTree.fromstring(Person().get("practices:feed").content)
    [summary] = feed.iter(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "First &lt;img src=x onerror=alert(1)&gt; &amp; then<br>tea" in (summary.text or "")


@pytest.mark.parametrize("page", ["sheet", "data", "feed", "practice"])
def test_what_leads_back_to_a_practice_leads_to_the_set_address(page, settings):
    settings.SITE_ADDRESS = "https://dialogit.example:8443"
    practice, anybody = PracticeFactory(), Person()
    anybody.client.defaults["HTTP_HOST"] = "testserver:9999"
    found = anybody.get(f"practices:{page}", *([practice.pk] if page == "practice" else [])).content.decode()
    assert f"https://dialogit.example:8443/practices/{practice.pk}/" in found
    assert "9999" not in found


def test_files_take_as_many_queries_at_3_as_at_30(queries_in):
    counted: list[Any] = []
    for count in (3, 27):
        for _each in range(count):
            PracticeFactory()
        pages = ("sheet", "data", "feed")
        counted.append([queries_in(lambda page=page: Person().get(f"practices:{page}")) for page in pages])
    assert counted[0] == counted[1]


def test_the_description_has_innokyläs_sections_with_what_is_known():
    practice = PracticeFactory(
        title="Calm mornings",
        text="We begin with music",
        needed="A loudspeaker",
        theme="What keeps mornings calm?",
        provenance=[{"mark": "2", "group": "Hurry", "notes": ["Shoes are lost"]}],
    )
    Experience.objects.create(practice=practice, text="It calmed us")
    page = Person().get("practices:description", practice.pk)
    parts = {part.key: part for part, _text in page.context["parts"]}
    assert list(parts) == ["name", "short", "where", "idea", "need", "target", "conditions", "change"]
    assert parts["name"].known == ["Calm mornings"]
    assert parts["conditions"].known == ["A loudspeaker", "It calmed us"]
    assert "Small worry: Hurry · Shoes are lost" in parts["need"].known
    assert parts["change"].known == []
    assert all(part.questions for part in parts.values() if part.key != "name")


def test_the_description_in_word_and_as_text_say_the_same():
    practice = PracticeFactory(text="We begin with music", outcome="Calm\x0bdays")
    file = Person().get("practices:description_file", practice.pk)
    written = [each.text for each in docx.Document(io.BytesIO(file.content)).paragraphs]
    whole = Person().get("practices:description", practice.pk).context["whole"]
    for line in whole.splitlines():
        assert any(line.removeprefix("– ") in each.replace("\n", " ") for each in written), line


def test_nothing_is_no_file_but_may_be_waited_for():
    PracticeFactory(text="Calm mornings")
    found, nothing = (Person().get("practices:library", q=asked) for asked in ("mornings", "xyzzy"))
    files = [reverse(f"practices:{name}") for name in ("sheet", "data", "feed")]
    assert [f"{file}?q=mornings" in found.content.decode() for file in files] == [True, True, True]
    assert [f"{file}?q=xyzzy" in nothing.content.decode() for file in files] == [False, False, True]
