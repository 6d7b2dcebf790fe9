"""What a simulated participant may do with each form and button of the stage.

An act takes the page, the control and the person's hand, and gives what to send, or None when this is not
the moment for it. A new kind of control needs one line in ``ACTS``, by the name of the URL it posts to.
"""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dialogit.demo.page import Control, Page
from dialogit.demo.texts.spoken import FINNISH, Spoken

Data = dict[str, str | list[str]]
MAX_GROUPS = 7
VOTES_EACH, PEARLS_EACH = 3, 3


@dataclass
class Hand:
    """One person's chance, what the whole room has said so far, as nobody repeats another, and a language."""

    chance: random.Random = field(default_factory=random.Random)
    said: set[str] = field(default_factory=set)
    spoken: Spoken = FINNISH

    def unsaid(self, page: Page, lines: Iterable[str]) -> list[str]:
        return [line for line in lines if line not in page.words and line not in self.said]

    def say(self, page: Page, lines: Iterable[str]) -> str | None:
        """One of the lines that nobody has written yet, None when there is none left."""
        left = self.unsaid(page, lines)
        if not left:
            return None
        line = self.chance.choice(left)
        self.said.add(line)
        return line


@dataclass(frozen=True)
class Act:
    """``weight``: how readily a person does this rather than something else on the page."""

    weight: float
    data: Callable[[Page, Control, Hand], Data | None]


def choose(page: Page, hand: Hand) -> tuple[Control, Data] | None:
    """One thing to do on this page now, and what to send for it."""
    by_name: dict[str, list[Control]] = defaultdict(list)
    for control in page.controls:
        if control.name in ACTS:
            by_name[control.name].append(control)
    for name in sorted(by_name, key=lambda n: hand.chance.random() ** (1 / ACTS[n].weight), reverse=True):
        for control in hand.chance.sample(by_name[name], len(by_name[name])):
            data = ACTS[name].data(page, control, hand)
            if data is not None:
                return control, control.sent | data
    return None


def written(text: str | None, **fields: str) -> Data | None:
    return {"id": str(uuid.uuid4()), "text": text, **fields} if text else None


def toggle_on(page: Page, control: Control, hand: Hand) -> Data | None:
    return {"on": "1"} if control.toggles and control.own not in page.own else None


# --- dialogue 1 ---


def write_note(page: Page, control: Control, hand: Hand) -> Data | None:
    """Each round has its share of the zone's notes, so that later groups have something to add."""
    notes = {text: kind for kind, text in hand.spoken.notes.get(page.zone, ())}
    left = [text for text in notes if text not in page.words]
    has_room = len(notes) - len(left) < len(notes) * (page.round or 4) // 4
    if not (left and has_room):
        return None
    text = hand.chance.choice(left)
    return written(text, kind=notes[text])


def take_the_table(page: Page, control: Control, hand: Hand) -> Data | None:
    """Somebody volunteers where there is no host; hosts stay."""
    return {"on": "1"} if "1" in control.choices("on") and hand.chance.random() < 0.3 else None


def loose_notes(page: Page, control: Control) -> list[str]:
    """The notes on offer that are in no theme group yet."""
    loose = {note for place, notes in page.lists.items() if place.startswith("loose-") for note in notes}
    return [value for value in control.choices("note") if f"note-{value}" in loose]


def name_a_theme(page: Page, control: Control, hand: Hand) -> Data | None:
    """Some notes that belong together get a name."""
    loose = loose_notes(page, control)
    titles = [title for title in hand.spoken.theme_groups.get(page.zone, ()) if title not in page.words]
    if len(loose) < 2 or not titles:
        return None
    together = hand.chance.sample(loose, min(len(loose), hand.chance.randint(2, 4)))
    return {"note": together, "title": hand.chance.choice(titles)}


def put_a_note(page: Page, control: Control, hand: Hand) -> Data | None:
    """Into a group that is there; a few notes may stay outside."""
    loose = loose_notes(page, control)
    return {"note": hand.chance.choice(loose)} if len(loose) > 2 else None


def vote(page: Page, control: Control, hand: Hand) -> Data | None:
    given = sum(token.startswith("vote-") for token in page.own)
    return toggle_on(page, control, hand) if given < VOTES_EACH else None


# --- dialogue 2 ---


def propose(page: Page, control: Control, hand: Hand) -> Data | None:
    return written(hand.say(page, hand.spoken.joker_topics))


def walk(page: Page, control: Control, hand: Hand) -> Data | None:
    """Who wanders finds a group; who is in one walks on now and then."""
    here = [token.removeprefix("here-") for token in page.own if token.startswith("here-")]
    elsewhere = [group for group in control.choices("group") if group and group not in here]
    wanders = here in ([], ["0"])
    may_walk = elsewhere and hand.chance.random() < (0.9 if wanders else 0.15)
    return {"group": hand.chance.choice(elsewhere)} if may_walk else None


def open_a_group(page: Page, control: Control, hand: Hand) -> Data | None:
    """Rarely, and not when there are many."""
    there = sum(len(move.choices("group")) for move in page.named("workshops:move_here"))
    if there > MAX_GROUPS or hand.chance.random() > 0.05 or not control.choices("theme"):
        return None
    place = hand.say(page, hand.spoken.places)
    return {"theme": hand.chance.choice(control.choices("theme")), "place": place} if place else None


def contribute(page: Page, control: Control, hand: Hand) -> Data | None:
    kinds = {text: kind for kind, text in hand.spoken.contributions}
    text = hand.say(page, kinds)
    return written(text, kind=kinds[text]) if text else None


def mark_pearl(page: Page, control: Control, hand: Hand) -> Data | None:
    """A group has a few pearls; while it still writes it marks them seldom, and it seldom unmarks one."""
    marked = sum(pearl.sent.get("on") == "0" for pearl in page.named(control.name))
    is_time = page.step == "pearls" or hand.chance.random() < 0.1
    return {} if control.sent.get("on") == "1" and marked < PEARLS_EACH and is_time else None


def tell_what_was_heard(page: Page, control: Control, hand: Hand) -> Data | None:
    return written(hand.say(page, hand.spoken.heard))


def comment(page: Page, control: Control, hand: Hand) -> Data | None:
    """Where the comments are about the demo's own draft, they wait until it is there."""
    draft = hand.spoken.draft
    is_drafted = not draft or any(what in page.words for what in draft)
    return written(hand.say(page, hand.spoken.comments)) if is_drafted else None


def give_feedback(page: Page, control: Control, hand: Hand) -> Data | None:
    if "feedback" in page.own:
        return None
    scores: Data = {name: hand.chance.choice(SCORES) for name in control.offers}
    words = hand.say(page, hand.spoken.feedback) if hand.chance.random() < 0.4 else None
    return scores | {"id": str(uuid.uuid4()), "text": words or ""}


SCORES = ("3", "4", "4", "4", "5", "5")
ACTS: dict[str, Act] = {
    "worryzones:post_note": Act(3, write_note),
    "worryzones:ours": Act(4, toggle_on),
    "worryzones:host": Act(1, take_the_table),
    "worryzones:make_theme_group": Act(4, name_a_theme),
    "worryzones:put_notes": Act(2, put_a_note),
    "workshops:vote": Act(1, vote),
    "workshops:propose_topic": Act(1, propose),
    "workshops:support_topic": Act(3, toggle_on),
    "workshops:move_here": Act(2, walk),
    "workshops:open_group": Act(1, open_a_group),
    "workshops:post_contribution": Act(4, contribute),
    "workshops:mark_pearl": Act(2, mark_pearl),
    "workshops:post_heard": Act(3, tell_what_was_heard),
    "workshops:post_comment": Act(1, comment),
    "workshops:feedback": Act(1, give_feedback),
}
