from workshops.models.agreement import (
    Agreement,
    AgreementComment,
    DebriefNote,
    FeedbackAnswer,
    Heard,
    Need,
    PrivateNote,
    Task,
)
from workshops.models.areas import Area
from workshops.models.console import LastAct, OwnScript
from workshops.models.facilitation import Facilitation
from workshops.models.open_space import Contribution, OpenSpaceGroup, Picture
from workshops.models.organisations import Membership, Organisation, User
from workshops.models.practices import Practice, Sharing
from workshops.models.themes import JokerSupport, JokerTopic, Theme, ThemeVote
from workshops.models.traces import Trace
from workshops.models.withdrawn import Withdrawn
from workshops.models.workshop import Participant, PhoneCode, Workshop

__all__ = [
    "Agreement",
    "AgreementComment",
    "Area",
    "Contribution",
    "DebriefNote",
    "Facilitation",
    "FeedbackAnswer",
    "Heard",
    "JokerSupport",
    "JokerTopic",
    "LastAct",
    "Membership",
    "Need",
    "OpenSpaceGroup",
    "Organisation",
    "OwnScript",
    "Participant",
    "PhoneCode",
    "Picture",
    "Practice",
    "PrivateNote",
    "Sharing",
    "Task",
    "Theme",
    "ThemeVote",
    "Trace",
    "User",
    "Withdrawn",
    "Workshop",
]
