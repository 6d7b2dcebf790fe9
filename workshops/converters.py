"""Path converters: what a part of an address may be."""

from __future__ import annotations

from django.urls.converters import IntConverter


class RowId(IntConverter):
    """``<id:theme>``: the id of a row. What no database could hold has no page, and is asked of none."""

    regex = "[0-9]{1,18}"
