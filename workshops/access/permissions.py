"""Who looks at a workshop and what they may do there. No HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workshops.access.devices import Device
from workshops.course import phases
from workshops.models import Participant, Picture, User, Workshop


class Role(StrEnum):
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"


class ReaderRole(StrEnum):
    """As what somebody reads the report: a guest has the workshop's code, a recipient a link of their own."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"
    GUEST = "guest"
    RECIPIENT = "recipient"


@dataclass(frozen=True)
class Viewer:
    """Someone inside a workshop: a participant with their device, or a facilitator."""

    role: Role
    workshop: Workshop
    participant: Participant | None = None
    device: Device | None = None
    user: User | None = None

    def prove(self, *thing: object) -> str:
        """The device's proof for a thing; empty for viewers that write nothing of their own."""
        return self.device.prove(*thing) if self.device else ""


def can_write(viewer: Viewer, *in_phases: str) -> bool:
    """Participants write while the workshop stands in one of these phases (any open one if none given)."""
    phase = viewer.workshop.phase
    return viewer.role == Role.PARTICIPANT and (
        phase in in_phases if in_phases else phase not in (phases.FIRST, phases.LAST)
    )


def can_change_own(viewer: Viewer, thing: object, proof: str) -> bool:
    """Writers change their own text from their own device until the workshop closes."""
    return bool(proof) and can_write(viewer) and viewer.prove(thing) == proof


def can_read_report(viewer: Viewer) -> bool:
    return viewer.role == Role.FACILITATOR or viewer.workshop.report_shared


def can_see_picture(viewer: Viewer, picture: Picture) -> bool:
    """What a facilitator has hidden is for facilitators alone, who may show it again."""
    return not picture.hidden or viewer.role == Role.FACILITATOR


def can_coordinate(user: Any) -> bool:
    """Coordinators of at least one organisation, and operators."""
    return bool(user.is_active and (user.is_superuser or (user.is_authenticated and user.coordinated)))


def can_look_after(user: Any, workshop: Workshop) -> bool:
    """Coordinators of its organisation and operators; a rehearsal is nobody's but those who practise."""
    if workshop.is_rehearsal or not can_coordinate(user):
        return False
    return bool(user.is_superuser or workshop.organisation_id in user.coordinated)


def is_member(user: User, workshop: Workshop) -> bool:
    """Of its organisation, as all its facilitators are but guests."""
    return user.memberships.filter(organisation=workshop.organisation_id).exists()


def can_manage_account(user: User, other: User) -> bool:
    """Coordinators change accounts that belong to their organisations alone, and no operator's."""
    if user.is_superuser:
        return True
    elsewhere = other.memberships.exclude(organisation__in=user.coordinated)
    return not (other.is_superuser or elsewhere.exists())
