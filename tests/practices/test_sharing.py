"""How a practice comes into the library, and what is left when its notes are gone."""

from __future__ import annotations

import pytest

from practices.models import Practice, SearchDocument, Word
from practices.services import library
from tests.factories import AreaFactory, Person, note_by
from workshops.models import Contribution, OpenSpaceGroup, Sharing, Theme, Workshop
from workshops.refusals import Refused
from workshops.services import rehearsals
from worryzones.models import Note, ThemeGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(workshop_at, participant) -> Theme:
    """Named by a table, with two notes of which one is hidden."""
    workshop = workshop_at("theming")
    note = note_by(participant, "We ring each home in August", kind="helps")
    hidden = note_by(participant, "Something that hurts", table=note.table)
    zone = str(note.table.zone_number)
    theme = Theme.objects.create(workshop=workshop, title="Before it begins", mark=zone)
    group = ThemeGroup.objects.create(table=note.table, theme=theme)
    Note.objects.filter(pk__in=[note.pk, hidden.pk]).update(theme_group=group)
    Note.objects.filter(pk=hidden.pk).update(hidden=True)
    Workshop.objects.filter(pk=workshop.pk).update(sharing=Sharing.REGION)
    return theme


def shared(theme: Theme, **fields: object) -> Practice:
    fields = {"text": "Ring first", "sharing": "area", "theme": theme, **fields}
    return library.share(workshop=theme.workshop, **fields)


def test_practice_takes_over_what_its_workshop_is(theme, organisation):
    area = AreaFactory()
    theme.workshop.areas.set([area])
    practice = shared(theme, keywords=["calls", "beginning"])
    assert (practice.organisation, list(practice.areas.all())) == (organisation, [area])
    assert (practice.theme, practice.zones) == ("Before it begins", f",{theme.mark},")
    assert practice.keyword_list == ["calls", "beginning"]


def test_its_notes_are_kept_in_words_where_that_was_agreed(theme):
    practice = shared(theme, keeps_notes=True)
    Note.objects.all().delete()
    practice.refresh_from_db()
    assert practice.provenance == [
        {"mark": theme.mark, "group": "Before it begins", "notes": ["We ring each home in August"]}
    ]


def test_without_that_the_names_of_the_theme_groups_are_kept_alone(theme):
    assert [part["notes"] for part in shared(theme).provenance] == [[]]


def test_nothing_in_it_tells_who_wrote(theme, participant):
    practice = shared(theme, keeps_notes=True)
    whole = str(Practice.objects.filter(pk=practice.pk).values().get())
    note = Note.objects.get(hidden=False)
    assert [
        secret for secret in (note.proof, participant.participant.key_hash, "Aino") if secret in whole
    ] == []


@pytest.mark.parametrize(
    ("level", "may"), [("workshop", 1), ("area", 1), ("region", 1), ("everyone", 0), ("all", 0)]
)
def test_practice_travels_no_further_than_its_workshop_allows(theme, level, may):
    if may:
        shared(theme, sharing=level)
    else:
        with pytest.raises(Refused):
            shared(theme, sharing=level)
    assert Practice.objects.count() == may


def test_one_contribution_is_one_practice(theme):
    group = OpenSpaceGroup.objects.create(theme=theme, letter="A")
    written = Contribution.objects.create(group=group, kind="practice", text="Ring first")
    for text in ("Ring first", "Ring first, write later"):
        practice = shared(theme, contribution=written, text=text)
    assert Practice.objects.get().text == practice.text == "Ring first, write later"
    assert SearchDocument.objects.count() == 1
    assert "later" in SearchDocument.objects.get().title


def test_identity_code_is_not_shared(theme):
    with pytest.raises(Refused):
        shared(theme, outcome="Of 131052-308T")


def test_nothing_of_a_rehearsal_is_shared(workshop, facilitator):
    rehearsal = rehearsals.begin(workshop=workshop, user=facilitator.user)
    with pytest.raises(Refused):
        library.share(workshop=rehearsal, text="Only a try", sharing="workshop")


def test_practice_stays_when_its_workshop_is_gone(theme, outsider):
    practice = shared(theme)
    Practice.objects.filter(pk=practice.pk).update(sharing="everyone")
    theme.workshop.delete()
    assert Person().get("practices:practice", practice.pk).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_withdrawn_practice_leaves_the_index_and_its_words_and_comes_back_whole(theme):
    practice = shared(theme, text="Xylophones at noon")
    shared(theme, text="Drums at noon")
    library.set_withdrawn(practice=practice, withdrawn=True)
    assert not SearchDocument.objects.filter(practice=practice).exists()
    assert set(Word.objects.values_list("text", flat=True)) == {"drums", "noon", "before", "begins"}
    library.index([Practice.objects.get(pk=practice.pk)])
    assert not SearchDocument.objects.filter(practice=practice).exists()
    library.set_withdrawn(practice=practice, withdrawn=False)
    assert SearchDocument.objects.filter(practice=practice).exists()
    assert Word.objects.filter(text="xylophones").exists()


@pytest.mark.django_db(transaction=True)
def test_words_of_what_is_shared_anew_in_other_words_are_forgotten(theme):
    group = OpenSpaceGroup.objects.create(theme=theme, letter="A")
    written = Contribution.objects.create(group=group, kind="practice", text="Ring first")
    for text in ("Korhonen rings first", "Somebody rings first"):
        shared(theme, contribution=written, text=text)
    assert not Word.objects.filter(text="korhonen").exists()


def test_what_is_deleted_or_reworded_is_found_no_more(theme):
    practice = shared(theme, text="Xylophones at noon")
    Practice.objects.update(sharing="everyone")
    assert Person().get("practices:library", q="xylophone").context["total"] == 1
    practice.text = "Drums at noon"
    practice.save()
    library.index([practice])
    assert Person().get("practices:library", q="xylophone").context["total"] == 0
    practice.delete()
    assert Person().get("practices:library", q="drums").context["total"] == 0
