"""A list of areas that is pasted: what is read of it, what would be done, and that it is done as a whole."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, LogEntry

from tests.factories import AreaFactory, Person, WorkshopFactory, signed_in
from tests.markup import text_of
from tests.pairs.meeting import two_sides
from workshops.forms import area_lines
from workshops.models import Area, User

PASTE = "admin:workshops_area_paste"
LIST = "admin:workshops_area_changelist"


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(User.objects.create_superuser("operator@example.org", "x"))


def look(person: Person, lines: str, kind: str = "municipality") -> Any:
    return person.submit(PASTE, lines=lines, kind=kind, look="1")


def save(person: Person, lines: str, kind: str = "municipality", shown: Any = None) -> Any:
    """What a browser sends back of the page that told what would be done."""
    shown = shown or look(person, lines, kind)
    read = shown.context["plan"].mark
    return person.submit(PASTE, lines=lines, kind=kind, read=read, save="1")


def stored() -> set[tuple[str, str, str, str]]:
    return set(Area.objects.values_list("name", "kind", "sub_region", "region"))


FULL = {("Rusko", "municipality", "Turun seutukunta", "Varsinais-Suomi"), ("Pirha", "county", "", "")}

# --- what is read ---


@pytest.mark.parametrize(
    "lines",
    [
        "Rusko;kunta;Varsinais-Suomi;Turun seutukunta\nPirha;hyvinvointialue",
        "Rusko\tkunta\tVarsinais-Suomi\tTurun seutukunta\nPirha\thyvinvointialue\t\t",
        "Rusko,municipality,Varsinais-Suomi,Turun seutukunta\nPirha,county",
        "Rusko\t\tVarsinais-Suomi\tTurun seutukunta\r\nPirha\tVÄLFÄRDSOMRÅDE\r\n\r\n",
        "\ufeffNimi;Tyyppi;Seutukunta;Maakunta\nRusko;Kunta;Turun seutukunta;Varsinais-Suomi\nPirha;HVA;;",
        "kommun\tekonomisk region\tLANDSKAP\ttyp\nRusko\tTurun seutukunta\tVarsinais-Suomi\t\n"
        "Pirha\t\t\tcounty",
        "koodi;Väkiluku;Kunta;Seutukunta;Maakunta;Tyyppi\n704;6300;Rusko;Turun seutukunta;Varsinais-Suomi\n"
        "9;;Pirha;;;hyvinvointialue",
        '"Rusko";"kunta";"Varsinais-Suomi";"Turun seutukunta"\n"Pirha";"Wellbeing services county"',
        " Rusko \u00a0; kunta ;Varsinais-Suomi ; Turun  seutukunta ;; ;\n;;;\n  \nPirha;Hyvinvointialue   ",
        "Rusko;kunta;Varsinais\u2010Suomi;Turun seutukunta\rPirha;county",
    ],
    ids=[
        "semicolons",
        "tabs",
        "commas",
        "crlf",
        "bom",
        "order",
        "unknown",
        "quoted",
        "blanks",
        "dash and cr",
    ],
)
def test_a_list_is_read_however_it_was_copied(operator, lines):
    assert save(operator, lines).status_code == 302
    assert {(*row[:3], row[3].replace("\u2010", "-")) for row in stored()} == FULL


@pytest.mark.parametrize("head", ["", "Kunta\n", "NIMI\r\n", "Municipality\n", "Namn\n\n"])
def test_names_alone_are_enough(operator, head):
    save(operator, head + "Rusko\nÄänekoski\nHailuoto", kind="other")
    assert stored() == {(name, "other", "", "") for name in ("Rusko", "Äänekoski", "Hailuoto")}


def test_letters_are_composed_and_names_stand_once(operator):
    rows = ["Äänekoski", unicodedata.normalize("NFD", "Äänekoski"), "ÄÄNEKOSKI", "Ääne\u200bkoski", "Akaa"]
    answer = look(operator, "\n".join(rows))
    assert "2 new areas" in text_of(answer.content)
    assert "3 lines say the same as earlier ones" in text_of(answer.content)
    save(operator, "\n".join(rows))
    assert sorted(row[0] for row in stored()) == ["Akaa", "Äänekoski"]


def test_columns_that_are_not_known_are_named_and_left_out(operator):
    page = text_of(look(operator, "Kunta;Väkiluku;Pinta-ala\nRusko;6300;127").content)
    assert "Columns that are left out: Väkiluku, Pinta-ala" in page


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Rusko;satellite", "“satellite” is not a kind of area"),
        (";kunta;Lappi", "Write something first."),
        ("R" * 500, "This is too long. Use at most 120 characters."),
        ("Rusko;kunta;" + "L" * 121, "This is too long. Use at most 120 characters."),
        ("R" * 300_000, "This is too long. Use at most 120 characters."),
        ("Rusko;kunta;a;b;c", "This line has more cells than there are columns."),
        ("131052-308T", "This holds a personal identity code"),
        ("Maija, maija@example.org;kunta", "This looks like a contact"),
        ("Akaa;county;;Elsewhere", ""),
        ("Akaa;kunta;;Elsewhere", "“Akaa” is said otherwise in line 2 already."),
        ("=1+1;kunta", ""),
    ],
    ids=lambda value: value[:20],
)
def test_a_line_that_cannot_be_read_is_told_by_its_number_and_the_others_go_on(operator, line, why):
    lines = f"\nAkaa;kunta\n\n{line}\nVesilahti;kunta"
    answer = look(operator, lines)
    unread = [(row.number, row.why) for row in answer.context["pasted"].unread]
    assert [number for number, _words in unread] == ([4] if why else [])
    assert all(words.startswith(why) for _number, words in unread)
    assert ("Line 4" in text_of(answer.content)) == bool(why)
    save(operator, lines)
    assert {"Akaa", "Vesilahti"} <= {row[0] for row in stored()}


def test_words_that_are_markup_are_words(operator):
    lines = "<script>alert(1)</script>\n<b>x</b>;<i>y</i>"
    page = look(operator, lines).content.decode()
    assert "<script>alert" not in page
    assert "<i>y" not in page


@pytest.mark.parametrize(
    ("lines", "words"), [("", "Write something first."), (" \n\t\n ", "Write something")]
)
def test_nothing_is_asked_for_by_nothing(operator, lines, words):
    answer = look(operator, lines)
    assert (answer.status_code, words in text_of(answer.content)) == (422, True)


def test_five_thousand_lines_are_taken_in_and_more_are_not(operator, queries_in):
    lines = [f"Kunta {number};kunta;Lappi;Seutu {number % 50}" for number in range(5000)]
    shown = look(operator, "\n".join(lines))
    assert "5000 new areas" in text_of(shown.content)
    assert "The first 200 of 5000 are shown." in text_of(shown.content)
    assert len(shown.content) < 2_000_000
    assert save(operator, "\n".join(lines), shown=shown).status_code == 302
    assert Area.objects.count() == 5000
    answer = look(operator, "\n".join([*lines, "One more"]))
    assert answer.status_code == 422
    assert "Paste at most 5000 lines at a time." in text_of(answer.content)


def test_looking_asks_as_often_for_3_as_for_300(operator, queries_in):
    def lines(count: int) -> str:
        return "\n".join(f"Kunta {number}" for number in range(count))

    look(operator, lines(1))
    assert queries_in(lambda: look(operator, lines(3))) == queries_in(lambda: look(operator, lines(300)))


def test_reading_needs_no_database_and_says_what_it_read():
    found = area_lines.read("Nimi;Laji;Postinumero\nÅbo;stad;20100\n", "other")
    assert [(line.number, line.kind, line.name) for line in found.lines] == [(2, "municipality", "Åbo")]
    assert found.left_out == ["Postinumero"]


# --- what would be done ---


def test_looking_saves_nothing(operator):
    look(operator, "Rusko")
    assert stored() == set()
    assert LogEntry.objects.count() == 0


def test_it_says_what_is_new_what_changes_and_what_stays(operator):
    AreaFactory(name="Rusko", sub_region="Turun seutu", region="Varsinais-Suomi")
    AreaFactory(name="Akaa", sub_region="Eteläinen Pirkanmaa")
    AreaFactory(name="Vahto", merged_into=Area.objects.get(name="Rusko"))
    lines = "RUSKO;kunta;;Turun seutukunta\nakaa;kunta;;ETELÄINEN PIRKANMAA\nVahto;kunta;;Elsewhere\nLieto"
    page = text_of(look(operator, lines).content)
    assert "1 new area " in page
    assert "1 area is there already and changes" in page
    assert "2 areas are there already and stay as they are" in page
    assert "Rusko · sub-region: Turun seutu Turun seutukunta" in page
    save(operator, lines)
    assert stored() == {
        ("Rusko", "municipality", "Turun seutukunta", "Varsinais-Suomi"),
        ("Akaa", "municipality", "Eteläinen Pirkanmaa", ""),
        ("Vahto", "municipality", "", ""),
        ("Lieto", "municipality", "", ""),
    }


def test_a_sub_region_is_written_as_it_is_in_the_list_already(operator):
    AreaFactory(name="Rusko", sub_region="Turun seutu")
    save(operator, "Lieto;;;TURUN SEUTU\nAkaa;;;etelä\nUrjala;;;Etelä")
    found = dict(Area.objects.values_list("name", "sub_region"))
    assert found == {"Rusko": "Turun seutu", "Lieto": "Turun seutu", "Akaa": "etelä", "Urjala": "etelä"}


def test_where_nothing_is_to_be_done_there_is_nothing_to_press(operator):
    AreaFactory(name="Rusko")
    page = text_of(look(operator, "Rusko").content)
    assert "There is nothing to save." in page
    assert 'name="save"' not in look(operator, "Rusko").content.decode()


def test_what_was_pasted_stays_in_its_field(operator):
    page = look(operator, "Rusko;planet\nLieto").content.decode()
    assert "Rusko;planet\nLieto</textarea>" in page


# --- saving ---


def test_it_is_said_and_logged_by_ids(operator):
    AreaFactory(name="Rusko")
    answer = save(operator, "Lieto\nAkaa\nRusko;;;Seutu")
    assert answer.url == "/admin/workshops/area/"
    page = text_of(operator.client.get(answer.url).content)
    assert "2 areas added. 1 area changed." in page
    assert LogEntry.objects.filter(action_flag=ADDITION).count() == 2
    assert not LogEntry.objects.filter(object_repr__contains="Lieto").exists()


@pytest.mark.parametrize("read", ["", "0" * 32])
def test_nothing_is_saved_that_was_not_shown(operator, read):
    answer = operator.submit(PASTE, lines="Rusko", kind="municipality", read=read, save="1")
    assert answer.status_code == (409 if read else 200)
    assert stored() == set()


def test_a_list_that_was_changed_since_it_was_shown_is_shown_again(operator):
    shown = look(operator, "Rusko")
    answer = save(operator, "Rusko\nLieto", shown=shown)
    assert answer.status_code == 409
    assert "Nothing has been saved" in text_of(answer.content)
    assert "2 new areas" in text_of(answer.content)
    assert stored() == set()
    assert save(operator, "Rusko\nLieto", shown=answer).status_code == 302


def test_what_a_colleague_has_added_meanwhile_is_shown_before_the_rest_is_saved(operator):
    shown = look(operator, "Rusko\nLieto")
    AreaFactory(name="LIETO")
    answer = save(operator, "Rusko\nLieto", shown=shown)
    assert answer.status_code == 409
    assert "1 new area " in text_of(answer.content)
    assert [row[0] for row in stored()] == ["LIETO"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("standing", [0, 1])
def test_two_who_save_at_once_save_it_once_and_one_of_them_is_told(standing):
    user = User.objects.create_superuser("operator@example.org", "x")
    sides_of = [signed_in(user), signed_in(user)]
    for number in range(4):
        names = [f"Kunta {number} {n}" for n in range(20)]
        pasted = ["\n".join(names), "\n".join(reversed(names))]
        for n in range(standing):
            AreaFactory(name=f"Before {number} {n}")
        shown = [look(person, lines) for person, lines in zip(sides_of, pasted, strict=True)]
        answers: list[Any] = []

        def ready(
            side: int, shown: list[Any] = shown, answers: list[Any] = answers, pasted: list[str] = pasted
        ) -> Any:
            return lambda: answers.append(save(sides_of[side], pasted[side], shown=shown[side]))

        with two_sides() as sides:
            assert sides.at_once(lambda: ready(0), lambda: ready(1)) == ["done", "done"]
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        assert Area.objects.filter(name__startswith=f"Kunta {number} ").count() == 20


# --- who ---


def test_only_who_coordinates_pastes(facilitator, outsider):
    for person in (facilitator, outsider):
        assert look(person, "Rusko").status_code in (302, 403)
    assert look(Person(), "Rusko").status_code == 302
    assert stored() == set()


def test_a_coordinator_sets_no_region_and_is_told(coordinator):
    page = text_of(look(coordinator, "Rusko;kunta;Lappi;Seutu").content)
    assert "Regions are left out: what people may read follows from them" in page
    save(coordinator, "Rusko;kunta;Lappi;Seutu")
    assert stored() == {("Rusko", "municipality", "Seutu", "")}
    Area.objects.update(region="Pohjois-Pohjanmaa")
    save(coordinator, "Rusko;kunta;Lappi;Seutu 2")
    assert stored() == {("Rusko", "municipality", "Seutu 2", "Pohjois-Pohjanmaa")}


def test_a_coordinator_changes_nothing_that_others_use_too(coordinator, elsewhere, workshop):
    rusko, own = AreaFactory(name="Rusko", sub_region="Seutu"), AreaFactory(name="Akaa")
    elsewhere.areas.add(rusko)
    workshop.areas.add(own)
    WorkshopFactory(organisation=elsewhere.organisation)
    shown = look(coordinator, "Rusko;;;Elsewhere\nAkaa;;;Etelä")
    words = "1 area stays as it is, because workshops of other organisations use it too"
    assert words in text_of(shown.content)
    save(coordinator, "Rusko;;;Elsewhere\nAkaa;;;Etelä", shown=shown)
    assert {row[0]: row[2] for row in stored()} == {"Rusko": "Seutu", "Akaa": "Etelä"}


def test_nor_what_has_become_part_of_what_others_use(coordinator, elsewhere):
    rusko = AreaFactory(name="Rusko", sub_region="Seutu")
    elsewhere.areas.add(AreaFactory(name="Vahto", merged_into=rusko))
    save(coordinator, "Rusko;;;Elsewhere\nLieto")
    assert Area.objects.get(name="Rusko").sub_region == "Seutu"


def test_the_list_of_areas_leads_to_pasting_full_or_empty(coordinator):
    for _time in range(2):
        page = coordinator.get(LIST).content.decode()
        assert 'href="/admin/workshops/area/paste/"' in page
        AreaFactory()
