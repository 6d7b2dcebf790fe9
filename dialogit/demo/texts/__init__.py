"""A Finnish workshop for the demo, as plain data (source: design/method.md, "The course").

Made up and not translated.
"""

from dialogit.demo.texts.agreement import (
    COMMENTS,
    FEEDBACK_WORDS,
    HEARD,
    HOW_IT_WENT,
    HOW_RESULTS,
    HOW_THEMES,
    LAST_WORD,
    MAIN_POINTS,
    NEEDS,
    TASKS,
)
from dialogit.demo.texts.around import (
    COUNTY,
    EARLIER,
    HOME_UNITS,
    MUNICIPALITIES,
    NAMES,
    ORGANISATION,
    PLACE,
    RECIPIENTS,
    REGIONAL,
    TITLE,
)
from dialogit.demo.texts.cafe import (
    NOTES,
    THEME_GROUPS,
)
from dialogit.demo.texts.open_space import (
    CONTRIBUTIONS,
    JOKER_TOPICS,
    PLACES,
    QUESTIONS,
)
from dialogit.demo.texts.practices import PRACTICES

__all__ = [
    "COMMENTS",
    "CONTRIBUTIONS",
    "COUNTY",
    "EARLIER",
    "FEEDBACK_WORDS",
    "HEARD",
    "HOME_UNITS",
    "HOW_IT_WENT",
    "HOW_RESULTS",
    "HOW_THEMES",
    "JOKER_TOPICS",
    "LAST_WORD",
    "MAIN_POINTS",
    "MUNICIPALITIES",
    "NAMES",
    "NEEDS",
    "NOTES",
    "ORGANISATION",
    "PLACE",
    "PLACES",
    "PRACTICES",
    "QUESTIONS",
    "RECIPIENTS",
    "REGIONAL",
    "TASKS",
    "THEME_GROUPS",
    "TITLE",
]
