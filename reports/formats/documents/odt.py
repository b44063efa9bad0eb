"""An OpenDocument text: real styles, passages shaded, and a comment on each; for LibreOffice and others."""

import io
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from odfdo import Annotation, AnnotationEnd, Document, Header, Paragraph, Span, Style

from reports.analysis.report import Report
from reports.analysis.segments import MarkedBlock, Segment
from reports.rendering.comments import last_annotated_at, passage_comment, provenance_rows, shade
from web.text.xml_text import replace_invalid_xml

STYLES = {"quotation": "Quotations"}
PLAIN = "Text_20_body"


class OdtFormat:
    """Its comments can be answered and resolved there."""

    slug = "odt"
    ending = "odt"
    group = "people"
    order = 4
    title = _("OpenDocument, with comments")
    media_type = "application/vnd.oasis.opendocument.text"
    loses = _("The lists and measures of the report; control characters.")

    def write(self, report: Report) -> bytes:
        """The document's bytes."""
        document = Document("text")
        document.meta.title = replace_invalid_xml(report.article.title)
        body = document.body
        body.clear()
        for tag in report.tags:
            document.insert_style(Style("text", name=f"tag-{tag.slug}", background_color=f"#{shade(tag)}"))
        for name in ("italic", "bold"):
            document.insert_style(Style("text", name=f"claimlight-{name}", **{"area": "text", name: True}))
        last = {
            n: (b, r)
            for b, block in enumerate(report.blocks)
            for r, run in enumerate(block.runs)
            for n in run.passages
        }
        for number, block in enumerate(report.blocks):
            body.append(_block(report, number, block, last))
        body.append(Header(1, _now("How this report was made"), suppress_numbering=True))
        for name, value in provenance_rows(report):
            body.append(Paragraph(f"{name}: {value}", style=PLAIN))
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _block(report: Report, number: int, block: MarkedBlock, last: dict[int, tuple[int, int]]) -> Any:
    if block.kind == "heading":
        found: Any = Header(max(1, block.level), suppress_numbering=True)
    else:
        found = Paragraph(style=STYLES.get(block.kind, PLAIN))
    passages = {passage.number: passage for passage in report.passages}
    for place, run in enumerate(block.runs):
        for begun in run.begins:
            who, lines = passage_comment(report, passages[begun])
            when = last_annotated_at(passages[begun])
            found.append(Annotation("\n".join(lines), creator=who, date=when, name=f"passage-{begun}"))
        found.append(_span(report, run))
        for ended in run.passages:
            if last[ended] == (number, place):
                found.append(AnnotationEnd(name=f"passage-{ended}"))
    return found


def _span(report: Report, run: Segment) -> Any:
    """In the shade of the shortest passage, which lies on top."""
    kinds = {formatting.kind for formatting in run.formatting}
    inner: Any = Span(replace_invalid_xml(run.text))
    for kind, style in (("emphasis", "italic"), ("strong", "bold")):
        if kind in kinds:
            inner = _within(inner, f"claimlight-{style}")
    tags = {passage.number: passage.tag for passage in report.passages}
    return _within(inner, f"tag-{tags[run.passages[-1]]}") if run.passages else inner


def _within(inner: Any, style: str) -> Any:
    outer = Span(style=style)
    outer.append(inner)
    return outer
