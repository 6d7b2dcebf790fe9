"""What is told beside a practice, and what of it this reader may remove."""

from __future__ import annotations

from dataclasses import dataclass

from practices.models import Experience, Practice
from practices.queries import curation
from workshops.access.devices import Device


@dataclass(frozen=True)
class Told:
    experience: Experience
    may_remove: bool


def beside(practice: Practice, *, device: Device | None, may_curate: bool) -> list[Told]:
    """With those that were removed, which are told by their day."""
    return [
        Told(row, not row.removed_on and (may_curate or is_own(row, device)))
        for row in curation.told_of(practice)
    ]


def is_own(experience: Experience, device: Device | None) -> bool:
    """Whether the device can prove it. Nothing proves one that is some weeks old."""
    return bool(device and experience.proof and device.prove("experience", experience.pk) == experience.proof)
