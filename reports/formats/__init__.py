"""Formats in which a report is downloaded: one file a format, one class each, found by the registry."""

from datetime import date
from typing import Protocol

from django.utils.text import slugify

from articles.registry import load
from reports.report import Report


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

    def write(self, report: Report) -> bytes:
        """The report in this format."""
        ...


def formats() -> dict[str, Format]:
    """Every format by its slug."""
    return load(__name__)


def file_name(report: Report, slug: str, today: date) -> str:
    """The article and the day: ``harbour-bridge-report-2024-03-04.pdf``."""
    title = slugify(report.article.title, allow_unicode=True)[:80].strip("-") or "article"
    return f"{title}-report-{today.isoformat()}.{formats()[slug].ending}"
