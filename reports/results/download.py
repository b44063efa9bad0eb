"""The results as files: a table of readers as CSV, and a workbook of readers, answers and extra passages."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from reports.feedback.scoring import Outcome
from reports.results.load import KeyAnswer, ReaderRow, RoundResults
from web.csv_safety import escape_formula
from web.text.xml_text import replace_invalid_xml

OUTCOMES = [str(outcome) for outcome in Outcome]
READER_COLUMNS = [
    "person", "score", "computed score", *OUTCOMES, "handed in", "late", "counted", "comment",
]  # fmt: skip
ANSWER_COLUMNS = [
    "start", "end", "tag", "also accepted", "quote", "found", "wrong boundary", "wrong tag", "mistaken for", "missed",
    "changed later",
]  # fmt: skip
EXTRA_COLUMNS = ["start", "end", "quote", "readers", "tags"]
# Excel's limit for one cell.
MAX_CELL_LENGTH = 32_767


def results_csv(results: RoundResults) -> bytes:
    """Return a line per reader. Formulas in names and comments are escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(READER_COLUMNS)
    for row in results.rows:
        writer.writerow([escape_formula(value) for value in _reader(row)])
    return out.getvalue().encode("utf-8-sig")


def results_xlsx(results: RoundResults) -> bytes:
    """Return a workbook. Every text is written as text, never as a formula or a link."""
    file = io.BytesIO()
    plain = {f"strings_to_{what}": False for what in ("formulas", "urls", "numbers")}
    with xlsxwriter.Workbook(file, {"in_memory": True} | plain) as book:
        bold = book.add_format({"bold": True})
        for name, head, rows in _sheets(results):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(head) - 1, 18)
            for number, row in enumerate((head, *rows)):
                for column, value in enumerate(row):
                    if isinstance(value, int | float):
                        sheet.write_number(number, column, value)
                    else:
                        text = replace_invalid_xml(value or "")[:MAX_CELL_LENGTH]
                        sheet.write_string(number, column, text, None if number else bold)
    return file.getvalue()


def _sheets(results: RoundResults) -> Iterable[tuple[str, Sequence[Any], Iterable[Sequence[Any]]]]:
    yield "Results", READER_COLUMNS, map(_reader, results.rows)
    yield "Answers", ANSWER_COLUMNS, map(_answer, results.answers)
    extras = (
        (e.figures.start, e.figures.end, e.quote, e.figures.readers, _tags(e.figures.tags))
        for e in results.extras
    )
    yield "Not in the key", EXTRA_COLUMNS, extras


def _reader(row: ReaderRow) -> list[Any]:
    scores = [None if score is None else round(score, 4) for score in (row.final, row.score)]
    late = ("yes" if row.late else "no") if row.handed_in else ""
    outcomes = [row.outcomes[outcome] for outcome in OUTCOMES]
    flags = ["yes" if row.handed_in else "no", late, "yes" if row.counts else "no"]
    return [row.name, *scores, *outcomes, *flags, row.comment]


def _answer(row: KeyAnswer) -> list[Any]:
    figures, answer = row.figures, row.figures.answer
    changes = "; ".join(f"{change.what} {change.tag}: {change.reason}" for change in row.changes)
    return [
        answer.start, answer.end, answer.tag, ", ".join(answer.also), row.quote, figures.found, figures.boundary,
        figures.wrong_tag, _tags(figures.mistaken), figures.missed, changes,
    ]  # fmt: skip


def _tags(tags: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{tag} {readers}" for tag, readers in tags)


@dataclass(frozen=True, slots=True)
class Download:
    """A format of the results."""

    write: Callable[[RoundResults], bytes]
    media_type: str


DOWNLOADS = {
    "csv": Download(results_csv, "text/csv"),
    "xlsx": Download(results_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
