"""The contents of documents with comments, in any file format: a passage's comment, its shade, the provenance."""

from datetime import datetime

from django.utils.translation import gettext as _

from annotate.tag import Tag
from reports.analysis.combine import Passage
from reports.analysis.report import Report
from reports.rendering.hint_rows import from_hints_phrase
from reports.rendering.phrases import readers_phrase, report_phrases
from reports.rendering.template_context import get_tag
from web.text.xml_text import replace_invalid_xml

# How much of a tag's colour is in its shade: black text stays easy to read on it.
SHADE_STRENGTH = 0.22


def passage_comment(report: Report, passage: Passage) -> tuple[str, list[str]]:
    """Return (readers, lines) of a passage's comment; the lines are the tag, its details and the notes."""
    tag = get_tag(report, passage.tag)
    readers = readers_phrase(passage.readers, len(report.made.readers))
    return replace_invalid_xml(readers), [
        replace_invalid_xml(line) for line in (tag.name, *_details(passage, tag), *passage.notes)
    ]


def last_annotated_at(passage: Passage) -> datetime:
    """Return when the passage was last annotated; only the day if names are hidden."""
    times = []
    for annotation in passage.marks:
        try:
            times.append(datetime.fromisoformat(annotation.created).replace(tzinfo=None))
        except ValueError:
            continue
    return max(times, default=datetime(1980, 1, 1))


def shade(tag: Tag) -> str:
    """Return the light shade of a tag's colour as RRGGBB."""
    channels = (round(255 + (int(tag.colour[i : i + 2], 16) - 255) * SHADE_STRENGTH) for i in (1, 3, 5))
    return "".join(f"{channel:02X}" for channel in channels)


def provenance_rows(report: Report) -> list[tuple[str, str]]:
    """Return how the report was made as (name, value) rows."""
    phrases = report_phrases(report)
    rows = [
        (_("Readers"), phrases["read_by"]),
        (_("Exercises"), "; ".join(phrases["rounds"])),
        (_("Threshold"), phrases["enough"]),
        (_("Highlighted between"), phrases["marked_between"]),
        (_("Codebook"), phrases["codebook"]),
        (_("Text"), f"{phrases['revision']}, SHA-256 {report.made.text_sha256}"),
        (_("Changed by hand"), phrases["changed_by_hand"]),
        (_("Hints"), from_hints_phrase(report)),
        (_("Software"), report.made.software),
    ]
    return [(name, replace_invalid_xml(value)) for name, value in rows if value]


def _details(passage: Passage, tag: Tag) -> list[str]:
    lines = []
    for detail in tag.details:
        if detail.kind == "links":
            values = [
                link for annotation in passage.marks for link in annotation.details.get(detail.slug, ())
            ]
        else:
            values = [detail.choices.get(value, value) for value in passage.detail_values(detail.slug)]
        if values:
            lines.append(f"{detail.label}: {', '.join(dict.fromkeys(values))}")
    return lines
