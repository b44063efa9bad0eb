"""A workbook with a sheet each for annotations, claims, sources, loaded words, agreement and people."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.analysis.report import Report
from reports.analysis.unmarked_hints import UnmarkedHints
from reports.formats.annotations import by_reader, hint_label, provenance
from web.i18n.translate import translate
from web.text.xml_text import replace_invalid_xml

# Excel's limit for one cell.
MAX_CELL_LENGTH = 32_767
# The date of a workbook without any highlight.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


class XlsxFormat:
    """Every text is written as text, never as a formula or a link."""

    slug = "xlsx"
    ending = "xlsx"
    group = "people"
    order = 4
    title = _("Excel, for spreadsheets")
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    limitations = _(
        "The article’s text outside the highlighted passages, the comparison of groups, and whatever a cell "
        "cannot hold (over 32,767 characters)."
    )

    def write(self, report: Report) -> bytes:
        """Return the workbook."""
        file = io.BytesIO()
        plain = {f"strings_to_{what}": False for what in ("formulas", "urls", "numbers")}
        with xlsxwriter.Workbook(file, {"in_memory": True} | plain) as book:
            book.set_properties(
                {
                    "title": replace_invalid_xml(report.article.title)[:255],
                    "comments": report.made.software,
                    # The same report gives the same bytes.
                    "created": _utc(report.made.last) if report.made.last else EARLIEST,
                }
            )
            bold = book.add_format({"bold": True})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            for name, head, rows in _sheets(report):
                sheet = book.add_worksheet(name[:31])
                sheet.freeze_panes(1, 0)
                for column, title in enumerate(head):
                    sheet.write_string(0, column, title, bold)
                    sheet.set_column(column, column, 18)
                for number, row in enumerate(rows, 1):
                    for column, value in enumerate(row):
                        if isinstance(value, int | float):
                            sheet.write_number(number, column, value, wrapped)
                        else:
                            sheet.write_string(number, column, _text(value), wrapped)
        return file.getvalue()


def _utc(time: str) -> datetime:
    """Return an ISO time, or the beginning of an ISO day, in UTC."""
    moment = datetime.fromisoformat(time)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Rows = Iterable[Sequence[Any]]


def _sheets(report: Report) -> Iterable[tuple[str, Sequence[str], Rows]]:
    details = list(dict.fromkeys(detail.slug for tag in report.tags for detail in tag.details))
    annotation_columns = [
        "reader",
        "tag",
        "start",
        "end",
        "quote",
        "note",
        "marked at",
        *details,
        "from hint",
    ]
    yield gettext("Highlights"), annotation_columns, _annotations(report, details)
    yield (
        gettext("Claims"),
        ["passage", "claim", "readers", "status", "evidence", "notes", "found"],
        _claims(report),
    )
    source_columns = ["source", "allegations", "share", "of the article", "cues", "spellings"]
    yield gettext("Sources"), source_columns, _sources(report)
    yield gettext("Loaded words"), ["words", "neutral", "aimed at", "times", "readers"], _loaded(report)
    agreement_columns = ["measure", "tag", "value", "low", "high", "units", "why undefined"]
    yield gettext("Agreement"), agreement_columns, _agreement(report)
    yield (
        gettext("People"),
        ["reader", "marks"],
        [[reader, len(annotations)] for reader, annotations in by_reader(report).items()],
    )
    if report.hints:
        hint_columns = ["tag", "start", "end", "quote", "cue", "source", "neutral", "reason", "code", "kind", "sure",
            "first", "generator", "rules", "suggested by"]  # fmt: skip
        yield gettext("Hints"), hint_columns, _hints(report, report.hints)
    yield gettext("About"), ["what", "value"], provenance(report).items()


def _annotations(report: Report, details: Sequence[str]) -> Rows:
    for annotations in by_reader(report).values():
        for m in annotations:
            values = [m.details.get(detail) for detail in details]
            yield [m.annotator, m.tag, m.start, m.end, m.quote, m.note, m.created, *values, hint_label(m)]


def _claims(report: Report) -> Rows:
    quotes = {passage.number: passage.quote for passage in report.passages}
    for c in report.claims:
        finding = c.finding.note if c.finding else ""
        yield [c.passage, quotes[c.passage], c.readers, c.statuses, c.evidence, c.notes, finding]


def _sources(report: Report) -> Rows:
    for s in report.sources:
        cues = [f"{cue.words} ({cue.stance})" if cue.stance else cue.words for cue in s.cues]
        yield [s.name, s.count, s.share, s.rests, cues, s.spellings]


def _loaded(report: Report) -> Rows:
    return [[w.forms, w.neutral, w.targets, w.count, w.readers] for w in report.loaded]


def _hints(report: Report, hints: UnmarkedHints) -> Rows:
    body = report.text.body
    for h in hints.items:
        source = body[slice(*h.source)] if h.source else ""
        yield [
            h.tag, h.start, h.end, h.quote, body[slice(*h.cue)], source, h.neutral, translate(h.reason), h.code, h.kind,
            int(h.sure), int(h.first), hints.generator, hints.rules, h.suggested_by,
        ]  # fmt: skip


def _agreement(report: Report) -> Rows:
    for m in (*report.agreement.overall, *report.agreement.by_tag):
        score = m.score
        yield [
            translate(m.title),
            m.tag,
            score.value,
            score.low,
            score.high,
            score.n,
            translate(score.why_undefined or ""),
        ]


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return replace_invalid_xml("" if value is None else str(value))[:MAX_CELL_LENGTH]
