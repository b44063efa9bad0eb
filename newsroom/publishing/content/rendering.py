"""Make the page and the data of a version of a published report."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256

from django.template.loader import render_to_string

from newsroom.publishing.content.stored_input import input_to_json
from people.terms import Kind
from reports.analysis.report import Report, ReportInput, build
from reports.formats.interchange.json import to_plain
from reports.rendering.template_context import report_context


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is stored of a version, and the report it was made from."""

    report: Report
    source: str
    data: str
    page: str

    @property
    def sha256(self) -> str:
        """Return the digest of the data, which stands on the public page."""
        return sha256(self.data.encode()).hexdigest()

    @property
    def size(self) -> int:
        """Return how many bytes are stored."""
        return sum(len(text.encode()) for text in (self.source, self.data, self.page))


def render_version(source: ReportInput, kind: Kind, whole_text: bool) -> Rendered:
    """Return the page and the data of a report in the current language.

    Without ``whole_text`` they have the highlighted passages alone.
    """
    report = build(source)
    public = report
    if not whole_text:
        public = replace(report, text=replace(report.text, body="", formatting=()), blocks=(), neutral=())
    context = report_context(report, kind) | {
        "report": public,
        "passages_only": not whole_text,
        "published": True,
    }
    page = render_to_string("newsroom/publishing/body.html", context)
    data = json.dumps(to_plain(public), ensure_ascii=False)
    return Rendered(report, input_to_json(source), data, page)
