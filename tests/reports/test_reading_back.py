"""What a tool's file says is read back letter by letter; what cannot be taken names its file and line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.formats import formats, of_record, readable
from reports.importing import understood
from reports.incoming import Document
from reports.layers import Mark
from tests.reports.small import BODY, MARKS, report
from tests.reports.test_tools import PIECES, Found, write

BACK = [kind.slug for kind in readable() if not of_record(kind)]
# What these have no place for.
WITHOUT_NOTES = {"conll"}
WITHOUT_DETAILS = {"conll", "webanno"}
LONG = "Die Brücke 🌉 ist zu. " * 5000


def found_in(documents: tuple[Document, ...]) -> Found:
    return {
        (reader, mark.start, mark.end, mark.tag)
        for document in documents
        for reader, marks in document.layers.items()
        for mark in marks
    }


def test_every_tool_that_is_written_is_read_back() -> None:
    tools = {slug for slug, kind in formats().items() if kind.group == "tools"}
    assert {*BACK, "claimlight"} == tools - {"json", "claimreview"}


@pytest.mark.parametrize("slug", BACK)
def test_every_mark_comes_back_with_what_belongs_to_it(slug: str) -> None:
    found = understood(f"report.{formats()[slug].ending}", write(slug, report()))
    assert found.format == str(formats()[slug].title)
    assert found.problems == ()
    (document,) = found.documents
    assert document.text == BODY
    assert found_in(found.documents) == {(m.annotator, m.start, m.end, m.tag) for m in MARKS}
    by_span = {(m.annotator, m.start, m.end, m.tag): m for m in MARKS}
    for reader, marks in document.layers.items():
        for mark in marks:
            was = by_span[reader, mark.start, mark.end, mark.tag]
            assert mark.quote == was.quote
            if slug not in WITHOUT_NOTES:
                assert mark.note == was.note
            if slug not in WITHOUT_DETAILS:
                assert mark.details == was.details
    assert document.title == report().article.title


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    body = draw(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).map(str.strip).filter(bool)
    )
    spans = st.tuples(
        st.integers(0, len(body) - 1), st.integers(1, 12), st.sampled_from(["opinion", "factual-claim"])
    )
    found = {}
    for start, size, tag in draw(st.lists(spans, max_size=8)):
        quote = body[start : start + size]
        if quote == quote.strip() and quote:
            who = draw(st.sampled_from(["Ada", "Bo"]))
            note = draw(st.sampled_from(["", "a\nb", "</x>", "*", "_", "a|b[1]\\", '{"note": 1}', "=cmd"]))
            found[who, start, tag, len(quote)] = Mark(
                f"{who}{start}{tag}{len(quote)}", start, start + len(quote), tag, quote, who, "2024", note
            )
    return body, list(found.values()) or [Mark("1", 0, len(body), "opinion", body, "Ada", "2024")]


@pytest.mark.parametrize("slug", BACK)
@settings(max_examples=60)
@given(case=texts_with_marks())
def test_any_text_and_any_marks_come_back(slug: str, case: tuple[str, list[Mark]]) -> None:
    body, marks = case
    data = write(slug, report(marks, body, ()))
    found = understood("file", data)
    assert found.problems == ()
    assert found_in(found.documents) == {(m.annotator, m.start, m.end, m.tag) for m in marks}
    assert {document.text for document in found.documents} <= {body}
    if slug not in WITHOUT_NOTES:
        notes = {m.note for document in found.documents for own in document.layers.values() for m in own}
        assert notes == {m.note for m in marks}


@pytest.mark.parametrize("slug", BACK)
def test_a_long_text_comes_back(slug: str) -> None:
    start = len(LONG) - 17
    marks = [Mark("1", at, at + 6, "opinion", LONG[at : at + 6], "Ada", "2024", "") for at in (4, start)]
    found = understood("file", write(slug, report(marks, LONG, ())))
    assert found_in(found.documents) == {("Ada", 4, 10, "opinion"), ("Ada", start, start + 6, "opinion")}
    assert found.documents[0].text == LONG, "the text is another"
