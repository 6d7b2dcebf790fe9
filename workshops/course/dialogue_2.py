"""The phases from the end of the first dialogue on, one row each.

Source: design/method.md, "The course of a workshop".
"""

from django.utils.translation import gettext_lazy as _

from workshops.course.phase import Phase, Words

PHASES: tuple[Phase, ...] = (
    Phase(
        "interlude",
        words=(
            Words(
                name=_("Between the dialogues"),
                question=_("What has stayed with you since last time?"),
                say_now=_(
                    "Put together themes that overlap, and word each one as a question people will want to "
                    "talk about. "
                    "Send the invitation to the second dialogue early; "
                    "those who missed the first are welcome too."
                ),
            ),
        ),
        sorts_themes=True,
        forgets_people=True,
    ),
    Phase(
        "opening",
        words=(
            Words(
                name=_("Opening"),
                question=_("What matters most to us right now?"),
                say_now=_(
                    "Today we share experiences of good practices of early open cooperation, which take "
                    "worry away or keep it away. By the law of two feet you choose where you go and how "
                    "long you stay. First we decide together what the joker theme is about, and then each "
                    "group gets its place."
                ),
            ),
        ),
        dialogue=2,
        minutes=10,
        least=5,
    ),
    Phase(
        "open_space",
        words=(
            Words(
                name=_("Working in groups"),
                question=_("Where do your feet take you?"),
                say_now=_(
                    "The groups begin: go to the one that interests you most. By the law of two feet you "
                    "may change groups whenever you like, and you may open a new one."
                ),
            ),
        ),
        dialogue=2,
        least=30,
        marks_pearls=True,
    ),
    Phase(
        "pearls",
        words=(
            Words(
                name=_("Pearls"),
                question=_("Which pearls and finest moments do we want everyone to carry home?"),
                say_now=_(
                    "Now each group tells its pearls, one at a time. "
                    "A pearl, or a finest moment, is something you want all of us to carry home; "
                    "a few words are enough."
                ),
            ),
        ),
        dialogue=2,
        minutes=20,
        least=10,
        marks_pearls=True,
        marks_shared=True,
        has_main_points=True,
    ),
    Phase(
        "agreement",
        words=(
            Words(
                name=_("What we agree"),
                question=_("What happens next, and who is responsible?"),
                say_now=_(
                    "First write one line: what did you hear today? The organiser says it last. "
                    "Then we agree what happens next, who is responsible and by when; "
                    "to stop here is a good outcome too."
                ),
            ),
        ),
        dialogue=2,
        minutes=20,
        least=15,
        marks_shared=True,
    ),
    Phase(
        "feedback",
        words=(
            Words(
                name=_("Feedback"),
                question=_("What was this like for you?"),
                say_now=_(
                    "Take two minutes to tell on your phone what this was like for you. "
                    "Your answers carry no name."
                ),
            ),
        ),
        dialogue=2,
        minutes=5,
        least=3,
        forgets_people=True,
    ),
    Phase(
        "closed",
        words=(
            Words(
                name=_("Closed"),
                question=_("Thank you for thinking together"),
                say_now=_(
                    "See that the report has reached those you named, "
                    "and put the follow-up in your calendar. "
                    "Then take a moment with your colleague: what would you do the same way again?"
                ),
            ),
        ),
        forgets_people=True,
    ),
)
