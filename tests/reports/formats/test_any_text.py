"""Any text with any annotations goes through the formats of other tools unchanged."""

import json
from itertools import pairwise

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.formats.tokens import edges_of, tokens
from reports.layers import SpanAnnotation
from tests.reports.formats.tools import PIECES, READERS, write
from tests.reports.small import report


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[SpanAnnotation]]:
    body = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).filter(str.strip))
    spans = st.tuples(
        st.integers(0, len(body) - 1), st.integers(1, 12), st.sampled_from(["opinion", "factual-claim"])
    )
    annotations = {}
    for start, size, tag in draw(st.lists(spans, max_size=8)):
        quote = body[start : start + size]
        if quote == quote.strip() and quote:
            reader = draw(st.sampled_from(["Ada", "Bo"]))
            annotations[reader, start, tag, len(quote)] = SpanAnnotation(
                f"{reader}{start}{tag}{len(quote)}",
                start,
                start + len(quote),
                tag,
                quote,
                reader,
                "2024",
                draw(st.sampled_from(["", "a\nb", "</x>"])),
            )
    return body, list(annotations.values())


@pytest.mark.parametrize("slug", READERS)
@settings(max_examples=40)
@given(case=texts_with_marks())
def test_any_text_and_any_marks(slug: str, case: tuple[str, list[SpanAnnotation]]) -> None:
    body, marks = case
    annotations = READERS[slug](write(slug, report(marks, body, ())), body)
    assert annotations == {(m.annotator, m.start, m.end, m.tag) for m in marks}


@given(case=texts_with_marks())
def test_tokens_are_the_text_without_its_white_space(case: tuple[str, list[SpanAnnotation]]) -> None:
    body, marks = case
    cut = tokens(body, edges_of(marks))
    assert "".join(body[t.start : t.end] for t in cut) == "".join(body.split())
    assert all(one.end <= two.start for one, two in pairwise(cut))
    for m in marks:
        assert all(
            t.end <= m.start or t.start >= m.end or (m.start <= t.start and t.end <= m.end) for t in cut
        )


URI = {"type": "string", "format": "uri"}


# What the Recommendation says must be there (Web Annotation Data Model, 3.1, 3.2.4, 4, 4.2.4, 4.2.5, 5.1, 5.2).
BODY_MUST = {
    "type": "object", "required": ["type", "value"],
    "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}, "purpose": {"enum": [
        "tagging", "commenting", "describing",
    ]}},
}  # fmt: skip
SELECTOR_MUST = {
    "oneOf": [
        {
            "type": "object", "required": ["type", "exact"],
            "properties": {"type": {"const": "TextQuoteSelector"}, **{
                name: {"type": "string"} for name in ("exact", "prefix", "suffix")
            }},
        },
        {
            "type": "object", "required": ["type", "start", "end"],
            "properties": {"type": {"const": "TextPositionSelector"}, **{
                name: {"type": "integer", "minimum": 0} for name in ("start", "end")
            }},
        },
    ]
}  # fmt: skip
ANNOTATION_MUST = {
    "type": "object", "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "id": URI, "type": {"const": "Annotation"},
        "motivation": {"const": "tagging"}, "created": {"type": "string", "format": "date-time"},
        "creator": {"type": "object"}, "body": {"type": "array", "items": BODY_MUST},
        "target": {
            "type": "object", "required": ["source", "selector"], "not": {"required": ["id"]},
            "properties": {"source": URI, "selector": {"type": "array", "minItems": 1, "items": SELECTOR_MUST}},
        },
    },
    "not": {"required": ["bodyValue"]},
}  # fmt: skip
COLLECTION_MUST = {
    "type": "object", "required": ["@context", "id", "type", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "id": URI,
        "type": {"const": "AnnotationCollection"}, "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object", "required": ["id", "type", "partOf", "items"],
            "properties": {
                "id": URI, "type": {"const": "AnnotationPage"}, "partOf": URI,
                "startIndex": {"type": "integer", "minimum": 0}, "items": {"type": "array", "items": ANNOTATION_MUST},
            },
        },
    },
}  # fmt: skip


@given(case=texts_with_marks())
def test_web_annotations_have_what_they_must(case: tuple[str, list[SpanAnnotation]]) -> None:
    body, marks = case
    collection = json.loads(write("w3c", report(marks, body, ())))
    jsonschema_rs.validator_for(COLLECTION_MUST, validate_formats=True).validate(collection)
    assert collection["total"] == len(collection["first"]["items"]) == len(marks)
    assert collection["first"]["partOf"] == collection["id"]
