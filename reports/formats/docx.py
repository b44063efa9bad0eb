"""A Word document: real styles, passages shaded, and a comment on each with its tag, its readers and their notes."""

import io
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run as WordRun

from annotate.codebook import Tag
from reports.combine import Passage
from reports.context import tag_of
from reports.report import Report
from reports.segments import MarkedBlock, Run
from reports.wording import read_by, wording
from reports.writable import writable

STYLES = {"quotation": "Quote", "item": "List Bullet"}
# How much of a tag's colour is in its shade: black letters stay easy to read on it.
STRENGTH = 0.22
MOST_INITIALS = 3


class DocxFormat:
    """Word users can go on from here: answer a comment, resolve it, write another."""

    slug = "docx"
    ending = "docx"
    group = "people"
    order = 3
    title = _("Word, with comments")
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    loses = _("The lists and measures of the report; control characters.")

    def write(self, report: Report) -> bytes:
        """The document's bytes."""
        document = Document()
        document.core_properties.title = writable(report.article.title)[:255]
        document.core_properties.author = writable(report.article.byline)[:255]
        document.core_properties.comments = report.made.software
        runs: dict[int, list[WordRun]] = {}
        for block in report.blocks:
            _block(document, report, block, runs)
        for passage in report.passages:
            if passage.number in runs:
                _comment(document, report, passage, runs[passage.number])
        document.add_heading(_now("How this report was made"), 1)
        for name, value in _made(report):
            line = document.add_paragraph(style="List Bullet")
            line.add_run(f"{name}: ").bold = True
            line.add_run(writable(value))
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _made(report: Report) -> list[tuple[str, str]]:
    said = wording(report)
    lines = [
        (_now("Readers"), said["read_by"]),
        (_now("Rounds"), "; ".join(said["rounds"])),
        (_now("Threshold"), said["enough"]),
        (_now("Marked between"), said["marked_between"]),
        (_now("Codebook"), said["codebook"]),
        (_now("Text"), f"{said['revision']}, SHA-256 {report.made.text_sha256}"),
        (_now("Software"), report.made.software),
    ]
    return [(name, value) for name, value in lines if value]


def _block(document: Any, report: Report, block: MarkedBlock, runs: dict[int, list[WordRun]]) -> None:
    if block.kind == "heading":
        paragraph = document.add_heading("", min(9, block.level))
    else:
        paragraph = document.add_paragraph(style=STYLES.get(block.kind))
    tags = {passage.number: passage.tag for passage in report.passages}
    for run in block.runs:
        found = paragraph.add_run(writable(run.text))
        found.italic = any(f.kind == "emphasis" for f in run.formatting) or None
        found.bold = any(f.kind == "strong" for f in run.formatting) or None
        if run.passages:
            _shade(found, run, tag_of(report, tags[run.passages[-1]]))
        for number in run.passages:
            runs.setdefault(number, []).append(found)


def _shade(found: WordRun, run: Run, tag: Tag) -> None:
    """In the colour of the shortest passage, which lies on top."""
    red, green, blue = (round(255 + (int(tag.colour[i : i + 2], 16) - 255) * STRENGTH) for i in (1, 3, 5))
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), f"{red:02X}{green:02X}{blue:02X}")
    found._r.get_or_add_rPr().append(shade)


def _comment(document: Any, report: Report, passage: Passage, runs: list[WordRun]) -> None:
    tag = tag_of(report, passage.tag)
    who = read_by(passage.readers, len(report.made.readers))
    lines = [tag.name, *_said(passage, tag), *passage.notes]
    initials = "".join(word[:1] for word in who.split())[:MOST_INITIALS]
    said = writable("\n".join(lines))
    document.add_comment(runs, text=said, author=writable(who)[:255], initials=writable(initials))


def _said(passage: Passage, tag: Tag) -> list[str]:
    found = []
    for detail in tag.details:
        if detail.kind == "links":
            given = [link for mark in passage.marks for link in mark.details.get(detail.slug, ())]
        else:
            given = [detail.choices.get(text, text) for text in passage.said(detail.slug)]
        if given:
            found.append(f"{detail.label}: {', '.join(dict.fromkeys(given))}")
    return found
