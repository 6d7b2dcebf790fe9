"""Files that a page gives to keep."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes, content_type: str, name: str, *, as_attachment: bool = True) -> HttpResponse:
    """``as_attachment``: kept by the browser, not shown by it."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment, name)}
    return HttpResponse(content, content_type=content_type, headers=headers)


def sheet(content: bytes, name: str) -> HttpResponse:
    return download(content, "text/csv; charset=utf-8", name)
