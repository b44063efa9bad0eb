"""What a document with comments says, whichever program it is for: a passage's comment, its shade, how it was made."""

from datetime import datetime

from django.utils.translation import gettext as _

from annotate.codebook import Tag
from reports.analysis.combine import Passage
from reports.analysis.report import Report
from reports.rendering.phrases import readers_phrase, report_phrases
from reports.rendering.template_context import get_tag
from web.text.xml_text import replace_invalid_xml

# How much of a tag's colour is in its shade: black letters stay easy to read on it.
SHADE_STRENGTH = 0.22


def passage_comment(report: Report, passage: Passage) -> tuple[str, list[str]]:
    """(who marked it, lines: the tag, its details, the notes)."""
    tag = get_tag(report, passage.tag)
    who = readers_phrase(passage.readers, len(report.made.readers))
    return replace_invalid_xml(who), [
        replace_invalid_xml(line) for line in (tag.name, *_details(passage, tag), *passage.notes)
    ]


def last_marked_at(passage: Passage) -> datetime:
    """When the last of its marks was made; with names hidden, on which day."""
    times = []
    for mark in passage.marks:
        try:
            times.append(datetime.fromisoformat(mark.created).replace(tzinfo=None))
        except ValueError:
            continue
    return max(times, default=datetime(1980, 1, 1))


def shade(tag: Tag) -> str:
    """RRGGBB."""
    parts = (round(255 + (int(tag.colour[i : i + 2], 16) - 255) * SHADE_STRENGTH) for i in (1, 3, 5))
    return "".join(f"{part:02X}" for part in parts)


def provenance_rows(report: Report) -> list[tuple[str, str]]:
    """How the report was made, in rows of a name and what it is."""
    said = report_phrases(report)
    lines = [
        (_("Readers"), said["read_by"]),
        (_("Rounds"), "; ".join(said["rounds"])),
        (_("Threshold"), said["enough"]),
        (_("Marked between"), said["marked_between"]),
        (_("Codebook"), said["codebook"]),
        (_("Text"), f"{said['revision']}, SHA-256 {report.made.text_sha256}"),
        (_("Software"), report.made.software),
    ]
    return [(name, replace_invalid_xml(value)) for name, value in lines if value]


def _details(passage: Passage, tag: Tag) -> list[str]:
    found = []
    for detail in tag.details:
        if detail.kind == "links":
            given = [link for mark in passage.marks for link in mark.details.get(detail.slug, ())]
        else:
            given = [detail.choices.get(text, text) for text in passage.said(detail.slug)]
        if given:
            found.append(f"{detail.label}: {', '.join(dict.fromkeys(given))}")
    return found
