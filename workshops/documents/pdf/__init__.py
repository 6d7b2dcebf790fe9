"""Accessible PDF (PDF/UA-1) from our own Typst sources in this folder.

What people wrote goes in as JSON data and is never part of the source, so it stays plain text. Only the
fonts that the typst package carries are sure to be there; others help out with what these cannot show.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
# The standard allows no character without a glyph. Control characters never have one, and these surely do:
# Latin, Greek, Cyrillic, the usual punctuation and arrows are in the package's own fonts.
NEVER_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NOT_SURELY_SHOWN = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u017f\u0386-\u03ce\u0401-\u045f\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2193\u2212]"
)
STANDS_FOR_IT = "□"


def pdf(source: str, data: dict[str, Any]) -> bytes:
    """The document of ``source`` (a file here) about ``data``, which has a ``title`` and a ``language``."""
    data = _replaced(data, NEVER_SHOWN, STANDS_FOR_IT)
    try:
        return _compiled(source, data)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _compiled(source, _replaced(data, NOT_SURELY_SHOWN, STANDS_FOR_IT))


def _compiled(source: str, data: dict[str, Any]) -> bytes:
    words = {"data": json.dumps(data, ensure_ascii=False)}
    return typst.compile(
        str(HERE / source), format="pdf", sys_inputs=words, pdf_standards="ua-1", root=str(HERE)
    )


def _replaced(data: Any, what: re.Pattern[str], by: str) -> Any:
    """The same data with something else in its texts."""
    if isinstance(data, str):
        return what.sub(by, data)
    if isinstance(data, dict):
        return {key: _replaced(value, what, by) for key, value in data.items()}
    return [_replaced(value, what, by) for value in data] if isinstance(data, list) else data
