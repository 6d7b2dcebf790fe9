"""Collections: whose they are, what a link shows to whom, their order, and their papers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pikepdf
import pypdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from practices.models import Collection, CollectionEntry, CollectionLink, Practice
from practices.queries import collections as collections_queries
from practices.services import collections, curating
from tests.factories import Person, PracticeFactory, UserFactory, signed_in
from tests.practices.test_reading import LEVELS, READ, reader, shelf, told_of  # noqa: F401 - fixtures
from workshops.documents.word.styles import REGIONS
from workshops.models import Organisation
from workshops.refusals import Refused

pytestmark = pytest.mark.django_db
KEEPERS = {"coordinator", "operator"}


@pytest.fixture
def folder(organisation: Organisation) -> Collection:
    return collections.begin(
        organisation=organisation, name="Training 2026", foreword="Read this first.", language="en"
    )


@pytest.fixture
def full(folder: Collection, shelf: dict[str, Practice]) -> Collection:  # noqa: F811
    for practice in shelf.values():
        collections.put(collection=folder, practice=practice)
    return folder


def link_of(collection: Collection, audience: str) -> str:
    collections.make_link(collection=collection, audience=audience)
    return collections_queries.key_of(CollectionLink.objects.get(collection=collection, audience=audience))


@pytest.mark.parametrize("role", READ)
def test_collections_are_their_organisations_coordinators(role, reader, full):  # noqa: F811
    person, entry = reader(role), full.entries.first()
    page = person.get("practices:collection", full.pk)
    assert (page.status_code == 200) is (role in KEEPERS)
    if role in KEEPERS:
        return
    for act, args, data in (
        ("reword_collection", (), {"name": "Mine"}),
        ("make_link", (), {"audience": "anyone"}),
        ("revoke_link", (), {"audience": "anyone"}),
        ("take_out", (entry.pk,), {}),
        ("move_entry", (entry.pk,), {"place": 1, "to": "down"}),
        ("delete_collection", (), {}),
    ):
        answer = person.submit(f"practices:{act}", full.pk, *args, **data)
        assert answer.status_code in (401, 403, 404)
    assert person.get("practices:collection_file", full.pk, "pdf").status_code in (302, 404)
    assert full.name == Collection.objects.get().name
    assert (full.entries.count(), full.links.count()) == (len(LEVELS) + 1, 0)


@pytest.mark.parametrize("role", READ)
def test_a_link_for_anyone_shows_what_is_shared_with_everyone(role, reader, full):  # noqa: F811
    """To whoever reads it alike: the coordinator sees what those see to whom it is sent."""
    page = reader(role).get("practices:shared", link_of(full, "anyone"))
    assert told_of(page.content.decode()) == {"everyone"}
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Read this first." in page.content.decode()


@pytest.mark.parametrize("role", READ)
def test_a_link_for_the_organisation_shows_what_each_may_read(role, reader, full):  # noqa: F811
    page = reader(role).get("practices:shared", link_of(full, "organisation"))
    own = {"colleague", "facilitator", "second", "coordinator", "operator"}
    if role in own:
        assert told_of(page.content.decode()) == READ[role]
    elif role in {"anonymous", "participant", "inactive"}:
        assert (page.status_code, page.url[:10]) == (302, "/accounts/")
    else:
        assert page.status_code == 404


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("audience", ["anyone", "organisation"])
def test_papers_tell_what_the_page_tells(form, audience, full, reader):  # noqa: F811
    person = reader("colleague")
    file = person.get("practices:shared_file", link_of(full, audience), form)
    assert told_of(words_of(file.content, form)) == (
        READ["colleague"] if audience != "anyone" else {"everyone"}
    )
    assert "Read this first." in words_of(file.content, form)


def words_of(content: bytes, form: str) -> str:
    if form == "docx":
        return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_link_that_was_taken_back_opens_nothing(folder, coordinator):
    key = link_of(folder, "anyone")
    assert Person().get("practices:shared", key).status_code == 200
    coordinator.submit("practices:revoke_link", folder.pk, audience="anyone")
    for page in (("shared", key), ("shared_file", key, "pdf")):
        answer = Person().get(f"practices:{page[0]}", *page[1:])
        assert answer.status_code == 404
        assert "no longer works" in answer.content.decode()
    assert link_of(folder, "anyone") != key


def test_a_link_is_not_made_of_what_the_database_holds(folder):
    link_of(folder, "anyone")
    seed = CollectionLink.objects.get().seed
    for key in (seed, f"{seed}.", f"{seed}.x", "x", "9" * 5000):
        assert Person().get("practices:shared", key).status_code == 404


def test_a_link_that_has_had_its_time_opens_nothing(folder):
    key = link_of(folder, "anyone")
    CollectionLink.objects.update(expires_on="2020-01-01")
    assert Person().get("practices:shared", key).status_code == 404


def test_guessing_has_to_wait(folder):
    guessing = Person()
    codes = [guessing.get("practices:shared", f"guess{n}").status_code for n in range(12)]
    assert codes[-1] == 429


def test_a_collection_is_begun_filled_and_put_in_order(coordinator, organisation):
    one, other = PracticeFactory(text="One"), PracticeFactory(text="Other")
    begun = coordinator.submit("practices:begin_collection", name="Folder", foreword="", language="fi")
    folder = Collection.objects.get()
    assert (begun.url, folder.organisation) == (
        reverse("practices:collection", args=[folder.pk]),
        organisation,
    )
    for practice in (one, other, one):
        coordinator.submit("practices:collect", practice.pk, collection=folder.pk)
    entry = CollectionEntry.objects.get(practice=other)
    for _pressed_twice in range(2):
        coordinator.submit("practices:move_entry", folder.pk, entry.pk, place=2, to="up")
    assert [row.practice for row in collections_queries.entries(folder)] == [other, one]
    coordinator.submit("practices:take_out", folder.pk, entry.pk)
    assert [row.practice for row in collections_queries.entries(folder)] == [one]
    coordinator.submit("practices:delete_collection", folder.pk)
    assert not Collection.objects.exists()
    assert Practice.objects.count() == 2


def test_a_collection_without_a_name_is_answered_beside_the_field(coordinator):
    answer = coordinator.submit("practices:begin_collection", name=" ", foreword="Kept", language="fi")
    assert answer.status_code == 422
    assert "Write something first" in answer.content.decode()
    assert "Kept" in answer.content.decode()


def test_a_collection_of_another_organisation_cannot_be_begun(coordinator, other_organisation):
    asked = {"name": "Folder", "foreword": "", "language": "fi", "organisation": other_organisation.pk}
    assert coordinator.submit("practices:begin_collection", **asked).status_code == 422


def test_nobody_puts_in_what_they_may_not_read(foreign_coordinator, other_organisation, shelf):  # noqa: F811
    folder = collections.begin(organisation=other_organisation, name="F", foreword="", language="en")
    answer = foreign_coordinator.submit("practices:collect", shelf["area"].pk, collection=folder.pk)
    assert answer.status_code == 404
    assert not folder.entries.exists()


def test_a_practice_that_was_merged_is_shown_as_the_one_that_stayed(folder):
    by = UserFactory(is_staff=True, is_superuser=True)
    gone, kept = PracticeFactory(text="Gone"), PracticeFactory(text="Kept")
    collections.put(collection=folder, practice=gone)
    curating.merge(double=gone, into=kept, by=by)
    page = Person().get("practices:shared", link_of(folder, "anyone"))
    assert page.context["practices"] == [kept]


def test_a_level_brought_down_leaves_the_shared_collection(folder, coordinator):
    practice = PracticeFactory(text="Calm mornings", organisation=folder.organisation)
    collections.put(collection=folder, practice=practice)
    key = link_of(folder, "anyone")
    curating.lower(practice=practice, level="area", by=coordinator.user)
    assert Person().get("practices:shared", key).context["practices"] == []
    assert (
        "is not shared with everyone" in coordinator.get("practices:collection", folder.pk).content.decode()
    )


def test_a_collection_holds_so_many_and_says_so(folder):
    rows = [PracticeFactory() for _each in range(3)]
    most, collections_queries.MAX_PRACTICES = collections_queries.MAX_PRACTICES, 2
    try:
        for row in rows[:2]:
            collections.put(collection=folder, practice=row)
        with pytest.raises(Refused, match="at most 2"):
            collections.put(collection=folder, practice=rows[2])
    finally:
        collections_queries.MAX_PRACTICES = most


def test_reading_a_collection_takes_as_many_queries_at_3_as_at_30(folder, queries_in):
    key = link_of(folder, "anyone")
    counted = []
    for count in (3, 27):
        for _each in range(count):
            collections.put(collection=folder, practice=PracticeFactory())
        counted.append(queries_in(lambda: Person().get("practices:shared", key)))
    assert counted[0] == counted[1]


@pytest.mark.django_db(transaction=True)
def test_two_who_put_the_same_practice_in_at_once_put_it_in_once(folder, at_once):
    practice = PracticeFactory()

    def put() -> None:
        collections.put(collection=folder, practice=practice)
        collections.make_link(collection=folder, audience="anyone")

    assert at_once(put, put) == ["done", "done"]
    assert (folder.entries.count(), folder.links.count()) == (1, 1)


def test_who_coordinates_several_is_asked_which(organisation, other_organisation):
    operator: Any = signed_in(UserFactory(is_staff=True, is_superuser=True))
    answer = operator.submit(
        "practices:begin_collection", name="F", language="en", organisation=other_organisation.pk
    )
    assert answer.status_code == 302
    assert Collection.objects.get().organisation == other_organisation


# --- practices of several languages ---

MIXED = {"fi": "Rauhalliset aamut", "sv": "Lugna morgnar", "en": "Calm mornings"}


@pytest.fixture
def mixed(folder):
    """A Swedish folder of a Finnish, a Swedish and an English practice."""
    folder.language = "sv"
    folder.save()
    for language, title in MIXED.items():
        row = PracticeFactory(
            title=title, text=f"{title}!", needed=f"{title}?", keywords=f"{title}.", language=language
        )
        collections.put(collection=folder, practice=row)
    return folder


def languages_of_words(content: bytes) -> dict[str, set[str]]:
    """By the words of each run the languages that they are in; those of the contents too."""
    document = docx.Document(io.BytesIO(content))
    told: dict[str, set[str]] = {}
    for run in document.element.body.iter(qn("w:r")):
        words = "".join(text.text or "" for text in run.iter(qn("w:t")))
        told.setdefault(words, set()).update(one.get(qn("w:val")) for one in run.iter(qn("w:lang")))
    return told


def test_word_file_of_mixed_practices_says_of_each_its_language(mixed, coordinator):
    told = languages_of_words(coordinator.get("practices:collection_file", mixed.pk, "docx").content)
    assert told["Read this first."] == {"sv-FI"}
    for language, title in MIXED.items():
        for mark in ("", "!", "?", "."):
            assert told[f"{title}{mark}"] == {REGIONS[language]}, (title, mark)


def test_pdf_of_mixed_practices_says_of_each_its_language(mixed, coordinator):
    """Its heading and its own words, in the contents too; what we tell of it is in the reader's."""
    content = coordinator.get("practices:collection_file", mixed.pk, "pdf").content
    document = pikepdf.open(io.BytesIO(content))
    assert document.Root.Lang == "en"
    tags = list(tags_in(document.Root.StructTreeRoot.K, "en"))
    listed = [language for kind, _title, language in tags if kind == "/TOCI"]
    assert listed == ["en", *MIXED]
    for language, title in MIXED.items():
        begins = tags.index(("/H2", title, language))
        section = [of for kind, _title, of in tags[begins + 1 : begins + 7] if kind == "/P"]
        assert section == ["en", language, language, language]


def tags_in(tag: Any, language: str) -> Iterator[tuple[str, str, str]]:
    """Each with its title and the language in which a reading program speaks it."""
    if isinstance(tag, pikepdf.Array):
        for each in tag:
            yield from tags_in(each, language)
    elif isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
        spoken = str(tag.get("/Lang", language))
        yield str(tag.S), str(tag.get("/T", "")), spoken
        yield from tags_in(tag.get("/K", pikepdf.Array()), spoken)


def test_page_and_feed_of_mixed_practices_say_of_each_its_language(mixed):
    page = Person().get("practices:shared", link_of(mixed, "anyone")).content.decode()
    feed = Person().get("practices:feed").content.decode()
    for language, title in MIXED.items():
        assert re.search(rf'<h2 lang="{language}"[^>]*>{title}</h2>', page)
        assert re.search(rf'<p class="kept" lang="{language}"[^>]*>{re.escape(title)}\?</p>', page)
        assert re.search(rf'<entry xml:lang="{language}"><title>{title}</title>', feed)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_new_collection_is_in_the_language_of_whoever_begins_it(coordinator, language):
    coordinator.client.cookies["django_language"] = language
    page = coordinator.get("practices:collections")
    assert page.context["form"]["language"].value() == language
