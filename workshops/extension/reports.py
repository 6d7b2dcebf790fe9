"""A workshop's report in the form and language that somebody wants: `write`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.documents.report import (
    as_csv,
    as_pdf,
    as_word,
    as_zip,
    codec,
    one_page_word,
    pictures,
    schema,
)
from workshops.documents.report.blocks import Paper
from workshops.documents.report.one_page import OnePage
from workshops.extension import one_page, origin_marks, report_sections
from workshops.extension.print_cards import mark_picture
from workshops.models import Picture, Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


Tell = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True)
class Job:
    """One report while its forms are made: read once, laid out once, one picture in memory at a time."""

    workshop: Workshop
    language: str
    tell: Tell = silent

    @cached_property
    def found(self) -> report_sections.Found:
        return report_sections.read(self.workshop)

    @property
    def report(self) -> schema.Report:
        return self.found.report

    @cached_property
    def paper(self) -> Paper:
        return report_sections.paper(self.report, self.language)

    def picture(self, name: str, longest: int) -> bytes | None:
        """Of one that is missing or torn its place tells."""
        return self.opened(name, lambda file: pictures.shrunk(file, longest))

    def opened(self, name: str, read: Callable[[Any], bytes]) -> bytes | None:
        try:
            with self.found.pictures[name].image.open("rb") as file:
                return read(file)
        except (OSError, ValueError):
            return None

    def pictures_as_they_came(self) -> Iterator[tuple[str, bytes]]:
        for name in self.found.pictures:
            content = self.opened(name, lambda file: bytes(file.read()))
            if content is not None:
                yield name, content

    def one_page(self, less: int = 0) -> OnePage:
        return one_page.of(self.report, self.language, less=less)

    @property
    def name(self) -> str:
        return slugify(self.workshop.title)[:60].strip("-") or "dialogit"


def _page_pdf(job: Job) -> bytes:
    return as_pdf.one_page(job.one_page, marks())


def _page_word(job: Job) -> bytes:
    return one_page_word.made(job.one_page())


def _pdf(job: Job) -> bytes:
    return as_pdf.made(job.paper, job.picture, marks())


def _word(job: Job) -> bytes:
    return as_word.made(job.paper, job.picture)


def pdfs(job: Job) -> dict[str, bytes]:
    """Both, by their forms' keys, for those who want all: quicker than one after the other."""
    short, whole = as_pdf.both(job.one_page, job.paper, job.picture, marks())
    return {"page-pdf": short, "pdf": whole}


def _csv(job: Job) -> bytes:
    return as_csv.made(columns(), report_sections.rows(job.report))


def _json(job: Job) -> bytes:
    return codec.encode(job.report)


def _files(job: Job) -> Iterator[tuple[str, bytes]]:
    """The forms one by one, and then the pictures as they came."""
    forms = [(form, form.made) for form in FORMS.values() if form.made]
    job.tell(0, len(forms) + 1)
    set_together = pdfs(job)
    for done, (form, made) in enumerate(forms):
        job.tell(done, len(forms) + 1)
        yield f"{job.name}{form.ending}", set_together.get(form.key) or made(job)
    job.tell(len(forms), len(forms) + 1)
    yield from job.pictures_as_they_came()


def marks() -> dict[str, str]:
    """The picture of each mark by its key; what has none is marked as any theme."""
    return {key: str(mark_picture(key)) for key in ("", *origin_marks.keys())}


def columns() -> list[str]:
    return [
        _("Section"),
        _("Zone or theme"),
        _("Group"),
        _("Kind"),
        _("Text"),
        _("Figure"),
        _("Who is responsible"),
        _("By when"),
        _("Status"),
        _("How it went"),
        _("Told on"),
    ]


@dataclass(frozen=True)
class Form:
    """``of`` stands in the file's name, where it is not the whole report's.

    The zip, which is as large as all pictures, is not ``made`` in memory.
    """

    key: str
    label: str | StrPromise
    content_type: str
    made: Callable[[Job], bytes] | None
    of: str = ""

    @property
    def ending(self) -> str:
        """What the file's name has behind the workshop's."""
        return f"{self.of}.{self.key.rpartition('-')[2]}"


ONE_PAGE = "-one-page"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, Form] = {
    form.key: form
    for form in (
        Form("page-pdf", "PDF", "application/pdf", _page_pdf, ONE_PAGE),
        Form("page-docx", "Word", WORD, _page_word, ONE_PAGE),
        Form("pdf", "PDF", "application/pdf", _pdf),
        Form("docx", "Word", WORD, _word),
        Form("csv", gettext_lazy("Spreadsheet (CSV)"), "text/csv; charset=utf-8", _csv),
        Form("json", gettext_lazy("Data (JSON)"), "application/json", _json),
        Form("zip", gettext_lazy("All of them with the pictures (zip)"), "application/zip", None),
    )
}


def write(out: IO[bytes], workshop: Workshop, form: str, language: str, tell: Tell = silent) -> None:
    """Write the report as it stands now, whatever step the workshop is at. Reads only.

    Two calls at one ``rev`` differ in no more than the day on which they were made. ``tell(done, total)``
    hears how far it is, where that is known; what it raises ends the making.
    """
    job, made = Job(workshop, language, tell), FORMS[form].made
    with translation.override(language):
        if made:
            out.write(made(job))
        else:
            as_zip.write(_files(job), out)


def file_name(workshop: Workshop, form: str, language: str) -> str:
    return f"{Job(workshop, language).name}-{language}{FORMS[form].ending}"


def address_by_code(picture: Picture) -> str:
    return reverse("workshops:report_picture", args=[picture.workshop.code, picture.pk])


def page_of(workshop: Workshop, address_of: Callable[[Picture], str] = address_by_code) -> dict[str, Any]:
    """What ``workshops/report.html`` shows, in the active language; pictures where its reader finds them."""
    job = Job(workshop, translation.get_language() or workshop.language)
    return {
        "workshop": workshop,
        "paper": job.paper,
        "pictures": {file: address_of(row) for file, row in job.found.pictures.items()},
        "downloads": downloads(of_one_page=False),
        "languages": languages(),
    }


def one_page_of(workshop: Workshop) -> dict[str, Any]:
    """What ``workshops/one_page.html`` shows, in the active language."""
    job = Job(workshop, translation.get_language() or workshop.language)
    return {
        "workshop": workshop,
        "page": job.one_page(),
        "downloads": downloads(of_one_page=True),
        "languages": languages(),
    }


def downloads(*, of_one_page: bool) -> list[Form]:
    return [form for form in FORMS.values() if (form.of == ONE_PAGE) is of_one_page]


def languages() -> list[tuple[str, str]]:
    return [
        (code, translation.get_language_info(code)["name_local"].capitalize())
        for code, _name in settings.LANGUAGES
    ]
