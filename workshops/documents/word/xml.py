"""The XML behind what python-docx makes, for what it has no word, through its public `element`."""

from __future__ import annotations

from typing import Any


def of_paragraph(paragraph: Any) -> Any:
    return paragraph.paragraph_format.element


def of_run(run: Any) -> Any:
    return run.font.element


def of_table(table: Any) -> Any:
    """Around the rows, of which the first is around its cells; a cell always has a paragraph."""
    cell = of_paragraph(table.rows[0].cells[0].paragraphs[0]).getparent()
    return cell.getparent().getparent()
