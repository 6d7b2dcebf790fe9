"""What simulated people say in English; notes and contributions are (kind, text)."""

from __future__ import annotations

NAMES: tuple[str, ...] = (
    "Alice", "Ben", "Clara", "Daniel", "Emma", "Frank", "Grace", "Henry",
    "Isla", "James", "Kate", "Leo", "Maya", "Noah", "Olivia", "Peter",
)  # fmt: skip

HOME_UNITS: tuple[str, ...] = (
    "Lakeside nursery",
    "Hilltop school",
    "Family centre",
    "Pupil welfare team",
    "Youth services",
)

NOTES: dict[int, tuple[tuple[str, str], ...]] = {
    1: (
        ("situation", "The morning circle runs by itself, because all of us know the order of the day."),
        ("situation", "At pick-up time we have a few words with every parent."),
        ("situation", "On trips everyone knows their task, and there is time for what children tell us."),
        ("situation", "We begin our team meetings with what went well this week."),
        ("situation", "A new family visits us, and nobody is in a hurry."),
        ("situation", "We plan our shifts together, and everyone has a say in turn."),
        ("helps", "We greet everyone by name at the door, every morning."),
        ("helps", "We tell families good news at once and do not save it for meetings."),
        ("helps", "Small groups: divided in three, we have time to listen."),
        ("helps", "Here it is fine to say that we don't know. Then we think together."),
        ("helps", "On Fridays we go through the next week in pairs. A quarter of an hour is enough."),
        ("helps", "We agree on the rules in August and look at them again after Christmas."),
    ),
    2: (
        ("situation", "Mornings have grown long for a while, and none of us has asked how things are."),
        ("situation", "We wonder whether to say something, but the day carries us on."),
        ("situation", "Our messages home have grown shorter, and so have the answers."),
        ("situation", "On the way home we still wonder whether we read the situation right."),
        ("situation", "We are not sure when it is the right moment to ask about absences."),
        ("situation", "Our meetings have grown quiet, and we have not brought it up."),
        ("helps", "We ring the same day and begin with something good."),
        ("helps", "We speak for ourselves: this made me wonder, how does it sound to you?"),
        ("helps", "We ask first how a parent sees it, and tell our own view after that."),
        ("helps", "Ten quiet minutes with a cup of coffee instead of a word at the door."),
        ("helps", "Ask, do not guess."),
        ("helps", "We practise with each other before a call that makes us nervous."),
    ),
    3: (
        ("situation", "Three services meet the same family, and we do not know each other's plans."),
        ("situation", "We have tried everything we know, and our means are running low."),
        ("situation", "We sit in many meetings, but none of us knows who takes things forward."),
        ("situation", "We wait for support for months and try to manage meanwhile."),
        ("situation", "Substitutes come and go, and what we agreed gets lost on the way."),
        ("situation", "We talk about the family more than with the family."),
        ("helps", "We ask the family to be there from the start, and think together who is needed."),
        ("helps", "One shared memo, written with the parent at the same table."),
        ("helps", "We name one adult whom everyone can ring, and agree when they ring back."),
        ("helps", "Everyone spoke without being interrupted. It changed the whole tone."),
        ("helps", "We cut the matter so small that some of it works next week."),
        ("helps", "We ask for advice in time and say openly that our means are few."),
    ),
    4: (
        ("situation", "We have rung every number and do not know who takes over."),
        ("situation", "We dare not leave it over the weekend, but do not know who is responsible."),
        ("situation", "Something has to happen today, and we are alone with it."),
        ("situation", "The network meets, but we talk past each other and blame the queues."),
        ("situation", "Trust is gone, and we cannot think how to go on with the talk."),
        ("situation", "The same situation has taken our strength, and we have nothing new to suggest."),
        ("helps", "We ring the duty line together. Nobody is left alone."),
        ("helps", "A card on the wall: who rings, whom, who stays with the children."),
        ("helps", "We tell the family ourselves what we will do, and offer to come along."),
        ("helps", "We stop the meeting and ask everyone: what matters most now?"),
        ("helps", "In a crisis clarity helps: what now, what in an hour, what tomorrow."),
        ("helps", "One calm adult talks, the others look after everything else."),
    ),
}

THEME_GROUPS: dict[int, tuple[str, ...]] = {
    1: ("Which small habits make a good day?", "Time to meet", "Showing what works"),
    2: ("How do we bring it up in time?", "Wondering together with families"),
    3: ("Who holds the threads?", "When our means run low"),
    4: ("So that nobody is left alone", "What now, what tomorrow?"),
}

JOKER_TOPICS: tuple[str, ...] = (
    "Moving into the new school",
    "What would children wish from us?",
    "How do we look after each other?",
    "A common language with families",
)

PLACES: tuple[str, ...] = (
    "the window table",
    "the library",
    "room 204",
    "the sofas in the hall",
    "the stage",
)

CONTRIBUTIONS: tuple[tuple[str, str], ...] = (
    ("works", "An open morning coffee once a month, without an agenda."),
    ("works", "A call home when nothing is wrong."),
    ("works", "In pairs at meetings: one talks, one listens, and we change half-way."),
    ("works", "Pictures and plain language in messages, so that every home can follow."),
    ("turning_point", "We asked parents what they are proud of in their everyday life."),
    ("turning_point", "We stopped looking for who is to blame and looked for the next step."),
    ("turning_point", "Somebody said aloud: I do not know what to do."),
    ("success", "The autumn began well, because we had met the families in the yard in June."),
    ("success", "The talk we had feared for a month took a quarter of an hour and ended with thanks."),
    ("success", "Going back to school worked in small steps, at a pace agreed together."),
    ("failure", "We asked nine professionals to come, and the family had no turn to speak."),
    ("failure", "We made a fine form that nobody filled in."),
    ("failure", "We promised to come back to it and forgot."),
    ("essence", "The calm of an adult. Hurry is catching, but so is calm."),
    ("essence", "Curious, not certain."),
    ("essence", "Small promises are kept."),
    ("practice", "The three-week rule: we come back to what was agreed within three weeks."),
    ("practice", "A walking meeting: a hard matter is talked over side by side."),
    ("practice", "The first question when children move on is always: what has worked?"),
    ("practice", "At the end of a meeting everyone says what they do next week."),
    ("came_up", "How to say a small worry aloud so that the other stays with us"),
    ("keyword", "trust"),
    ("keyword", "listening"),
    ("keyword", "small steps"),
    ("keyword", "hope"),
)

HEARD: tuple[str, ...] = (
    "Others too are nervous about bringing things up.",
    "A lot works here; we just don't tell each other.",
    "I heard a great deal of hope.",
    "A small worry is worth saying aloud.",
    "Nobody wants to be alone with a hard matter.",
    "I heard my own thought from somebody else.",
    "Trust is built on ordinary days.",
    "We have the same aim, though our employers differ.",
    "One call at the right time can be enough.",
    "I heard that people want to go on.",
)

COMMENTS: tuple[str, ...] = (
    "The trial is of the right size. We can do this too.",
    "Could youth services be asked to join?",
    "Let us also ask families how it went for them.",
)

FEEDBACK_WORDS: tuple[str, ...] = (
    "Good to talk in peace for once.",
    "I take two ideas home and begin on Monday.",
    "The rounds were just long enough.",
    "A little more time at the last table.",
    "I am not alone with these things.",
)
