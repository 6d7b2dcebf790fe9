"""Markup as it is compared: how a template is laid out over lines says nothing about the page."""

from __future__ import annotations

import re
from html import unescape

TAG = re.compile(r"<[^>]*>")


def text_of(html: str | bytes) -> str:
    """What one reads: no tags, one space between words."""
    text = html.decode() if isinstance(html, bytes) else html
    return " ".join(unescape(TAG.sub(" ", text)).split())


def flat(html: str | bytes) -> str:
    """One line: one space in each tag and text, none beside a tag."""
    text = html.decode() if isinstance(html, bytes) else html
    text = TAG.sub(lambda tag: re.sub(r"\s+>$", ">", re.sub(r"\s+", " ", tag[0])), text)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", text)).strip()
