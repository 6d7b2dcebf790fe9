from __future__ import annotations

from django.http import HttpResponse


def sheet(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet to keep."""
    return file(content, "text/csv; charset=utf-8", name)


def file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
