"""One rich workshop, kept at every step of its course, for two services to meet in."""

from __future__ import annotations

import pickle
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from tests.factories import (
    OrganisationFactory,
    Person,
    UserFactory,
    WorkshopFactory,
    go,
    join,
    note_by,
    table_of,
)
from tests.pairs import rows
from tests.workshops.space import pearl_by, settle, text_by
from workshops.access.devices import Device
from workshops.course import phases
from workshops.documents.image_cleaning import Clean
from workshops.models import (
    AgreementComment,
    Contribution,
    DebriefNote,
    Facilitation,
    FacilitatorInvitation,
    Heard,
    JokerTopic,
    Need,
    OpenSpaceGroup,
    Participant,
    Picture,
    Recipient,
    Task,
    Theme,
    User,
    Workshop,
)
from workshops.services import (
    agreement,
    console,
    course,
    debrief,
    facilitation,
    heard,
    hiding,
    images,
    joker,
    open_space,
    people,
    phone_codes,
    private,
    script,
    themes,
)
from worryzones.models import Cafe, CafeGroup, Note, Seat, Table, ThemeGroup
from worryzones.services import dealing, moving, notes, prompts, seating, theming

Thing = TypeVar("Thing", bound=Model)
PEOPLE = 16
DRAWING = Clean(content=b"a drawing", suffix="png", width=1, height=1)
PASSED_BY = ("cafe-1", "cafe-3", "cafe-4")
STEPS = tuple(step for step in phases.STEPS if step not in PASSED_BY)


@dataclass
class Stage:
    """The workshop at one step: its rows, and which are which."""

    step: str
    rows: rows.Rows
    ids: dict[type[Model], list[Any]]
    devices: dict[int, Device]
    code: str  # that was given to a new phone of person 1
    read_before: dict[Any, bytes] = field(default_factory=dict)
    changed: bool = False

    def set(self, *scenes: Callable[[Room], None] | None, now: rows.Rows | None = None) -> None:
        rows.put_back(self.rows, now)
        self.changed = any(scenes)
        for scene in filter(None, scenes):
            scene(Room(self))


class Room:
    """What one request has read: objects of its own, so that the two sides share nothing.

    As long as the room is as it was kept, one reading is enough for all, of which each gets a copy.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def of(self, model: type[Thing], n: int, *along: str) -> Thing:
        if self.stage.changed:
            return self._read(model, n, *along)
        if (model, n, along) not in self.stage.read_before:
            self.stage.read_before[model, n, along] = pickle.dumps(self._read(model, n, *along))
        found: Thing = pickle.loads(self.stage.read_before[model, n, along])
        return found

    def _read(self, model: type[Thing], n: int, *along: str) -> Thing:
        found = model._default_manager.select_related(*along or [None])
        return found.get(pk=self.stage.ids[model][n])

    @cached_property
    def workshop(self) -> Workshop:
        return self.of(Workshop, 0)

    def person(self, n: int) -> Participant:
        """0 wrote and hosts; 0–3 walk together, the others of the café come next; -1 is a shared device."""
        return self.of(Participant, n, "workshop")

    def device(self, n: int) -> Device:
        return self.stage.devices[self.stage.ids[Participant][n]]

    def user(self, n: int) -> User:
        return self.of(User, n)

    def note(self, n: int) -> Note:
        """0 and 1 are in theme group 0, 2 alone in theme group 1, 3 and 4 loose, 5 was hidden last."""
        return self.of(Note, n, "table__cafe__workshop")

    def table(self, n: int) -> Table:
        """0 is hosted by person 0 and has the notes."""
        return self.of(Table, n, "cafe__workshop", "host")

    def group(self, n: int) -> CafeGroup:
        """0 is that of person 0, 1 is in the same café, the others are in the other one."""
        return self.of(CafeGroup, n, "cafe__workshop")

    def cafe(self, n: int) -> Cafe:
        return self.of(Cafe, n, "workshop")

    def theme_group(self, n: int) -> ThemeGroup:
        return self.of(ThemeGroup, n, "theme", "table__cafe__workshop")

    def theme(self, n: int) -> Theme:
        """0 and 1 are chosen, 2 has a vote of person 0, 3 has been put together with 2."""
        return self.of(Theme, n, "workshop")

    def space(self, n: int) -> OpenSpaceGroup:
        """0 is where person 0 writes, -1 is empty."""
        return self.of(OpenSpaceGroup, n, "theme__workshop")

    def text(self, n: int) -> Contribution:
        """1 is a pearl, 2 was hidden last."""
        return self.of(Contribution, n, "group__theme__workshop")

    def written(self) -> Note | Contribution | Heard:
        """What a facilitator may want to hide at this step."""
        if self.workshop.phase in ("open_space", "pearls"):
            return self.text(1)
        return self.of(Heard, 0, "workshop") if self.stage.ids[Heard] else self.note(2)


# --- how it comes to be ---


@dataclass
class Cast:
    workshop: Workshop = field(init=False)
    users: list[User] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    code: str = ""

    def prepare(self) -> None:
        organisation = OrganisationFactory(name="Family Centre")
        self.users = [UserFactory(organisation=organisation) for _number in range(4)]
        made = {"organisation": organisation, "user": self.users[0], "language": "en"}
        self.workshop = WorkshopFactory(title="Early support", votes_each=2, pearls_each=2, **made)
        WorkshopFactory(title="Another", **made)
        facilitation.add_second(workshop=self.workshop, user=self.users[1])
        FacilitatorInvitation.objects.create(
            workshop=self.workshop,
            email=self.users[2].email,
            by=self.users[0],
            state="failed",
            changed_at=timezone.now(),
            expires_on=timezone.localdate(),
        )
        course.update_workshop(workshop=self.workshop, addresses="aino@example.org\nboard@example.org")
        prompts.set_prompts(workshop=self.workshop, language="en", prompts={1: ["What helps?"]})
        script.write_script(workshop=self.workshop, step="cafe-1", text="Sit down.")
        private.write_private_note(workshop=self.workshop, user=self.users[0], text="Mine")

    def welcome(self) -> None:
        self.people = [join(self.workshop, f"Person {n}", f"Unit {n % 3}") for n in range(PEOPLE)]
        device = Device(b"shared" * 3, "en")
        shared = people.join(workshop=self.workshop, device=device, shared=True)
        self.people.append(Person(device=device, participant=shared))
        dealing.count_phoneless(workshop=self.workshop, people=2)

    def sit(self) -> None:
        moving.split_cafe(cafe=Cafe.objects.get(workshop=self.workshop))

    def cafe(self) -> None:
        me = self.people[0]
        assert me.participant
        table = table_of(me)
        seating.take_host(table=table, participant=me.participant)
        written = [note_by(me, f"Note {n}", table=table) for n in range(6)]
        for person in self.people[1:4]:
            assert person.device
            notes.mark_ours(note=written[0], device=person.device, on=True)
        other = Table.objects.filter(cafe=table.cafe).exclude(pk=table.pk).select_related("cafe__workshop")
        for n in range(6, 8):
            note_by(me, f"Note {n}", table=other[0])
        hiding.hide(thing=written[5], hidden=True)

    def theming(self) -> None:
        note = list(Note.objects.order_by("text"))
        for title, ns in (("Mornings", (0, 1)), ("Evenings", (2,)), ("Meals", (6,)), ("Breaks", (7,))):
            table = Table.objects.select_related("cafe__workshop").get(pk=note[ns[0]].table_id)
            theming.make_theme_group(table=table, notes=[note[n] for n in ns], title=title)
        mine = Seat.objects.get(participant=self.people[0].participant).group
        other = CafeGroup.objects.exclude(cafe=mine.cafe_id).select_related("cafe__workshop").order_by("pk")
        moving.split_group(group=other[0], small=True)

    def sharing(self) -> None:
        debrief.write_main_point(workshop=self.workshop, text="Beginnings", slide=1)
        hiding.hide(thing=Note.objects.get(text="Note 5"), hidden=False)

    def choosing(self) -> None:
        found = self.themes()
        for n, theme in ((0, 2), (1, 0), (2, 0), (3, 1)):
            device = self.people[n].device
            assert device
            themes.cast_vote(theme=found[theme], device=device)
        themes.merge_themes(theme=found[3], into=found[2])

    def interlude(self) -> None:
        for theme in self.themes()[:2]:
            themes.select(theme=theme, on=True)

    def opening(self) -> None:
        for n in range(2):
            device = self.people[n].device
            assert device
            topic = joker.propose_topic(
                workshop=self.workshop, device=device, id=uuid.uuid4(), text=f"Topic {n}"
            )
            joker.support_topic(topic=topic, device=device, on=True)

    def open_space(self) -> None:
        groups = list(OpenSpaceGroup.objects.order_by("pk").select_related("theme__workshop"))
        open_space.open_group(theme=groups[0].theme, place="Window")
        me = settle(self.people[0], groups[0])
        settle(self.people[1], groups[0])
        texts = text_by(me, "Text 0"), pearl_by(me, "Text 1"), text_by(me, "Text 2")
        assert me.device
        for n in range(2):
            images.add_picture(
                group=groups[0], device=me.device, id=uuid.uuid4(), image=DRAWING, description=f"Drawing {n}"
            )
        hiding.hide(thing=texts[2], hidden=True)

    def pearls(self) -> None:
        for text in ("We meet at the door", "We ring home"):
            debrief.write_main_point(workshop=self.workshop, text=text, slide=1)
        hiding.hide(thing=Contribution.objects.get(text="Text 2"), hidden=False)
        console.show_slide(workshop=self.workshop, slide=1)

    def agreement(self) -> None:
        workshop = self.workshop
        agreement.write_part(workshop=workshop, part="decision", read="", decision="go_on")
        for text in ("Time", "Calm"):
            agreement.add_need(workshop=workshop, text=text, horizon="months")
        agreement.add_task(workshop=workshop, what="Ask", responsible="Head", due=None)
        device = self.people[0].device
        assert device
        for n in range(2):
            line = heard.add_heard(workshop=workshop, device=device, id=uuid.uuid4(), text=f"Line {n}")
        heard.add_comment(workshop=workshop, device=device, id=uuid.uuid4(), text="Good")
        hiding.hide(thing=line, hidden=True)

    def themes(self) -> list[Theme]:
        found = Theme.objects.filter(workshop=self.workshop, is_joker=False)
        return list(found.select_related("workshop").order_by("pk"))


FILLING: dict[str, Callable[[Cast], None]] = {
    "preparation": Cast.prepare,
    "welcome": Cast.welcome,
    "cafe-1": Cast.sit,
    "cafe-2": Cast.cafe,
    "theming": Cast.theming,
    "sharing": Cast.sharing,
    "choosing": Cast.choosing,
    "interlude": Cast.interlude,
    "opening": Cast.opening,
    "open_space": Cast.open_space,
    "pearls": Cast.pearls,
    "agreement": Cast.agreement,
}


def stages() -> dict[str, Stage]:
    """The same workshop at every step. The database is empty before and full afterwards."""
    cast, kept = Cast(), {}
    for step in phases.STEPS:
        if step != phases.FIRST:
            go(cast.workshop, step)
        FILLING.get(step, lambda _cast: None)(cast)
        if step == "welcome":
            assert cast.people[1].participant
            cast.code = phone_codes.give(participant=cast.people[1].participant)
        if step in STEPS:
            kept[step] = _kept(step, cast)
    return kept


def _kept(step: str, cast: Cast) -> Stage:
    devices = {p.participant.pk: p.device for p in cast.people if p.participant and p.device}
    return Stage(step, rows.read(), _ids(cast), devices, cast.code)


def _ids(cast: Cast) -> dict[type[Model], list[Any]]:
    """Each thing by its number: those of person 0 first, texts by their words, the others as they came."""
    ours = {"workshop": cast.workshop}
    ids: dict[type[Model], list[Any]] = {
        model: [thing.pk for thing in model._default_manager.order_by(order)]
        for order, models in ORDER.items()
        for model in models
    }
    ids[Workshop] = list(Workshop.objects.order_by("pk").values_list("pk", flat=True))
    for model in (Facilitation, DebriefNote):
        ids[model] = [thing.pk for thing in model._default_manager.filter(**ours).order_by("pk")]
    ids[Theme] = [theme.pk for theme in cast.themes()]
    return {**ids, **_seating(cast.people[0].participant if cast.people else None)}


ORDER: dict[str, tuple[type[Model], ...]] = {
    "address": (Recipient,),
    "text": (Note, Contribution, Heard, AgreementComment, JokerTopic),
    "description": (Picture,),
    "email": (FacilitatorInvitation,),
    "pk": (User, ThemeGroup, OpenSpaceGroup, Need, Task),
}


def _seating(me: Participant | None) -> dict[type[Model], list[Any]]:
    seat = Seat.objects.filter(participant=me).select_related("group").first()
    mine, cafe = (seat.group_id, seat.group.cafe_id) if seat else (None, None)

    def nearness(person: Participant) -> tuple[Any, ...]:
        group = Seat.objects.filter(participant=person).values_list("group", "group__cafe").first()
        here, there = group or (None, None)
        return person.shared, person != me, here != mine, there != cafe, person.pk

    return {
        Participant: [person.pk for person in sorted(Participant.objects.all(), key=nearness)],
        CafeGroup: _first(CafeGroup.objects.all(), lambda one: (one.pk != mine, one.cafe_id != cafe)),
        Cafe: _first(Cafe.objects.all(), lambda one: one.pk != cafe),
        Table: _first(Table.objects.all(), lambda one: (one.host_id is None, one.cafe_id != cafe)),
    }


def _first(things: Any, key: Callable[[Any], Any]) -> list[Any]:
    return [thing.pk for thing in sorted(things, key=lambda thing: (key(thing), thing.pk))]
