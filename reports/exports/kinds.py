"""What an export job writes: the reports in one format, unless its slug is that of a kind that an app registered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from reports.access import can_download
from reports.exports.registered_kinds import registered
from reports.exports.zip_stream import stream_reports_zip
from reports.formats import formats
from reports.models import ExportJob
from reports.options import parse_options

# Yields the parts of the ZIP, one for each article and then the end; articles left out are added to the list.
Write = Callable[[ExportJob, date, list[int]], Iterator[bytes]]


@dataclass(frozen=True)
class ExportKind:
    """A kind of export job, with the name of its file, which was finished on a day.

    ``back`` returns the address and the title of the page that its page leads back to, ``may_download`` whether the
    owner of a finished job may still have everything in its file.
    """

    title: str | Promise
    file_name: Callable[[ExportJob, date], str]
    write: Write
    back: Callable[[ExportJob], tuple[str, str] | None] = lambda job: None
    may_download: Callable[[ExportJob], bool] = can_download


def kind_of(job: ExportJob) -> ExportKind:
    """Return the kind of a job."""
    if job.slug in registered:
        kind: ExportKind = import_string(registered[job.slug])
        return kind
    return ExportKind(formats()[job.slug].title, _reports_name, _write_reports)


def _reports_name(job: ExportJob, day: date) -> str:
    return f"reports-{day.isoformat()}.{job.slug}.zip"


def _write_reports(job: ExportJob, day: date, left_out: list[int]) -> Iterator[bytes]:
    options = parse_options(QueryDict(job.query))
    return stream_reports_zip(job.owner, job.articles, job.slug, options, day, left_out)
