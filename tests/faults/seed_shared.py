"""Three workshops that have closed: ``python -m tests.faults.seed_shared`` makes them and prints the proofs.

Each wrote the same kinds of things under words of its own. The first agreed that a practice is shared with
the notes it grew from, the second that it is shared without them, the third shares nothing.
"""

from __future__ import annotations

import json
from typing import Any

import django

WITH_NOTES, WITHOUT_NOTES, NOTHING = "SEEDONE", "SEEDTWO", "SEEDTHREE"


def seed() -> list[str]:
    """The proofs of what people wrote."""
    from django.db import transaction

    with transaction.atomic():
        return [proof for word in (WITH_NOTES, WITHOUT_NOTES, NOTHING) for proof in shared(word)]


def shared(word: str) -> list[str]:
    """Practice and theme are told in the library, notes where that was agreed."""
    from tests.factories import (
        OrganisationFactory,
        UserFactory,
        WorkshopFactory,
        go,
        join,
        many,
        note_by,
        table_of,
    )
    from tests.workshops.space import settle, text_by
    from tests.worryzones.test_reports import theme_group
    from workshops.services import open_space, to_library

    place = OrganisationFactory(name=f"{word} Centre")
    lead = UserFactory(email=f"{word.lower()}@example.org", organisation=place)
    made = WorkshopFactory(sharing="everyone", language="en", organisation=place, user=lead)
    workshop = go(made, "welcome")
    many(workshop, 8)
    writer = join(workshop, name=f"{word}NAME", home_unit=f"{word}UNIT")
    go(workshop, "cafe-1")
    note = note_by(writer, f"{word}NOTE mornings are loud")
    theme = theme_group(table_of(writer), f"{word}THEME", note)
    theme.selected = True
    theme.save()
    go(workshop, "open_space")
    settle(writer, open_space.open_group(theme=theme, place="window"))
    text = text_by(writer, f"{word}PRACTICE we ring every home", kind="practice")
    proofs = [note.proof, text.proof]
    go(workshop, "agreement")
    if word != NOTHING:
        to_library.mark_shared(thing=text, level="everyone", by=writer.participant)
    close(go(workshop, "feedback"), text, with_notes=word == WITH_NOTES)
    return [str(proof) for proof in proofs]


def close(workshop: Any, text: Any, *, with_notes: bool) -> None:
    from workshops.extension import shareable
    from workshops.services import course

    answers = {"marked": [shareable.version_of(shareable.marked(workshop))], "share": [str(text.pk)]}
    answers |= {"with_notes": ["1"]} if with_notes else {}
    course.move(workshop=workshop, expected="feedback", to="closed", answers=answers, draft=course.LEAVE)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(seed()))
