"""Markup as it is compared: how a template is laid out over lines says nothing about the page."""

from __future__ import annotations

import re

TAG = re.compile(r"<[^>]*>")


def flat(html: str | bytes) -> str:
    """One line: one space in each tag and text, none beside a tag."""
    text = html.decode() if isinstance(html, bytes) else html
    text = TAG.sub(lambda tag: re.sub(r"\s+>$", ">", re.sub(r"\s+", " ", tag[0])), text)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", text)).strip()
