"""The phases of the first dialogue and of what comes before it, one row each.

Source: design/method.md, "The course of a workshop".
"""

from django.utils.translation import gettext_lazy as _

from workshops.course.phase import Phase, Words

PHASES: tuple[Phase, ...] = (
    Phase(
        "preparation",
        words=(
            Words(
                name=_("Preparation"),
                question=_("We begin soon"),
                say_now=_(
                    "Try the code on your own phone and see that the projector reads from the back row. "
                    "Agree with your colleague which of you leads and which writes down the main points."
                ),
            ),
        ),
        shows_principles=True,
    ),
    Phase(
        "welcome",
        words=(
            Words(
                name=_("Welcome"),
                question=_("What can we learn from each other today?"),
                say_now=_(
                    "Welcome. Today we find out together which situations in our work stir worry and "
                    "which do not, and what keeps worry away; you are the experts. Join with the code on "
                    "the screen, and leave out your name if you like. Our four tables are four zones of "
                    "worry. A zone tells how a situation feels to us; nobody is registered or classified "
                    "by it."
                ),
            ),
        ),
        dialogue=1,
        minutes=10,
        least=5,
        shows_principles=True,
        seats_people=True,
    ),
    Phase(
        "cafe",
        words=(
            Words(
                name=_("Round 1"),
                question=_("Which situations do we meet in our work?"),
                say_now=_(
                    "Walk to your table, and see that it has a host, who stays when the others move on. "
                    "Talk first, then write one thing on each note: situations, never people."
                ),
            ),
            Words(
                name=_("Round 2"),
                question=_("What do we recognise, and what helps?"),
                say_now=_(
                    "Hosts, tell the new group in two sentences what came up in the last one. "
                    "Then add: what do we recognise, what is missing?"
                ),
            ),
            Words(
                name=_("Round 3"),
                question=_("What do we share, and what helps best?"),
                say_now=_(
                    "Hosts, tell what the table has gathered so far. "
                    "When you meet a situation you know, mark it as yours too, then ask what helps in it."
                ),
            ),
            Words(
                name=_("Round 4"),
                question=_("What has nobody said yet?"),
                say_now=_(
                    "You have now come to your last table. "
                    "Hosts, hand over once more; then let us listen for what nobody has said yet."
                ),
            ),
        ),
        dialogue=1,
        minutes=20,
        least=15,
        seats_people=True,
        writes_notes=True,
    ),
    Phase(
        "theming",
        words=(
            Words(
                name=_("Name the themes"),
                question=_("What belongs together, and what do we call it?"),
                say_now=_(
                    "Stay at this table and put together the notes that belong together. "
                    "Name each group with a question or a phrase, never a person; "
                    "some notes may stay outside."
                ),
            ),
        ),
        dialogue=1,
        minutes=15,
        least=10,
        seats_people=True,
        writes_notes=True,
    ),
    Phase(
        "sharing",
        words=(
            Words(
                name=_("Share together"),
                question=_("What came up at each table?"),
                say_now=_(
                    "Now we hear the tables one by one. "
                    "Hosts, what was talked about most, and what surprised you?"
                ),
            ),
        ),
        dialogue=1,
        minutes=20,
        least=10,
        seats_people=True,
        has_main_points=True,
    ),
    Phase(
        "choosing",
        words=(
            Words(
                name=_("Choose themes"),
                question=_("What do we want to work on next?"),
                say_now=_(
                    "Give your votes to what you would like to work on next time. "
                    "We look at the result together when everyone is ready."
                ),
                say_then=_(
                    "Here is what you chose. Which of these belong together, and which do we take along to "
                    "our next dialogue? The joker theme always comes along."
                ),
            ),
        ),
        dialogue=1,
        minutes=10,
        least=5,
        seats_people=True,
        sorts_themes=True,
    ),
)
