"""Files of other tools are read back character by character; problems name their file and line."""

import json
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.formats import formats, importable_formats, of_record
from reports.formats.parsed import Document, RowError
from reports.imports.reading import read_import as understood
from reports.layers import SpanAnnotation
from tests.reports.formats.tools import HOSTILE, PIECES, Found, write
from tests.reports.import_files import zipped
from tests.reports.small import ANNOTATIONS, BODY, report

BACK = [kind.slug for kind in importable_formats() if not of_record(kind)]
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
    parsed = understood(f"report.{formats()[slug].ending}", write(slug, report()))
    assert parsed.format == str(formats()[slug].title)
    assert parsed.problems == ()
    (document,) = parsed.documents
    assert document.text == BODY
    assert found_in(parsed.documents) == {(m.annotator, m.start, m.end, m.tag) for m in ANNOTATIONS}
    by_span = {(m.annotator, m.start, m.end, m.tag): m for m in ANNOTATIONS}
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
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[SpanAnnotation]]:
    body = draw(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).map(str.strip).filter(bool)
    )
    spans = st.tuples(
        st.integers(0, len(body) - 1), st.integers(1, 12), st.sampled_from(["opinion", "factual-claim"])
    )
    annotations = {}
    for start, size, tag in draw(st.lists(spans, max_size=8)):
        quote = body[start : start + size]
        if quote == quote.strip() and quote:
            reader = draw(st.sampled_from(["Ada", "Bo"]))
            note = draw(st.sampled_from(["", "a\nb", "</x>", "*", "_", "a|b[1]\\", '{"note": 1}', "=cmd"]))
            annotations[reader, start, tag, len(quote)] = SpanAnnotation(
                f"{reader}{start}{tag}{len(quote)}",
                start,
                start + len(quote),
                tag,
                quote,
                reader,
                "2024",
                note,
            )
    return body, list(annotations.values()) or [
        SpanAnnotation("1", 0, len(body), "opinion", body, "Ada", "2024")
    ]


@pytest.mark.parametrize("slug", BACK)
@settings(max_examples=60)
@given(case=texts_with_marks())
def test_any_text_and_any_marks_come_back(slug: str, case: tuple[str, list[SpanAnnotation]]) -> None:
    body, marks = case
    data = write(slug, report(marks, body, ()))
    parsed = understood("file", data)
    assert parsed.problems == ()
    assert found_in(parsed.documents) == {(m.annotator, m.start, m.end, m.tag) for m in marks}
    assert {document.text for document in parsed.documents} <= {body}
    if slug not in WITHOUT_NOTES:
        notes = {m.note for document in parsed.documents for layer in document.layers.values() for m in layer}
        assert notes == {m.note for m in marks}


@pytest.mark.parametrize("slug", BACK)
def test_a_long_text_comes_back(slug: str) -> None:
    start = len(LONG) - 17
    marks = [
        SpanAnnotation("1", at, at + 6, "opinion", LONG[at : at + 6], "Ada", "2024", "") for at in (4, start)
    ]
    parsed = understood("file", write(slug, report(marks, LONG, ())))
    assert found_in(parsed.documents) == {("Ada", 4, 10, "opinion"), ("Ada", start, start + 6, "opinion")}
    assert parsed.documents[0].text == LONG, "the text is another"


@pytest.mark.parametrize("slug", BACK)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_comes_back_as_it_can_be_kept(slug: str, text: str) -> None:
    """NUL cannot be stored, nor control characters in XML; everything else is the same."""
    quote = text[:40]
    note = text[:900_000]
    marks = [SpanAnnotation("1", 0, len(quote), "opinion", quote, "Ada", "2024-01-01T00:00:00+00:00", note)]
    (document,) = understood("file", write(slug, report(marks, text, ()))).documents
    (mark,) = document.layers["Ada"]
    kept = text.translate(dict.fromkeys(b"\x00\x01\x0b", " ")) if slug.startswith("cas") else text
    assert document.text == kept.replace("\0", "\ufffd")
    assert (mark.start, mark.end) == (0, len(quote))
    if slug not in WITHOUT_NOTES:
        assert len(mark.note) == len(note)
        if "\0" not in text:
            assert mark.note == note


KEYS = [
    "text", "label", "labels", "entities", "annotations", "data", "result", "value", "start", "end", "spans", "ents",
    "tokens", "notes", "details", "annotator", "answer", "meta", "made", "@context", "type", "items", "first", "target",
    "selector", "body", "creator", "completed_by", "from_name", "start_offset", "end_offset", "format", "version", "id",
]  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.sampled_from(
        [
            "",
            "text",
            "labels",
            "claimlight",
            "http://www.w3.org/ns/anno.jsonld",
            "AnnotationPage",
            "Annotation",
            "\ud800",
        ]
    )
)
ODD = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8),
    max_leaves=30,
)  # fmt: skip
ROW = st.dictionaries(st.sampled_from(KEYS), ODD, min_size=2, max_size=12)
STARTS = [
    {"text": "Taxes fell.", "label": [[0, 5, "x"]]}, {"data": {"text": "Taxes fell."}, "annotations": []},
    {"text": "Taxes fell.", "tokens": [], "ents": []}, {"text": "Taxes fell.", "spans": []},
    {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation"}, {"format": "claimlight", "version": 1},
    {"%FEATURE_STRUCTURES": [], "%TYPES": {}},
]  # fmt: skip
LINES = [
    "#FORMAT=WebAnno TSV 3.3\n", "#T_SP=a|tag\n", "1-1\t0-3\tab\t", "_\t_", "\n", "x[1]|", "T1\t", "op 0 3", ";5 9",
    "#1\tAnnotatorNotes T1\t{", "-DOCSTART-", " B-x", "a",
]  # fmt: skip


@settings(max_examples=300)
@given(st.sampled_from(STARTS), ROW, st.booleans())
def test_whatever_is_in_a_file_a_sentence_comes_of_it(
    start: dict[str, object], row: dict[str, object], over: bool
) -> None:
    whole = start | row if over else row | start
    with suppress(RowError):
        understood("a.json", json.dumps([whole]).encode())


@given(
    st.lists(st.sampled_from(LINES), max_size=15),
    st.sampled_from(["a.tsv", "a.conll", "a.ann", "a.xmi", "a.jsonl"]),
)  # fmt: skip
@example(['<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'], "a.xmi")
def test_nor_does_anything_else_of_lines(pieces: list[str], name: str) -> None:
    files = {name: "".join(pieces).encode(), "a.txt": b"Taxes fell."}
    with suppress(RowError):
        understood("a.zip", zipped(files))
