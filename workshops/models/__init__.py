from workshops.models.agreement import (
    Agreement,
    AgreementComment,
    Amendment,
    DebriefNote,
    FeedbackAnswer,
    FeedbackScore,
    Heard,
    Need,
    PrivateNote,
    Task,
)
from workshops.models.areas import Area
from workshops.models.builds import Build
from workshops.models.console import LastAct, OwnScript, Star
from workshops.models.facilitation import Facilitation
from workshops.models.follow_up import CalendarFeed, NextTime, Reminder, Subscriber, TaskAnswer
from workshops.models.invitations import FacilitatorInvitation, MembershipInvitation
from workshops.models.open_space import Contribution, OpenSpaceGroup, Picture
from workshops.models.organisations import Membership, Organisation, User
from workshops.models.pending_erasure import PendingErasure
from workshops.models.people import Participant, PhoneCode
from workshops.models.recipients import Recipient, ReportLink
from workshops.models.sharing import Sharing
from workshops.models.themes import JokerSupport, JokerTopic, Theme, ThemeVote
from workshops.models.withdrawn import Withdrawn
from workshops.models.workshop import Workshop

__all__ = [
    "Agreement",
    "AgreementComment",
    "Amendment",
    "Area",
    "Build",
    "CalendarFeed",
    "Contribution",
    "DebriefNote",
    "Facilitation",
    "FacilitatorInvitation",
    "FeedbackAnswer",
    "FeedbackScore",
    "Heard",
    "JokerSupport",
    "JokerTopic",
    "LastAct",
    "Membership",
    "MembershipInvitation",
    "Need",
    "NextTime",
    "OpenSpaceGroup",
    "Organisation",
    "OwnScript",
    "Participant",
    "PendingErasure",
    "PhoneCode",
    "Picture",
    "PrivateNote",
    "Recipient",
    "Reminder",
    "ReportLink",
    "Sharing",
    "Star",
    "Subscriber",
    "Task",
    "TaskAnswer",
    "Theme",
    "ThemeVote",
    "User",
    "Withdrawn",
    "Workshop",
]
