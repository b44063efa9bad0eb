"""An OpenDocument text: real styles, passages shaded, and a comment on each; for LibreOffice and others."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from odfdo import Annotation, AnnotationEnd, Document, Frame, Header, Paragraph, Span, Style

from reports.analysis.report import Report
from reports.analysis.segments import MarkedBlock, Segment
from reports.rendering.comments import last_annotated_at, passage_comment, provenance_rows, shade
from reports.rendering.direction import is_right_to_left
from reports.rendering.hint_rows import hint_section
from reports.rendering.pictures import PrintedPicture, printed_pictures
from web.text.xml_text import replace_invalid_xml

STYLES = {"quotation": "Quotations"}
PLAIN = "Text_20_body"
# That of the times beside the paragraphs of a broadcast.
TIME_STYLE = "claimlight-time"
# Before the name of a style: what is like it, but written from right to left.
RIGHT_TO_LEFT = "claimlight-rtl-"


class OdtFormat:
    """Comments of the document can be answered and resolved in LibreOffice."""

    slug = "odt"
    ending = "odt"
    group = "people"
    order = 4
    title = _("OpenDocument, with comments")
    media_type = "application/vnd.oasis.opendocument.text"
    limitations = _(
        "The lists and measures of the report, all but the strongest hints, and control characters."
    )

    def write(self, report: Report) -> bytes:
        """Return the document."""
        document = Document("text")
        document.meta.title = replace_invalid_xml(report.article.title)
        body = document.body
        body.clear()
        for tag in report.tags:
            document.insert_style(Style("text", name=f"tag-{tag.slug}", background_color=f"#{shade(tag)}"))
        for name in ("italic", "bold"):
            document.insert_style(Style("text", name=f"claimlight-{name}", **{"area": "text", name: True}))
        if any(block.time for block in report.blocks):
            document.insert_style(Style("text", name=TIME_STYLE, color="#666666"))
        # Number of a passage -> (block, run) in which it ends.
        last = {
            number: (block_index, run_index)
            for block_index, block in enumerate(report.blocks)
            for run_index, run in enumerate(block.runs)
            for number in run.passages
        }
        pictures = printed_pictures(report)
        for block_index, block in enumerate(report.blocks):
            _add_pictures(document, pictures.get(block.start, ()))
            body.append(_block(report, block_index, block, last))
        _add_pictures(document, pictures.get(len(report.text.body), ()))
        _hints(body, report)
        body.append(Header(1, gettext("How this report was made"), suppress_numbering=True))
        for name, value in provenance_rows(report):
            body.append(Paragraph(f"{name}: {value}", style=_directed(PLAIN, name)))
        _insert_directed_styles(document)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _hints(body: Any, report: Report) -> None:
    """Add the passages that nobody highlighted."""
    section = hint_section(report)
    if section is None:
        return
    body.append(Header(1, section.title, suppress_numbering=True))
    body.append(Paragraph(section.note, style=PLAIN))
    for hint in section.rows:
        before, cue, after = map(replace_invalid_xml, (hint.before, hint.cue, hint.after))
        paragraph = Paragraph(style=_directed(PLAIN, before + cue))
        paragraph.append(Span(before))
        paragraph.append(_within(Span(cue), "claimlight-bold"))
        paragraph.append(Span(after))
        body.append(paragraph)
        reason = Paragraph(style=PLAIN)
        reason.append(
            _within(Span(replace_invalid_xml(f"{hint.reason} ({hint.about})")), "claimlight-italic")
        )
        body.append(reason)
    if section.more:
        body.append(Paragraph(section.more, style=PLAIN))


def _add_pictures(document: Document, pictures: Iterable[PrintedPicture]) -> None:
    for picture in pictures:
        size = (f"{picture.width:.1f}mm", f"{picture.height:.1f}mm")
        address = document.add_file(io.BytesIO(picture.content))
        frame = Frame.image_frame(address, size=size, anchor_type="as-char")
        frame.svg_description = replace_invalid_xml(picture.alt)
        paragraph = Paragraph(style=PLAIN)
        paragraph.append(frame)
        document.body.append(paragraph)


def _block(report: Report, block_index: int, block: MarkedBlock, last: dict[int, tuple[int, int]]) -> Any:
    text = "".join(run.text for run in block.runs)
    if block.kind == "heading":
        level = max(1, block.level)
        element: Any = Header(level, suppress_numbering=True)
        if is_right_to_left(text):
            element.style = _directed(f"Heading_20_{level}", text)
    else:
        element = Paragraph(style=_directed(STYLES.get(block.kind, PLAIN), text))
    if block.time:
        element.append(_within(Span(f"{block.time} "), TIME_STYLE))
    passages = {passage.number: passage for passage in report.passages}
    for run_index, run in enumerate(block.runs):
        for number in run.begins:
            author, lines = passage_comment(report, passages[number])
            date = last_annotated_at(passages[number])
            element.append(_comment(lines, creator=author, date=date, name=f"passage-{number}"))
        element.append(_span(report, run))
        for number in run.passages:
            if last[number] == (block_index, run_index):
                element.append(AnnotationEnd(name=f"passage-{number}"))
    return element


def _comment(lines: list[str], **about: Any) -> Annotation:
    """Return a comment with a paragraph for each line."""
    first, *others = [part for line in lines for part in line.split("\n")]
    comment = Annotation(first, **about)
    paragraph = comment.get_elements("text:p")[0]
    if is_right_to_left(first):
        paragraph.style = _directed(PLAIN, first)
    for position, text in enumerate(others, 1):
        style = _directed(PLAIN, text) if is_right_to_left(text) else None
        comment.insert(Paragraph(text, style=style), position=position)
    return comment


def _directed(style: str, text: str) -> str:
    """Return the style that is like ``style`` in the direction of the text."""
    return f"{RIGHT_TO_LEFT}{style}" if is_right_to_left(text) else style


def _insert_directed_styles(document: Document) -> None:
    styles = {element.style or "" for element in document.body.get_elements("//text:p|//text:h")}
    for style in sorted(name for name in styles if name.startswith(RIGHT_TO_LEFT)):
        directed = Style("paragraph", name=style, parent_style=style.removeprefix(RIGHT_TO_LEFT))
        directed.set_properties({"style:writing-mode": "rl-tb", "fo:text-align": "start"}, area="paragraph")
        document.insert_style(directed, automatic=True)


def _span(report: Report, run: Segment) -> Any:
    """Return the run in the shade of its shortest passage, which lies on top."""
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
