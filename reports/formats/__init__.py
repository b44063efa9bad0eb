"""Formats in which a report is downloaded: one file a format, one class each, found by the registry."""

from datetime import date
from functools import cache
from typing import Any, Protocol, runtime_checkable

from django.utils.text import slugify

from reports.formats.parsed import NOT_AS, ODD, Files, ParsedFile, RowError
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

NOT_KNOWN = Message("is none of the files that can be read here: {known}.")


class Format(Protocol):
    """What each file of this folder offers. ``loses`` is a sentence on what the format leaves out, or "".

    ``ending`` is that of its files; ``group`` says whether it is for ``people`` or for ``tools``.
    """

    slug: str
    ending: str
    group: str
    title: str
    media_type: str
    loses: str

    def write(self, report: Any) -> bytes:
        """The ``Report`` in this format; where it has ``of_marks``, a ``ArticleAnnotations``, with its
        passages where it has ``of_passages``, too; where ``of_record``, a record."""
        ...


@runtime_checkable
class ImportableFormat(Format, Protocol):
    """A format that can be read back, too."""

    def fits(self, files: Files) -> bool:
        """Whether these files are of this format, as far as a glance tells."""
        ...

    def read(self, files: Files) -> ParsedFile:
        """What is in them; what cannot be taken is among the problems. Raises ``RowError``."""
        ...


def read(files: Files) -> tuple[ImportableFormat, ParsedFile]:
    """The format that the files fit first, and what it reads in them. Raises ``RowError`` where none fits."""
    for kind in importable_formats():
        if kind.fits(files):
            try:
                return kind, kind.read(files)
            except RowError:
                raise
            except ODD:
                raise RowError(NOT_AS.format(format=str(kind.title))) from None
    raise RowError(NOT_KNOWN.format(known=", ".join(str(kind.title) for kind in importable_formats())))


def importable_formats() -> list[ImportableFormat]:
    """The formats that can be read back."""
    return [kind for kind in formats().values() if isinstance(kind, ImportableFormat)]


@cache
def formats() -> dict[str, Format]:
    """Every format by its slug."""
    return load_plugins("reports.formats.documents", "reports.formats.interchange")


def by_group() -> list[tuple[str, list[Format]]]:
    """The formats for people, and those for tools, as pages list them."""
    kinds = formats().values()
    return [(group, [kind for kind in kinds if kind.group == group]) for group in ("people", "tools")]


def for_people() -> list[Format]:
    """Those that pages offer first."""
    return dict(by_group())["people"]


def of_marks(kind: Format) -> bool:
    """Whether it holds marks alone, for which no report need be counted."""
    return getattr(kind, "of_marks", False)


def of_passages(kind: Format) -> bool:
    """Whether it holds marks and the passages they make."""
    return getattr(kind, "of_passages", False)


def of_record(kind: Format) -> bool:
    """Whether it is made of everything that is kept, and not of the report."""
    return getattr(kind, "of_record", False)


def file_name(title: str, slug: str, today: date) -> str:
    """The article’s title and the day: ``harbour-bridge-report-2024-03-04.pdf``."""
    said = slugify(title, allow_unicode=True)[:80].strip("-") or "article"
    return f"{said}-report-{today.isoformat()}.{formats()[slug].ending}"
