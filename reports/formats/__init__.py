"""The formats in which a report is downloaded and annotations are imported: a module with one class for each."""

from datetime import date
from functools import cache
from typing import Any, Protocol, runtime_checkable

from django.utils.text import slugify

from reports.formats.json_rows import MALFORMED, NOT_AS
from reports.formats.parsed import Files, ParsedFile, RowError
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

UNKNOWN_FORMAT = Message("is in a format that cannot be imported. Supported formats: {known}.")


class Format(Protocol):
    """A format. ``limitations`` is a sentence about what it leaves out, or "".

    ``ending`` is the file name extension; ``group`` is ``people`` or ``tools``. ``write`` gets a ``Report`` unless an
    optional attribute says otherwise: ``of_marks`` for ``ArticleAnnotations``, which cost less (with ``of_passages``
    including the passages, with ``of_hints`` the hints), or ``of_record`` for the record of everything that is stored.
    """

    slug: str
    ending: str
    group: str
    title: str
    media_type: str
    limitations: str

    def write(self, report: Any) -> bytes:
        """Return the content of the file."""
        ...


@runtime_checkable
class ImportableFormat(Format, Protocol):
    """A format that can be imported, too."""

    def fits(self, files: Files) -> bool:
        """Return whether the files look like this format."""
        ...

    def read(self, files: Files) -> ParsedFile:
        """Return the documents, and the problems with what cannot be imported. Raises ``RowError``."""
        ...


def read(files: Files) -> tuple[ImportableFormat, ParsedFile]:
    """Return the first format that the files fit, and their content. Raises ``RowError`` if there is none."""
    for kind in importable_formats():
        if kind.fits(files):
            try:
                return kind, kind.read(files)
            except RowError:
                raise
            except MALFORMED:
                raise RowError(NOT_AS.format(format=str(kind.title))) from None
    raise RowError(UNKNOWN_FORMAT.format(known=", ".join(str(kind.title) for kind in importable_formats())))


def importable_formats() -> list[ImportableFormat]:
    """Return the formats that can be imported."""
    return [kind for kind in formats().values() if isinstance(kind, ImportableFormat)]


@cache
def formats() -> dict[str, Format]:
    """Return every format by its slug."""
    return load_plugins(
        "reports.formats.documents",
        "reports.formats.interchange",
        "reports.formats.interchange.nlp",
        "reports.formats.interchange.tools",
    )


def by_group() -> list[tuple[str, list[Format]]]:
    """Return the formats for people and those for tools, as pages list them."""
    kinds = formats().values()
    return [(group, [kind for kind in kinds if kind.group == group]) for group in ("people", "tools")]


def for_people() -> list[Format]:
    """Return the formats that pages offer first."""
    return dict(by_group())["people"]


def of_marks(kind: Format) -> bool:
    """Return whether the format needs annotations only, so that no report need be computed."""
    return getattr(kind, "of_marks", False)


def of_passages(kind: Format) -> bool:
    """Return whether the format needs the passages, too."""
    return getattr(kind, "of_passages", False)


def of_hints(kind: Format) -> bool:
    """Return whether the format needs the hints, too."""
    return getattr(kind, "of_hints", False)


def of_record(kind: Format) -> bool:
    """Return whether the format is written from the record of everything that is stored."""
    return getattr(kind, "of_record", False)


def file_name(title: str, slug: str, today: date) -> str:
    """Return a name made of title and date, such as ``harbour-bridge-report-2024-03-04.pdf``."""
    name = slugify(title, allow_unicode=True)[:80].strip("-") or "article"
    return f"{name}-report-{today.isoformat()}.{formats()[slug].ending}"
