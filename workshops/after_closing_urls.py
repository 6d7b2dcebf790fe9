"""The addresses of what is read, sent and told when a workshop is over: its report, links, follow-up."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from workshops.access.readers import as_reader, as_recipient
from workshops.views import documents, follow_up, recipients, reminders, report, report_editing


def read_by(guard: Callable[..., Callable[..., HttpResponse]], at: str, prefix: str = "") -> list[URLPattern]:
    """The report and its documents, for those who come by the code and for those who come by a link."""
    return [
        path(f"{at}report/", guard(report.report), name=f"{prefix}report"),
        path(f"{at}report/one-page/", guard(report.one_page), name=f"{prefix}one_page"),
        path(f"{at}report/documents/", guard(documents.ask), name=f"{prefix}ask_document"),
        path(f"{at}report/documents/<id:build>/", guard(documents.document), name=f"{prefix}document"),
        path(
            f"{at}report/documents/<id:build>/cancel/",
            guard(documents.cancel),
            name=f"{prefix}cancel_document",
        ),
        path(
            f"{at}report/documents/<id:build>/file/",
            guard(documents.document_file),
            name=f"{prefix}document_file",
        ),
        path(
            f"{at}report/pictures/<uuid:picture_id>/", guard(report.picture), name=f"{prefix}report_picture"
        ),
    ]


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No cookie is asked for: whoever knows the token in the address may do what is there."""
    return csrf_exempt(as_recipient(view))


patterns = [
    path("w/<str:code>/follow-up/", follow_up.page, name="follow_up"),
    path("w/<str:code>/follow-up/answers/", follow_up.answer, name="answer_follow_up"),
    path("w/<str:code>/follow-up/reminders/", follow_up.subscribe, name="subscribe"),
    path("run/<str:code>/share/", report.share, name="share_report"),
    path("run/<str:code>/report/", report_editing.edit, name="edit_report"),
    path("run/<str:code>/report/sections/", report_editing.leave_out, name="leave_out"),
    path("run/<str:code>/report/<str:part>/", report_editing.write, name="write_report"),
    path("run/<str:code>/follow-up/", follow_up.signed_in, name="follow_up_signed_in"),
    path("run/<str:code>/follow-up/tell/", follow_up.tell, name="tell_follow_up"),
    path("run/<str:code>/follow-up/next-time/", follow_up.note_for_next_time, name="note_for_next_time"),
    path("run/<str:code>/follow-up/reminders/", follow_up.want_reminders, name="want_reminders"),
    path("run/<str:code>/follow-up/calendar/", follow_up.turn_feed, name="turn_feed"),
    path("run/<str:code>/recipients/", recipients.page, name="recipients"),
    path("run/<str:code>/recipients/send/", recipients.send, name="send_report"),
    path("run/<str:code>/recipients/<id:recipient>/send/", recipients.send, name="send_again"),
    path("run/<str:code>/recipients/<id:recipient>/withdraw/", recipients.withdraw, name="withdraw_link"),
    path("run/<str:code>/recipients/<id:recipient>/correct/", recipients.correct, name="correct_address"),
    *read_by(as_reader, "w/<str:code>/"),
    path("reminders/<str:token>/", reminders.unsubscribe, name="unsubscribe"),
    path("reminders/<str:token>/confirm/", reminders.confirm, name="confirm_reminders"),
    path("calendars/<str:token>.ics", reminders.calendar_feed, name="calendar_feed"),
    path("r/<str:token>/", by_link(report.link), name="link"),
    path("r/<str:token>/open/", by_link(report.open_link), name="linked_open"),
    *read_by(by_link, "r/<str:token>/", "linked_"),
]
