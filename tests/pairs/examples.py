"""Of each service: at which steps it is called, the most telling one first, and with what.

``make(room, side)``: both sides mean the same note, group or person, and want something else of it.
``scene`` changes the room before; ``dealt`` says that chance gives the seats, and only their number is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from network.models import Finding, Series, SeriesMember, SeriesWorkshop, Synthesis, Turn
from practices.models import Practice
from tests.pairs.rooms import DRAWING, STEPS, Room
from workshops import live
from workshops.access.devices import Device
from workshops.access.leaving import Left
from workshops.course import phases
from workshops.extension.across import Line, Lines
from workshops.models import (
    Agreement,
    AgreementComment,
    Contribution,
    DebriefNote,
    Facilitation,
    FacilitatorInvitation,
    Heard,
    JokerTopic,
    Membership,
    MembershipInvitation,
    Need,
    NextTime,
    Organisation,
    Participant,
    Picture,
    Recipient,
    ReportLink,
    Subscriber,
    Task,
    User,
    Workshop,
)
from workshops.queries import agreement, report_words, versions
from workshops.queries import follow_up as follow_up_queries
from workshops.services import follow_up, withdrawing
from workshops.services.course import CONFIRM, LEAVE
from worryzones import rotation
from worryzones.models import Note

Make = Callable[[Room, int], dict[str, Any]]


@dataclass(frozen=True)
class Example:
    steps: tuple[str, ...]
    make: Make
    scene: Callable[[Room], None] | None = None
    dealt: bool = False


def at(*steps: str) -> tuple[str, ...]:
    return steps


def since(first: str, best: str = "", last: str = "feedback") -> tuple[str, ...]:
    """Every step from ``first`` to ``last``, ``best`` before the others."""
    steps = STEPS[STEPS.index(first) : STEPS.index(last) + 1]
    return (best or first, *(step for step in steps if step != (best or first)))


def id_of(what: str) -> UUID:
    """As a browser makes it, but the same for both."""
    return UUID(bytes=what.encode().ljust(16, b".")[:16])


KINDS = ("helps", "situation")
LEAVER = 5  # whom no other example means
NEW_PHONE = Device(b"a new phone, now", "en")
ALWAYS = since("preparation", best="cafe-2")
FOR_EVER = since("preparation", best="cafe-2", last="closed")
SEATED = at("cafe-2", "theming", "sharing", "choosing")
BENCH = at("choosing", "interlude")
HOSTING = since("cafe-2")


AMENDING = since("agreement", best="closed", last="closed")
BY = ("facilitators", "responsible")


def confirmed(room: Room) -> None:
    Agreement.objects.filter(workshop=room.workshop).update(confirmed_at=timezone.now())


def as_rehearsal(room: Room) -> None:
    Workshop.objects.filter(pk=room.workshop.pk).update(rehearsal_of=room.of(Workshop, 1))


def as_if_nobody_had_joined(room: Room) -> None:
    """What people wrote is there all the same, for whoever comes too late to change it."""
    nobody = {"has_joined": False, "took_part_1": 0, "took_part_2": 0, "phoneless": 0}
    Workshop.objects.filter(pk=room.workshop.pk).update(**nobody, moved_at=timezone.now())


def five_minutes_in(room: Room) -> None:
    """So that the seconds of this round are not those of the next one."""
    Workshop.objects.filter(pk=room.workshop.pk).update(ends_at=F("ends_at") - timedelta(minutes=5))


def take_off(room: Room) -> None:
    Participant.objects.filter(pk=room.person(0).pk).update(removed=True)


def go_home(room: Room) -> None:
    """And there is one place left, which somebody who joins wants too."""
    Participant.objects.filter(pk=room.stage.ids[Participant][LEAVER]).delete()
    inside = Participant.objects.filter(workshop=room.workshop).present().count()
    Workshop.objects.filter(pk=room.workshop.pk).update(max_people=inside + 1)


def withdraw(room: Room) -> None:
    """Person 0 has just taken back a text, or a note that stood in a theme group with another one."""
    if room.workshop.is_closed:
        return
    model, n = (Contribution, 2) if room.stage.ids[Contribution] else (Note, 1)
    for thing in model._default_manager.filter(pk=room.stage.ids[model][n]):  # both sides may want it so
        with live.writing(room.workshop) as write:
            withdrawing.withdraw(write, thing, device=room.device(0))


def second_without_membership(room: Room) -> None:
    Membership.objects.filter(user=room.user(1)).delete()


INVITED_MEMBER = 1


def invited_to_the_organisation(room: Room) -> None:
    """By somebody who coordinates it, with the address of whoever is asked to facilitate."""
    by, organisation = room.user(0), room.workshop.organisation
    User.objects.filter(pk=by.pk).update(is_staff=True)
    Membership.objects.get_or_create(user=by, organisation=organisation, role="coordinator")
    MembershipInvitation.objects.update_or_create(
        pk=INVITED_MEMBER,
        defaults={
            "organisation": organisation,
            "email": room.of(FacilitatorInvitation, 0).email,
            "by": by,
            "changed_at": timezone.now(),
            "expires_on": timezone.localdate() + timedelta(days=9),
        },
    )


def sent_to_one(room: Room) -> None:
    recipient = room.of(Recipient, 0)
    Recipient.objects.filter(pk=recipient.pk).update(state="sent")
    until = {"expires_on": timezone.localdate()}
    ReportLink.objects.update_or_create(recipient=recipient, token_hash="f" * 64, defaults=until)


SUBSCRIBED = id_of("subscribed")


def subscribed(room: Room) -> None:
    Subscriber.objects.update_or_create(
        pk=SUBSCRIBED, defaults={"workshop": room.workshop, "address": "other@example.org"}
    )


SERIES, TURN = 1, 1
SYNTHESIS, FINDING = 1, 1


def in_a_series(room: Room) -> None:
    """That another organisation looks after: the workshop is in it, as what was made of a turn."""
    other, _is_new = Organisation.objects.get_or_create(name="Another Centre")
    series, _is_new = Series.objects.update_or_create(
        pk=SERIES, defaults={"organisation": other, "name": "A round"}
    )
    SeriesMember.objects.update_or_create(
        pk=1, defaults={"series": series, "organisation": room.workshop.organisation}
    )
    SeriesWorkshop.objects.update_or_create(pk=1, defaults={"series": series, "workshop": room.workshop})
    Turn.objects.update_or_create(
        pk=TURN, defaults={"series": series, "order": 1, "region": "Kainuu", "workshop": room.workshop}
    )


def with_a_finding(room: Room) -> None:
    """In a synthesis of its organisation."""
    synthesis, _is_new = Synthesis.objects.update_or_create(
        pk=SYNTHESIS,
        defaults={"organisation": room.workshop.organisation, "title": "A year", "language": "fi"},
    )
    Finding.objects.update_or_create(
        pk=FINDING, defaults={"synthesis": synthesis, "title": "Calm", "order": 1}
    )


def _quote(room: Room, side: int) -> dict[str, Any]:
    rows = Heard.objects.filter(workshop=room.workshop)
    lines = Lines(rows, lambda row: Line(str(row.pk), row.text, "fi", row.workshop))
    asked = {"kind": "heard", "lines": lines, "key": str(room.of(Heard, 0, "workshop").pk)}
    return {"synthesis": Synthesis.objects.get(pk=SYNTHESIS), "finding_id": FINDING, **asked}


def _in_series(room: Room, **more: Any) -> dict[str, Any]:
    return {"series": Series.objects.get(pk=SERIES), "by": room.user(0), **more}


def _tell(room: Room, side: int) -> dict[str, Any]:
    task = room.of(Task, 0)
    told = follow_up.Told(
        read=follow_up_queries.version_of(task), status=("doing", "done")[side], how=f"So {side}"
    )
    return {"workshop": room.workshop, "told": {task.pk: told}}


def _recipient(room: Room, side: int) -> dict[str, Any]:
    return {"workshop": room.workshop, "recipient_id": room.of(Recipient, 0).pk, "by": room.user(side)}


def _take_over(room: Room, side: int) -> dict[str, Any]:
    return {"workshop": room.workshop, "code": room.stage.code, "device": (room.device(2), NEW_PHONE)[side]}


def _left(room: Room) -> Left:
    """As the browser of somebody whose row has gone keeps it."""
    until = timezone.now() + timedelta(minutes=5)
    device, home = room.device(LEAVER), "Unit 2"
    return Left(
        room.workshop.pk,
        room.workshop.phase,
        device,
        "Person",
        home,
        shared=False,
        group_id=0,
        until=until,
    )


def _bring_back(room: Room, side: int) -> dict[str, Any]:
    ids = room.stage.ids
    id, text = (ids[Contribution][2], "Text 2") if ids[Contribution] else (ids[Note][1], "Note 1")
    return {"workshop": room.workshop, "device": room.device(0), "id": id, "text": text}


def _move(room: Room, side: int) -> dict[str, Any]:
    step = room.workshop.step
    to = phases.next_step(step) or phases.LAST
    draft = (CONFIRM, LEAVE)[side] if to == phases.LAST else ""
    return {"workshop": room.workshop, "expected": step, "to": to, "draft": draft}


def _write_part(room: Room, side: int) -> dict[str, Any]:
    read = agreement.version_of(agreement.agreement_of(room.workshop), "themes")
    return {"workshop": room.workshop, "part": "themes", "read": read, "how_themes": f"So {side}"}


def _read(row: Any, name: str, *fields: str) -> dict[str, Any]:
    return {name: row, "read": versions.version_of(row, fields)}


def _sit_at(room: Room, side: int) -> dict[str, Any]:
    group = room.group(1 + side)
    zone = rotation.zone_at(group.number, room.workshop.round or 1)
    return {"participant": room.person(0), "cafe_number": group.cafe.number, "zone_number": zone}


def _post(room: Room, kind: str = "") -> dict[str, Any]:
    kinds = {"kind": kind} if kind else {}
    return {"device": room.device(0), "id": id_of(f"posted {kind}"), "text": "Just posted", **kinds}


WORKSHOP: dict[str, Example] = {
    "accounts.sync_access": Example(
        FOR_EVER, lambda r, s: {"user": r.user(1)}, scene=second_without_membership
    ),
    "facilitation.add_second": Example(FOR_EVER, lambda r, s: {"workshop": r.workshop, "user": r.user(2)}),
    "invitations.invite": Example(
        FOR_EVER,
        lambda r, s: {
            "workshop": r.workshop,
            "by": r.user(0),
            "email": "new@example.org",
            "address": str,
        },
    ),
    "invitations.send_again": Example(
        FOR_EVER,
        lambda r, s: {
            "workshop": r.workshop,
            "by": r.user(0),
            "invitation_id": r.of(FacilitatorInvitation, 0).pk,
            "address": str,
        },
    ),
    "invitations.withdraw": Example(
        FOR_EVER,
        lambda r, s: {"workshop": r.workshop, "invitation_id": r.of(FacilitatorInvitation, 0).pk},
    ),
    "invitations.accept": Example(
        FOR_EVER,
        lambda r, s: {"workshop": r.workshop, "invitation_id": r.of(FacilitatorInvitation, 0).pk},
    ),
    "membership_invitations.accept": Example(
        FOR_EVER, lambda r, s: {"invitation_id": INVITED_MEMBER}, scene=invited_to_the_organisation
    ),
    "facilitation.hand_over": Example(
        FOR_EVER, lambda r, s: {"workshop": r.workshop, "by": r.user(0), "to": r.of(Facilitation, 1)}
    ),
    "facilitation.step_down": Example(
        FOR_EVER,
        lambda r, s: {
            "workshop": r.workshop,
            "by": r.user(0),
            "facilitation": r.of(Facilitation, 1),
        },
    ),
    "course.move": Example(ALWAYS, _move),
    "course.pause": Example(ALWAYS, lambda r, s: {"workshop": r.workshop}, scene=five_minutes_in),
    "course.resume": Example(ALWAYS, lambda r, s: {"workshop": r.workshop}),
    "course.add_minutes": Example(ALWAYS, lambda r, s: {"workshop": r.workshop, "minutes": 5}),
    "course.ring": Example(ALWAYS, lambda r, s: {"workshop": r.workshop}),
    "course.update_workshop": Example(
        FOR_EVER, lambda r, s: {"workshop": r.workshop, **({"place": "Hall"}, {"votes_each": 3})[s]}
    ),
    "times.set_minutes": Example(
        ALWAYS, lambda r, s: {"workshop": r.workshop, "minutes": ({"cafe": 30}, {"sharing": 7})[s]}
    ),
    "times.fit_to_end": Example(
        tuple(step for step in ALWAYS if step != "interlude"),
        lambda r, s: {
            "workshop": r.workshop,
            "expected": r.workshop.step,
            "end": timezone.now() + timedelta(minutes=150 + 10 * s),
        },
    ),
    "console.show_slide": Example(
        since("sharing", best="pearls"), lambda r, s: {"workshop": r.workshop, "slide": 2 + s}
    ),
    "console.turn_screen": Example(ALWAYS, lambda r, s: {"workshop": r.workshop, "to": ("held", "blank")[s]}),
    "console.show_page": Example(ALWAYS, lambda r, s: {"workshop": r.workshop, "page": (None, 1)[s]}),
    "console.show_code": Example(ALWAYS, lambda r, s: {"workshop": r.workshop, "on": bool(s)}),
    "console.show_points": Example(
        since("sharing", best="pearls"), lambda r, s: {"workshop": r.workshop, "on": bool(s)}
    ),
    "preparing.tick": Example(
        ALWAYS, lambda r, s: {"workshop": r.workshop, "key": ("paper", "script")[s], "on": True}
    ),
    "debrief.write_main_point": Example(
        at("pearls", "sharing"), lambda r, s: {"workshop": r.workshop, "text": "The same point", "slide": 1}
    ),
    "debrief.reword_main_point": Example(
        since("sharing", best="pearls"),
        lambda r, s: {**_read(r.of(DebriefNote, -1, "workshop"), "point", "text"), "text": f"Point {s}"},
    ),
    "debrief.move_main_point": Example(
        since("sharing", best="pearls"),
        lambda r, s: {"point": r.of(DebriefNote, -1, "workshop"), "place": 2, "up": True},
    ),
    "debrief.delete_main_point": Example(
        since("sharing", best="pearls"), lambda r, s: {"point": r.of(DebriefNote, -1, "workshop")}
    ),
    "script.write_script": Example(
        ALWAYS, lambda r, s: {"workshop": r.workshop, "step": "cafe-1", "text": f"Words {s}"}
    ),
    "private.write_private_note": Example(
        FOR_EVER, lambda r, s: {"workshop": r.workshop, "user": r.user(1), "text": f"Mine {s}"}
    ),
    "private.star": Example(
        HOSTING,
        lambda r, s: {"workshop": r.workshop, "user": r.user(1), "thing": r.written().pk, "on": not s},
    ),
    "duplication.keep_as_template": Example(FOR_EVER, lambda r, s: {"workshop": r.workshop, "on": not s}),
    "archiving.archive": Example(
        at("preparation", "closed"), lambda r, s: {"workshop": r.workshop, "on": not s}
    ),
    "deleting.delete": Example(
        FOR_EVER, lambda r, s: {"workshop": r.workshop, "by": r.user(0)}, scene=as_if_nobody_had_joined
    ),
    "rehearsals.begin": Example(FOR_EVER, lambda r, s: {"workshop": r.workshop, "user": r.user(s)}),
    "rehearsals.end": Example(FOR_EVER, lambda r, s: {"rehearsal": r.workshop}, scene=as_rehearsal),
    "builds.request": Example(
        FOR_EVER, lambda r, s: {"workshop": r.workshop, "form": "json", "language": ("fi", "sv")[s]}
    ),
    "recipients.send": Example(
        at("closed"), lambda r, s: {"workshop": r.workshop, "by": r.user(s), "site": "http://testserver"}
    ),
    "recipients.withdraw": Example(at("closed"), _recipient, scene=sent_to_one),
    "recipients.note_opened": Example(
        at("closed"),
        lambda r, s: {"workshop": r.workshop, "link": ReportLink.objects.order_by("pk")[0]},
        scene=sent_to_one,
    ),
    "recipients.correct": Example(
        at("closed"), lambda r, s: {**_recipient(r, s), "address": f"other{s}@example.org"}
    ),
    "follow_up.tell": Example(at("closed"), _tell),
    "follow_up.answer": Example(
        at("closed"),
        lambda r, s: {
            "workshop": r.workshop,
            "device": r.device(0),
            "scores": {r.of(Task, 0).pk: 2 + s},
        },
    ),
    "follow_up.note_for_next_time": Example(
        at("closed"),
        lambda r, s: {
            "workshop": r.workshop,
            "read": versions.version_of(NextTime(), ("text",)),
            "text": f"A longer break {s}",
        },
    ),
    "reminders.remind_of": Example(
        at("closed"),
        lambda r, s: {
            "task": r.of(Task, 0, "workshop"),
            "by": r.user(0),
            "site": "http://testserver",
        },
    ),
    "reminders.subscribe": Example(
        at("closed"), lambda r, s: {"workshop": r.workshop, "address": "reminded@example.org", "site": ""}
    ),
    "reminders.want": Example(
        at("closed"), lambda r, s: {"workshop": r.workshop, "user": r.user(0), "on": bool(s)}
    ),
    "reminder_asking.confirm": Example(
        at("closed"),
        lambda r, s: {"subscriber": Subscriber.objects.select_related("workshop").get(pk=SUBSCRIBED)},
        scene=subscribed,
    ),
    "reminders.unsubscribe": Example(
        at("closed"),
        lambda r, s: {"subscriber": Subscriber.objects.select_related("workshop").get(pk=SUBSCRIBED)},
        scene=subscribed,
    ),
    "calendar_feeds.make_feed": Example(at("closed"), lambda r, s: {"workshop": r.workshop}),
    "calendar_feeds.end_feed": Example(at("closed"), lambda r, s: {"workshop": r.workshop}),
    "report_sharing.share_report": Example(
        since("agreement", last="closed"), lambda r, s: {"workshop": r.workshop, "shared": not s}
    ),
    "report_editing.write_report": Example(
        FOR_EVER,
        lambda r, s: {
            "workshop": r.workshop,
            "part": "foreword",
            "read": report_words.version_of(r.workshop, "foreword"),
            "words": f"So {s}",
        },
    ),
    "report_editing.leave_out": Example(
        FOR_EVER,
        lambda r, s: {"workshop": r.workshop, "out": [("heard", "feedback")[s]], "back": []},
    ),
    "retention.purge": Example(at("closed"), lambda r, s: {"workshop": r.workshop}),
    "undo.undo": Example(
        at("cafe-2", "theming", "choosing", "open_space", "agreement", "sharing", "interlude", "pearls"),
        lambda r, s: {"workshop": r.workshop},
        dealt=True,
    ),
}

PEOPLE: dict[str, Example] = {
    "people.join": Example(
        since("welcome", best="cafe-2"),
        lambda r, s: {"workshop": r.workshop, "device": NEW_PHONE, "name": "Aino"},
    ),
    "door.let_join": Example(ALWAYS, lambda r, s: {"workshop": r.workshop, "on": bool(s)}),
    "door.raise_ceiling": Example(ALWAYS, lambda r, s: {"workshop": r.workshop, "to": 30 + s}),
    "people.remove": Example(since("welcome", best="cafe-2"), lambda r, s: {"participant": r.person(0)}),
    "people.let_back": Example(
        since("welcome", best="cafe-2"), lambda r, s: {"participant": r.person(0)}, scene=take_off
    ),
    "people.come_back": Example(
        since("welcome", best="cafe-2", last="closed"), lambda r, s: {"gone": _left(r)}, scene=go_home
    ),
    "people.leave": Example(
        since("welcome", best="cafe-2", last="closed"), lambda r, s: {"participant": r.person(0)}
    ),
    "withdrawing.bring_back": Example(HOSTING, _bring_back, scene=withdraw),
    "phone_codes.give": Example(since("welcome", best="cafe-2"), lambda r, s: {"participant": r.person(1)}),
    "phone_codes.take_over": Example(since("welcome", best="cafe-2"), _take_over),
    "feedback.end_feedback": Example(at("feedback"), lambda r, s: {"workshop": r.workshop}),
    "feedback.give_feedback": Example(
        at("feedback"),
        lambda r, s: {
            "workshop": r.workshop,
            "device": r.device(0),
            "id": id_of(f"answer {s}"),
            "heard": 3 + s,
        },
    ),
}

FIRST_DIALOGUE: dict[str, Example] = {
    "table_places.set_places": Example(
        since("preparation"),
        lambda r, s: {"workshop": r.workshop, "places": {(1, 2): f"https://meet.example/{s}"}},
    ),
    "prompts.set_prompts": Example(
        since("preparation"),
        lambda r, s: {
            "workshop": r.workshop,
            "language": "en",
            "prompts": {1: [f"What {s}?", "Why?"], 2: ["Who?"]},
        },
    ),
    "dealing.deal": Example(
        at("cafe-2", "welcome", "theming", "sharing", "choosing"),
        lambda r, s: {"workshop": r.workshop, "cafes": 1 + s, "again": True},
        dealt=True,
    ),
    "dealing.count_phoneless": Example(ALWAYS, lambda r, s: {"workshop": r.workshop, "people": 3 + s}),
    "moving.move_people": Example(
        HOSTING, lambda r, s: {"group": r.group(1 + s), "people": [r.person(0)], "small": True}
    ),
    "moving.split_group": Example(HOSTING, lambda r, s: {"group": r.group(0), "small": True}, dealt=True),
    "moving.merge_groups": Example(HOSTING, lambda r, s: {"group": r.group(0), "into": r.group(1 + s)}),
    "moving.split_cafe": Example(HOSTING, lambda r, s: {"cafe": r.cafe(0)}, dealt=True),
    "moving.merge_cafes": Example(HOSTING, lambda r, s: {"cafe": r.cafe(s), "into": r.cafe(1 - s)}),
    "seating.take_host": Example(HOSTING, lambda r, s: {"table": r.table(1), "participant": r.person(1)}),
    "seating.choose_host": Example(
        HOSTING, lambda r, s: {"table": r.table(0), "participant": r.person(1 + s)}
    ),
    "seating.free_host": Example(HOSTING, lambda r, s: {"table": r.table(0)}),
    "seating.stand": Example(HOSTING, lambda r, s: {"device": r.person(-1), "table": r.table(s)}),
    "seating.choose_keeper": Example(
        since("cafe-2", best="theming"), lambda r, s: {"table": r.table(0), "group": r.group(s)}
    ),
    "tables.sit_at": Example(at("cafe-2"), _sit_at),
    "notes.add_note": Example(
        at("cafe-2", "theming"), lambda r, s: {"table": r.table(0), **_post(r, "situation")}
    ),
    "notes.edit_note": Example(
        HOSTING, lambda r, s: {"note": r.note(2), "text": f"Said {s}", "kind": KINDS[s]}
    ),
    "notes.withdraw_note": Example(HOSTING, lambda r, s: {"note": r.note(2)}),
    "notes.mark_ours": Example(HOSTING, lambda r, s: {"note": r.note(2), "device": r.device(1), "on": not s}),
    "theming.make_theme_group": Example(
        at("theming"),
        lambda r, s: {"table": r.table(0), "notes": [r.note(2), r.note(3)], "title": f"Title {s}"},
    ),
    "theming.make_theme_of": Example(at("theming"), lambda r, s: {"note": r.note(3 - s)}),
    "theming.put_notes": Example(
        at("theming"), lambda r, s: {"group": r.theme_group(s), "notes": [r.note(2 * (1 - s)), r.note(3)]}
    ),
    "theming.take_out": Example(at("theming"), lambda r, s: {"table": r.table(0), "notes": [r.note(2)]}),
    "theming.rename": Example(at("theming"), lambda r, s: {"group": r.theme_group(1), "title": f"Name {s}"}),
    "theming.merge": Example(
        at("theming"), lambda r, s: {"group": r.theme_group(s), "into": r.theme_group(1 - s)}
    ),
}

THEMES: dict[str, Example] = {
    "themes.cast_vote": Example(at("choosing"), lambda r, s: {"theme": r.theme(s), "device": r.device(0)}),
    "themes.withdraw_vote": Example(
        at("choosing"), lambda r, s: {"theme": r.theme(2), "device": r.device(0)}
    ),
    "themes.reveal_results": Example(
        since("choosing"), lambda r, s: {"workshop": r.workshop, "shown": not s}
    ),
    "themes.merge_themes": Example(BENCH, lambda r, s: {"theme": r.theme(s), "into": r.theme(1 - s)}),
    "themes.unmerge": Example(BENCH, lambda r, s: {"theme": r.theme(3)}),
    "themes.reword": Example(
        BENCH, lambda r, s: {"theme": r.theme(s), "title": f"New {s}", "question": "How?", "reason": ""}
    ),
    "themes.select": Example(BENCH, lambda r, s: {"theme": r.theme(s), "on": not s}),
    "themes.move_theme": Example(at("interlude"), lambda r, s: {"theme": r.theme(s), "up": bool(s)}),
}

SECOND_DIALOGUE: dict[str, Example] = {
    "hiding.hide": Example(
        HOSTING, lambda r, s: {"thing": r.written(), "hidden": True, "why": ("hurts", "topic")[s]}
    ),
    "joker.propose_topic": Example(at("opening"), lambda r, s: {"workshop": r.workshop, **_post(r)}),
    "joker.edit_topic": Example(
        since("opening"), lambda r, s: {"topic": r.of(JokerTopic, 0, "workshop"), "text": f"About {s}"}
    ),
    "joker.remove_topic": Example(since("opening"), lambda r, s: {"topic": r.of(JokerTopic, 0, "workshop")}),
    "joker.support_topic": Example(
        at("opening"),
        lambda r, s: {"topic": r.of(JokerTopic, 0, "workshop"), "device": r.device(1), "on": not s},
    ),
    "joker.choose_joker_topic": Example(
        since("opening"), lambda r, s: {"topic": r.of(JokerTopic, s, "workshop")}
    ),
    "joker.write_joker_question": Example(
        since("opening"), lambda r, s: {"workshop": r.workshop, "question": f"What {s}?"}
    ),
    "open_space.open_group": Example(
        at("open_space"), lambda r, s: {"theme": r.theme(0), "place": "Sofa", "participant": r.person(0)}
    ),
    "open_space.open_theme": Example(
        at("open_space"), lambda r, s: {"workshop": r.workshop, "title": "New", "participant": r.person(0)}
    ),
    "open_space.move_to": Example(
        at("open_space"), lambda r, s: {"participant": r.person(0), "group": r.space((-1, 1)[s])}
    ),
    "open_space.set_place": Example(
        since("open_space"), lambda r, s: {"group": r.space(-1), "place": f"Room {s}"}
    ),
    "open_space.end_group": Example(since("open_space"), lambda r, s: {"group": r.space(-1), "ended": not s}),
    "open_space.remove_group": Example(since("open_space"), lambda r, s: {"group": r.space(-1)}),
    "contributions.add_contribution": Example(
        at("open_space"), lambda r, s: {"group": r.space(-1), **_post(r, "works")}
    ),
    "contributions.edit_contribution": Example(
        since("open_space"), lambda r, s: {"contribution": r.text(1), "text": f"We {s}"}
    ),
    "contributions.withdraw_contribution": Example(
        since("open_space", best="pearls"), lambda r, s: {"contribution": r.text(1)}
    ),
    "contributions.mark_pearl": Example(
        at("open_space", "pearls"),
        lambda r, s: {"contribution": r.text((0, 1)[s]), "on": not s, "by": r.person(0)},
    ),
    "images.add_picture": Example(
        at("open_space"),
        lambda r, s: {
            "group": r.space(-1),
            "device": r.device(0),
            "id": id_of("a drawing"),
            "image": DRAWING,
            "description": "Drawn",
        },
    ),
    "images.describe_picture": Example(
        since("open_space"), lambda r, s: {"picture": _picture(r), "description": f"Drawn {s}"}
    ),
    "images.withdraw_picture": Example(since("open_space"), lambda r, s: {"picture": _picture(r)}),
    "images.mark_pearl": Example(
        at("open_space", "pearls"), lambda r, s: {"picture": _picture(r), "on": not s, "by": r.person(0)}
    ),
}


def _picture(room: Room) -> Picture:
    return room.of(Picture, 0, "workshop", "group__theme")


def share(room: Room) -> None:
    """The workshop lets its region read, and the pearl is shared with the own area."""
    Workshop.objects.filter(pk=room.workshop.pk).update(sharing="region")
    Contribution.objects.filter(pk=room.text(1).pk).update(sharing="area")


def in_library(room: Room) -> None:
    for text in ("We ring home", "We write home"):
        Practice.objects.get_or_create(workshop=room.workshop, text=text, year=2026)


def _shared(text: str) -> Practice:
    return Practice.objects.select_related("workshop").get(text=text)


SHARING: dict[str, Example] = {
    "to_library.mark_shared": Example(
        at("pearls", "agreement"),
        lambda r, s: {"thing": r.text(1), "level": ("workshop", "region")[s], "by": r.person(0)},
        scene=share,
    ),
    "to_library.reword_shared": Example(
        since("pearls"),
        lambda r, s: {
            "thing": r.text(1),
            "read": versions.version_of(r.text(1), ("text",)),
            "reworded": f"We call {s}",
        },
        scene=share,
    ),
    "to_library.confirm_shared": Example(
        since("pearls"), lambda r, s: {"thing": r.text(1), "on": not s}, scene=share
    ),
    "to_library.confirm_all_shared": Example(
        since("pearls"), lambda r, s: {"workshop": r.workshop}, scene=share
    ),
    "library.share": Example(
        since("pearls", last="closed"),
        lambda r, s: {
            "workshop": r.workshop,
            "text": "Text 1",
            "sharing": ("area", "region")[s],
            "contribution": r.text(1),
        },
        scene=share,
    ),
    "library.set_withdrawn": Example(
        since("pearls", best="closed", last="closed"),
        lambda r, s: {
            "practice": _shared("We ring home"),
            "withdrawn": not s,
        },
        scene=in_library,
    ),
    "curating.set_withdrawn": Example(
        since("pearls", best="closed", last="closed"),
        lambda r, s: {"practice": _shared("We ring home"), "withdrawn": not s, "by": r.user(0)},
        scene=in_library,
    ),
    "curating.lower": Example(
        since("pearls", best="closed", last="closed"),
        lambda r, s: {"practice": _shared("We ring home"), "level": "workshop", "by": r.user(0)},
        scene=in_library,
    ),
    "curating.reword": Example(
        since("pearls", best="closed", last="closed"),
        lambda r, s: {
            "practice": _shared("We ring home"),
            "read": None,
            "needed": f"A telephone {s}",
            "by": r.user(0),
        },
        scene=in_library,
    ),
    "curating.merge": Example(
        since("pearls", best="closed", last="closed"),
        lambda r, s: {"double": _shared("We ring home"), "into": _shared("We write home"), "by": r.user(0)},
        scene=in_library,
    ),
}


AGREEMENT: dict[str, Example] = {
    "heard.add_heard": Example(at("agreement"), lambda r, s: {"workshop": r.workshop, **_post(r)}),
    "heard.edit_heard": Example(
        since("agreement"), lambda r, s: {"line": r.of(Heard, 0, "workshop"), "text": f"Heard {s}"}
    ),
    "heard.withdraw_heard": Example(since("agreement"), lambda r, s: {"line": r.of(Heard, 0, "workshop")}),
    "heard.add_comment": Example(at("agreement"), lambda r, s: {"workshop": r.workshop, **_post(r)}),
    "heard.remove_comment": Example(
        since("agreement"), lambda r, s: {"comment": r.of(AgreementComment, 0, "workshop")}
    ),
    "agreement.write_part": Example(at("agreement"), _write_part),
    "agreement.add_need": Example(
        at("agreement"), lambda r, s: {"workshop": r.workshop, "text": "Room", "horizon": "years"}
    ),
    "agreement.need_of_pearl": Example(
        at("agreement"), lambda r, s: {"workshop": r.workshop, "pearl": r.text(1).pk}
    ),
    "agreement.reword_need": Example(
        at("agreement"),
        lambda r, s: {
            **_read(r.of(Need, 0, "workshop"), "need", "text", "horizon"),
            "text": f"Need {s}",
            "horizon": "months",
        },
    ),
    "agreement.move_need": Example(
        at("agreement"), lambda r, s: {"need": r.of(Need, 0, "workshop"), "place": 1, "up": False}
    ),
    "agreement.move_task": Example(
        at("agreement"), lambda r, s: {"task": r.of(Task, 0, "workshop"), "place": 1, "up": False}
    ),
    "agreement.reword_task": Example(
        at("agreement"),
        lambda r, s: {
            **_read(r.of(Task, 0, "workshop"), "task", "what", "responsible", "due"),
            "what": f"Task {s}",
            "responsible": "Head",
            "due": None,
        },
    ),
    "agreement.remove_need": Example(at("agreement"), lambda r, s: {"need": r.of(Need, 0, "workshop")}),
    "agreement.add_task": Example(
        at("agreement"),
        lambda r, s: {"workshop": r.workshop, "what": "Write", "responsible": "Head", "due": None},
    ),
    "agreement.remove_task": Example(at("agreement"), lambda r, s: {"task": r.of(Task, 0, "workshop")}),
    "agreement.set_status": Example(
        since("agreement", last="closed"),
        lambda r, s: {"task": r.of(Task, 0, "workshop"), "status": ("doing", "done")[s]},
    ),
    "agreement.confirm_agreement": Example(
        at("agreement", "feedback"), lambda r, s: {"workshop": r.workshop}
    ),
    "agreement.need_of_heard": Example(at("agreement"), lambda r, s: {"line": r.of(Heard, 0, "workshop")}),
    "amending.amend_part": Example(
        AMENDING,
        lambda r, s: {
            "workshop": r.workshop,
            "part": "themes",
            "read": agreement.version_of(agreement.agreement_of(r.workshop), "themes"),
            "by": BY[s],
            "how_themes": f"So {s}",
        },
        scene=confirmed,
    ),
    "amending.amend_line": Example(
        AMENDING,
        lambda r, s: {
            **_read(r.of(Task, 0, "workshop"), "line", "what", "responsible", "due"),
            "by": BY[s],
            "what": f"Task {s}",
            "responsible": "Head",
            "due": None,
        },
        scene=confirmed,
    ),
    "amending.add_line": Example(
        AMENDING,
        lambda r, s: {
            "workshop": r.workshop,
            "kind": "need",
            "by": BY[0],
            "text": "Room",
            "horizon": "years",
        },
        scene=confirmed,
    ),
    "amending.take_out_line": Example(
        AMENDING, lambda r, s: {"line": r.of(Task, 0, "workshop"), "by": BY[s]}, scene=confirmed
    ),
}

NETWORK: dict[str, Example] = {
    "synthesis.take_quote": Example(since("agreement", last="closed"), _quote, scene=with_a_finding),
    "series.delete": Example(FOR_EVER, lambda r, s: _in_series(r), scene=in_a_series),
    "series_members.leave": Example(
        FOR_EVER, lambda r, s: _in_series(r, organisation=r.workshop.organisation), scene=in_a_series
    ),
    "series_workshops.put": Example(
        at("preparation"), lambda r, s: _in_series(r, workshop=r.workshop, turn_id=TURN), scene=in_a_series
    ),
    "series_workshops.take_out": Example(
        FOR_EVER, lambda r, s: _in_series(r, workshop=r.workshop), scene=in_a_series
    ),
}

EXAMPLES: dict[str, Example] = {
    **WORKSHOP,
    **PEOPLE,
    **FIRST_DIALOGUE,
    **THEMES,
    **SECOND_DIALOGUE,
    **SHARING,
    **AGREEMENT,
    **NETWORK,
}


def step_for(first: str, second: str) -> str:
    """Where both can be called; else the later of the two, since what was made before is still there."""
    one, other = EXAMPLES[first].steps, EXAMPLES[second].steps
    both = [step for step in one if step in other]
    if both:
        return min(both, key=lambda step: one.index(step) + other.index(step))
    return max(one[0], other[0], key=STEPS.index)
