"""What a search has found as a table."""

import csv
import io
from collections.abc import Callable, Iterable

from newsroom.search.results import QUOTE, Result
from web.csv_safety import escape_formula

MAX_ROWS = 10_000
COLUMNS = (
    "article", "title", "publication", "published", "found in", "passage", "note", "tag", "person", "start", "end",
    "address",
)  # fmt: skip


def results_csv(results: Iterable[Result], absolute: Callable[[str], str]) -> bytes:
    """Return a line per result. Formulas are escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for result in results:
        article, annotation = result.article, result.annotation
        row = [
            article.pk, article.title, article.publication, article.published or "", result.kind,
            result.excerpts[QUOTE].text, annotation.note if annotation else "", result.tag, result.person,
            result.start, result.end, absolute(result.link),
        ]  # fmt: skip
        writer.writerow([escape_formula(value) for value in row])
    return out.getvalue().encode("utf-8-sig")
