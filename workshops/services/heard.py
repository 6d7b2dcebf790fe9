"""Writes about *what I heard today* and comments on the draft: one line each, withdrawn by their writer."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import inverses, live
from workshops.access.devices import Device
from workshops.access.permissions import Role
from workshops.models import Agreement, AgreementComment, Heard, Workshop
from workshops.queries import agreement as queries
from workshops.queries.course import locked
from workshops.refusals import Refused
from workshops.services import undoing


@transaction.atomic
def add_heard(*, workshop: Workshop, device: Device, id: UUID, text: str) -> Heard:
    """Posts a line. The same ``id`` again changes nothing and returns what is there."""
    line, is_new = Heard.objects.get_or_create(
        pk=id, defaults={"workshop": workshop, "text": text, "proof": device.prove(id)}
    )
    if is_new:
        live.changed(workshop, *heard_fragments(workshop, id))
    elif (line.workshop_id, line.proof) != (workshop.pk, device.prove(id)):
        raise Refused(_("This line could not be saved. Write it once more."))
    return line


@transaction.atomic
def withdraw_heard(*, line: Heard) -> None:
    line_id = line.pk
    line.delete()
    live.changed(line.workshop, *heard_fragments(line.workshop, line_id))


@transaction.atomic
def hide_heard(*, line: Heard, hidden: bool) -> None:
    """A facilitator takes a line off everyone's screens, or shows it again. Can be undone."""
    key = "line_hidden" if hidden else "line_shown"
    _set_hidden(line, hidden, undoing.offer(line.workshop, key, line=str(line.pk)))


def _set_hidden(line: Heard, hidden: bool, *more: live.Fragment) -> None:
    line.hidden = hidden
    line.save(update_fields=["hidden"])
    live.changed(line.workshop, *heard_fragments(line.workshop, line.pk), *more)


def turn_back(workshop: Workshop, *, line: str) -> None:
    """Undoes `hide_heard`. A line that its writer has withdrawn meanwhile stays away."""
    found = Heard.objects.filter(pk=line, workshop=workshop).first()
    if found is None:
        raise Refused(_("Its writer has taken this line away."))
    _set_hidden(found, not found.hidden)


def register() -> None:
    inverses.add("line_hidden", gettext_lazy("A line was hidden."), turn_back)
    inverses.add("line_shown", gettext_lazy("A line is shown again."), turn_back)


@transaction.atomic
def add_comment(*, workshop: Workshop, device: Device, id: UUID, text: str) -> AgreementComment:
    """Comments on the draft, as long as it is one."""
    locked(workshop)
    here = AgreementComment.objects.filter(pk=id).first()
    if here is None:
        if Agreement.objects.filter(workshop=workshop, confirmed_at__isnull=False).exists():
            raise Refused(
                _("The agreement has been confirmed, so it takes no more comments. Tell the facilitator.")
            )
        here = AgreementComment.objects.create(pk=id, workshop=workshop, text=text, proof=device.prove(id))
        live.changed(workshop, *comment_fragments(workshop, id))
    elif (here.workshop_id, here.proof) != (workshop.pk, device.prove(id)):
        raise Refused(_("This line could not be saved. Write it once more."))
    return here


@transaction.atomic
def remove_comment(*, comment: AgreementComment) -> None:
    """Its writer takes it back, or a facilitator removes it; the row goes."""
    comment_id = comment.pk
    comment.delete()
    live.changed(comment.workshop, *comment_fragments(comment.workshop, comment_id))


def heard_fragments(workshop: Workshop, line_id: UUID) -> tuple[live.Fragment, ...]:
    def context() -> dict[str, object]:
        return queries.line_context(workshop, line_id)

    return (
        live.Fragment("workshops/stages/agreement.html#heard_pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment(
            "workshops/stages/agreement_console.html#heard_pushed", context, roles=(Role.FACILITATOR,)
        ),
        live.Fragment(
            "workshops/stages/agreement_projector.html#heard_pushed", context, roles=(Role.PROJECTOR,)
        ),
    )


def comment_fragments(workshop: Workshop, comment_id: UUID) -> tuple[live.Fragment, ...]:
    def context() -> dict[str, object]:
        return queries.comment_context(workshop, comment_id)

    return (
        live.Fragment("workshops/stages/agreement.html#comment_pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment(
            "workshops/stages/agreement_console.html#comment_pushed", context, roles=(Role.FACILITATOR,)
        ),
    )
