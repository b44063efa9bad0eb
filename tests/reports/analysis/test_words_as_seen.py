"""Words that look the same are one word in the report, however their characters are written."""

from articles.words import Words
from reports.layers import SpanAnnotation
from tests.reports.small import report

FORMS = (
    "café-lords",
    "cafe\u0301-lords",
    "café\u2011lords",
    "ca\u00adfé-lords",
    "\u200bcafé-\u2060lords",
    "Café-lord",
)
CREATED = "2024-03-04T10:00:00+00:00"


def test_ways_to_write_a_loaded_word_are_one_row() -> None:
    body = " and ".join(FORMS) + " rule."
    annotations, start = [], 0
    for number, form in enumerate(FORMS):
        start = body.index(form, start)
        end = start + len(form)
        annotations.append(
            SpanAnnotation(str(number), start, end, "loaded-language", form, "Ada", CREATED, "", {})
        )
        start = end
    (row,) = report(annotations, body=body, formatting=()).loaded
    assert row.count == len(FORMS)
    assert row.forms == ("café-lords", "Café-lord")
    assert len(Words(body)) == 2 * len(FORMS)


def test_ways_to_write_a_source_are_one_source() -> None:
    body = "“No,” said Rene\u0301e. “Yes,” said Renée."
    annotations = [
        SpanAnnotation(
            str(n), body.index(q), body.index(q) + len(q), "attributed-allegation", q, "Ada", CREATED, "", d
        )
        for n, (q, d) in enumerate(
            (("“No,”", {"source": "Rene\u0301e"}), ("“Yes,”", {"source": "Renée"})),
        )
    ]
    (source,) = report(annotations, body=body, formatting=()).sources
    assert source.count == 2
