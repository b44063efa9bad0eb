"""A Word document: real styles, passages shaded, and a comment on each with its tag, its readers and their notes."""

import io
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run as WordRun

from annotate.tag import Tag
from reports.analysis.combine import Passage
from reports.analysis.report import Report
from reports.analysis.segments import MarkedBlock
from reports.formats.word_parts import add_pictures, set_direction
from reports.rendering.comments import last_annotated_at, passage_comment, provenance_rows, shade
from reports.rendering.hint_rows import hint_section
from reports.rendering.pictures import printed_pictures
from reports.rendering.template_context import get_tag
from web.text.xml_text import replace_invalid_xml

STYLES = {"quotation": "Quote", "item": "List Bullet"}
MAX_INITIALS = 3
# Of the times beside the paragraphs of a broadcast.
TIME_COLOUR = RGBColor(0x66, 0x66, 0x66)


class DocxFormat:
    """Comments of the document can be answered, resolved and added to in Word."""

    slug = "docx"
    ending = "docx"
    group = "people"
    order = 3
    title = _("Word, with comments")
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    limitations = _(
        "The lists and measures of the report, all but the strongest hints, and control characters."
    )

    def write(self, report: Report) -> bytes:
        """Return the document."""
        document = Document()
        document.core_properties.title = replace_invalid_xml(report.article.title)[:255]
        document.core_properties.author = replace_invalid_xml(report.article.byline)[:255]
        document.core_properties.comments = report.made.software
        runs: dict[int, list[WordRun]] = {}
        pictures = printed_pictures(report)
        for block in report.blocks:
            add_pictures(document, pictures.get(block.start, ()))
            _block(document, report, block, runs)
        add_pictures(document, pictures.get(len(report.text.body), ()))
        for passage in report.passages:
            if passage.number in runs:
                _comment(document, report, passage, runs[passage.number])
        _hints(document, report)
        document.add_heading(gettext("How this report was made"), 1)
        for name, value in provenance_rows(report):
            line = document.add_paragraph(style="List Bullet")
            line.add_run(f"{name}: ").bold = True
            line.add_run(value)
        for paragraph in document.paragraphs:
            set_direction(paragraph)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _block(document: Any, report: Report, block: MarkedBlock, runs: dict[int, list[WordRun]]) -> None:
    if block.kind == "heading":
        paragraph = document.add_heading("", min(9, block.level))
    else:
        paragraph = document.add_paragraph(style=STYLES.get(block.kind))
    if block.time:
        paragraph.add_run(f"{block.time}\t").font.color.rgb = TIME_COLOUR
    tags = {passage.number: passage.tag for passage in report.passages}
    for run in block.runs:
        word_run = paragraph.add_run(replace_invalid_xml(run.text))
        word_run.italic = any(f.kind == "emphasis" for f in run.formatting) or None
        word_run.bold = any(f.kind == "strong" for f in run.formatting) or None
        if run.passages:
            # The shortest passage lies on top.
            _shade(word_run, get_tag(report, tags[run.passages[-1]]))
        for number in run.passages:
            runs.setdefault(number, []).append(word_run)


def _shade(word_run: WordRun, tag: Tag) -> None:
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade(tag))):
        element.set(qn(f"w:{name}"), value)
    word_run._r.get_or_add_rPr().append(element)


def _comment(document: Any, report: Report, passage: Passage, runs: list[WordRun]) -> None:
    author, lines = passage_comment(report, passage)
    initials = "".join(word[:1] for word in author.split())[:MAX_INITIALS]
    comment = document.add_comment(runs, text="\n".join(lines), author=author[:255], initials=initials)
    # The library sets the present time, but the same annotations must give the same bytes.
    comment._comment_elm.date = last_annotated_at(passage)
    for paragraph in comment.paragraphs:
        set_direction(paragraph)


def _hints(document: Any, report: Report) -> None:
    """Add the passages that nobody highlighted."""
    section = hint_section(report)
    if section is None:
        return
    document.add_heading(section.title, 1)
    document.add_paragraph(section.note)
    for hint in section.rows:
        line = document.add_paragraph(style="List Bullet")
        for text, bold in ((hint.before, None), (hint.cue, True), (hint.after, None)):
            line.add_run(replace_invalid_xml(text)).bold = bold
        line.add_run().add_break()
        line.add_run(replace_invalid_xml(f"{hint.reason} ({hint.about})")).italic = True
    if section.more:
        document.add_paragraph(section.more)
