"""What the facilitator says and what the room sees at each step (source: design/method.md, "The course").

`SAY_NOW` and `ROOM_QUESTION` map a step's key to a text and have the same keys: the phases, with the café
split into its rounds ("cafe-1" … "cafe-4"). In preparation, interlude and closed `SAY_NOW` is advice to the
facilitator, elsewhere it is meant to be said aloud.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SAY_NOW: dict[str, StrPromise] = {
    "preparation": _(
        "Try the code on your own phone and see that the projector reads from the back row. "
        "Agree with your colleague which of you leads and which writes down the main points."
    ),
    "welcome": _(
        "Welcome. You are the experts here, and today we learn from each other. "
        "Join with the code on the screen; you need no account, and you may leave out your name."
    ),
    "cafe-1": _(
        "Walk to your table, and see that it has a host, who stays when the others move on. "
        "Talk first, then write one thing on each note: situations, never people."
    ),
    "cafe-2": _(
        "Hosts, tell the new group in two sentences what the last one found. "
        "Then add: what do we recognise, what is missing?"
    ),
    "cafe-3": _(
        "Hosts, tell what the table has gathered so far. "
        "When you meet a situation you know, mark it as yours too, then ask what helps in it."
    ),
    "cafe-4": _(
        "You have now come to your last table. "
        "Hosts, hand over once more; then let us listen for what nobody has said yet."
    ),
    "theming": _(
        "Stay at this table and put together the notes that belong together. "
        "Name each group with a question or a phrase, never a person; some notes may stay outside."
    ),
    "sharing": _(
        "Now we hear the tables one by one. Hosts, what was talked about most, and what surprised you?"
    ),
    "choosing": _(
        "Give your votes to what you would like to work on next time. "
        "We look at the result together when everyone is ready."
    ),
    "interlude": _(
        "Join themes that overlap, and word each one as a question people will want to talk about. "
        "Send the invitation to the second dialogue early; those who missed the first are welcome too."
    ),
    "opening": _(
        "Today you choose where you go and how long you stay. "
        "First we decide together what the joker is about, and then each group gets its place."
    ),
    "open_space": _(
        "The space is open: walk to the group that draws you. "
        "You may change groups whenever you like, or open a new one."
    ),
    "pearls": _(
        "Now each group tells its pearls, one at a time. "
        "A pearl is something you want all of us to carry home, so a few words are enough."
    ),
    "agreement": _(
        "First write one line: what did you hear today? "
        "Then we agree what happens next, who sees to it and by when; to stop here is a good outcome too."
    ),
    "feedback": _(
        "Take two minutes to tell on your phone what this was like for you. Your answers carry no name."
    ),
    "closed": _(
        "See that the report has reached those you named, and put the follow-up in your calendar. "
        "Then take a moment with your colleague: what would you do the same way again?"
    ),
}

ROOM_QUESTION: dict[str, StrPromise] = {
    "preparation": _("We begin soon"),
    "welcome": _("What can we learn from each other today?"),
    "cafe-1": _("Which situations do we meet in our work?"),
    "cafe-2": _("What do we recognise, and what helps?"),
    "cafe-3": _("What do we share, and what helps best?"),
    "cafe-4": _("What has nobody said yet?"),
    "theming": _("What belongs together, and what do we call it?"),
    "sharing": _("What did each table find?"),
    "choosing": _("What do we want to work on next?"),
    "interlude": _("What has stayed with you since last time?"),
    "opening": _("What matters most to us right now?"),
    "open_space": _("Where do your feet take you?"),
    "pearls": _("What do we want everyone to carry home?"),
    "agreement": _("What happens next, and who sees to it?"),
    "feedback": _("What was this like for you?"),
    "closed": _("Thank you for thinking together"),
}
