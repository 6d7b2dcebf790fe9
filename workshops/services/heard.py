"""Writes about *what I heard today* and comments on the draft: one line each, withdrawn by their writer."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live
from workshops.access.devices import Device
from workshops.models import Agreement, AgreementComment, Heard, Workshop
from workshops.pushes import agreement as agreement_pushes
from workshops.refusals import Refused
from workshops.services import hiding, posting, withdrawing


def add_heard(*, workshop: Workshop, device: Device, id: UUID, text: str) -> Heard:
    """Posts a line. The same ``id`` again changes nothing and returns what is there."""
    with live.writing(workshop) as write:
        write.require(
            "agreement",
            otherwise=_("What you heard is not being written right now. Your text is still here."),
        )
        line, is_new = posting.post_once(write, Heard(pk=id, workshop=workshop, text=text), device=device)
        if is_new:
            write.push(*agreement_pushes.heard(workshop, id))
        return line


def edit_heard(*, line: Heard, text: str) -> None:
    with live.writing(line.workshop) as write:
        if write.reread(line, "workshop").text != text:
            line.text = text
            line.save(update_fields=["text"])
            _push(write, line)


def withdraw_heard(*, line: Heard, device: Device | None = None) -> None:
    with live.writing(line.workshop) as write:
        withdrawing.withdraw(write, line, device=device)
        _push(write, line)


def _push(write: live.Write, line: Heard) -> None:
    """What is hidden one phone shows, and nobody is to know which."""
    if line.hidden:
        write.refetch()
    else:
        write.push(*agreement_pushes.heard(write.workshop, line.pk))


def add_comment(*, workshop: Workshop, device: Device, id: UUID, text: str) -> AgreementComment:
    """Comments on the draft, as long as it is one."""
    with live.writing(workshop) as write:
        write.require(
            "agreement", otherwise=_("The draft does not take comments right now. Your text is still here.")
        )
        _refuse_when_confirmed(workshop, id)
        row = AgreementComment(pk=id, workshop=workshop, text=text)
        comment, is_new = posting.post_once(write, row, device=device)
        if is_new:
            write.push(*agreement_pushes.comment(workshop, id))
        return comment


def _refuse_when_confirmed(workshop: Workshop, id: UUID) -> None:
    """A comment that was stored before is still answered as stored."""
    confirmed = Agreement.objects.filter(workshop=workshop, confirmed_at__isnull=False).exists()
    if confirmed and not AgreementComment.objects.filter(pk=id).exists():
        raise Refused(
            _("The agreement has been confirmed and can no longer be commented on. Tell the facilitator.")
        )


def remove_comment(*, comment: AgreementComment, device: Device | None = None) -> None:
    """Its writer takes it back, with their ``device``, or a facilitator removes it for good."""
    with live.writing(comment.workshop) as write:
        withdrawing.withdraw(write, comment, device=device)
        write.push(*agreement_pushes.comment(comment.workshop, comment.pk))


hiding.register(
    hiding.Hideable(
        key="line",
        model=Heard,
        workshop_path=Heard.workshop_path,
        hidden=gettext_lazy("A line was hidden."),
        shown=gettext_lazy("A line is shown again."),
        withdrawn=gettext_lazy("Its writer has removed this line."),
    )
)


def _settle_comment(write: live.Write, comment: AgreementComment) -> None:
    _refuse_when_confirmed(write.workshop, comment.pk)


withdrawing.register(withdrawing.Withdrawable(Heard, "heard"))
withdrawing.register(withdrawing.Withdrawable(AgreementComment, "comment", settle=_settle_comment))
