"""Coming back with a new phone: a code that the facilitator hands to one participant."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.devices import Device
from workshops.live.close_codes import CloseCode
from workshops.models import Participant, PhoneCode, Workshop
from workshops.models.workshop import new_code
from workshops.pushes import people as people_pushes
from workshops.refusals import Refused, Removed
from workshops.services import people

LENGTH = 6
TTL = timedelta(minutes=10)


def give(*, participant: Participant) -> str:
    """A new code for the participant; one that was given before is void. It is kept nowhere in the clear."""
    workshop = participant.workshop
    with live.writing(workshop) as write:
        if write.reread(participant, "workshop").removed:
            raise Refused(_("There is no longer a seat that a new phone could take over."))
        code = new_code(LENGTH)
        PhoneCode.objects.filter(until__lte=timezone.now()).delete()
        PhoneCode.objects.update_or_create(
            participant=participant,
            defaults={"code_hash": _hashed(workshop, code), "until": timezone.now() + TTL},
        )
        return code


def take_over(*, workshop: Workshop, code: str, device: Device) -> Participant | None:
    """The device is this participant from now on and their old one is nobody; None for a wrong code.

    Raises ``Removed`` when the device itself was taken off the workshop.
    """
    with live.writing(workshop) as write:
        found = (
            PhoneCode.objects.select_related("participant__workshop")
            .filter(code_hash=_hashed(workshop, code), until__gt=timezone.now())
            .filter(participant__workshop=workshop, participant__removed=False)
            .first()
        )
        if found is None:
            return None
        participant = found.participant
        found.delete()
        _give_up_own_seat(write, device, participant)
        participant.key_hash = device.hash_in(workshop.pk)
        participant.save(update_fields=["key_hash"])
        write.push(people_pushes.head_count(workshop))
        write.close_sockets(CloseCode.FORBIDDEN, participant_id=participant.pk)
        return participant


def _give_up_own_seat(write: live.Write, device: Device, participant: Participant) -> None:
    """Who has joined anew on the new phone before asking leaves that seat for the old one."""
    mine = write.workshop.participants.filter(key_hash=device.hash_in(write.workshop.pk))
    own = mine.exclude(pk=participant.pk).first()
    if own and own.removed:
        raise Removed
    if own:
        people.merge(write, own)


def _hashed(workshop: Workshop, code: str) -> str:
    """With the server's key, because so short a code could be tried out against a plain hash."""
    return salted_hmac("workshops.phone_codes", f"{workshop.pk}:{code}", algorithm="sha256").hexdigest()
