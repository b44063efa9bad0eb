"""Files for other tools, loaded by those tools' own libraries: all offsets are right, whatever the text."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import jsonschema_rs
import pytest
import spacy
from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document as OpenDocument
from openpyxl import load_workbook

from annotate.codebook import read_codebook
from reports.analysis.claims import Finding
from reports.analysis.report import Report
from reports.formats import formats, of_record
from reports.formats.tokens import edges_of, tokens
from reports.layers import SpanAnnotation
from tests.reports.small import ANNOTATIONS, BODY, annotation, report

TAGS = {tag.slug: tag for tag in read_codebook("four-tags").tags}

# (reader, start, end, tag)
Found = set[tuple[str, int, int, str]]
EVERY = {(m.annotator, m.start, m.end, m.tag) for m in ANNOTATIONS}
REPORTS = [slug for slug, kind in formats().items() if not of_record(kind)]
TOOLS = sorted(
    set(REPORTS) - {"json", "claimreview"} - {s for s, k in formats().items() if k.group == "people"}
)


def parts(data: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(data: bytes) -> Iterator[Any]:
    return (json.loads(line) for line in data.decode().split("\n") if line)


def doccano(data: bytes, body: str) -> Found:
    annotations = set()
    for line in lines(data):
        assert line["text"] == body
        annotations |= {(line["annotator"], start, end, tag) for start, end, tag in line["label"]}
    return annotations


def labelstudio(data: bytes, body: str) -> Found:
    (task,) = json.loads(data)
    assert task["data"]["text"] == body
    annotations = set()
    for reader, task_annotation in zip(task["data"]["annotators"], task["annotations"], strict=True):
        for region in task_annotation["result"]:
            value = region["value"]
            assert body[value["start"] : value["end"]] == value["text"]
            annotations.add((reader, value["start"], value["end"], value["labels"][0]))
    return annotations


def w3c(data: bytes, body: str) -> Found:
    annotations = set()
    for item in json.loads(data)["first"]["items"]:
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert body[start:end] == quote["exact"]
        assert body[:start].endswith(quote["prefix"])
        assert body[end:].startswith(quote["suffix"])
        annotations.add((item["creator"]["name"], start, end, item["body"][0]["value"]))
    return annotations


def in_spacy(data: bytes, body: str) -> Found:
    annotations = set()
    for one in json.loads(data):
        doc = spacy.tokens.Doc(spacy.blank("xx").vocab).from_json(one)
        assert doc.text == body
        for span in doc.spans["claimlight"]:
            annotations.add((one["annotator"], span.start_char, span.end_char, span.label_))
    return annotations


def prodigy(data: bytes, body: str) -> Found:
    annotations = set()
    for task in lines(data):
        assert task["text"] == body
        for span in task["spans"]:
            first, last = task["tokens"][span["token_start"]], task["tokens"][span["token_end"]]
            inner = body[span["start"] : span["end"]]
            assert first["start"] == span["start"] + len(inner) - len(inner.lstrip())
            assert last["end"] == span["start"] + len(inner.rstrip())
            annotations.add((task["_annotator_id"], span["start"], span["end"], span["label"]))
    return annotations


def brat(data: bytes, body: str) -> Found:
    """Read as the standoff format is documented: T lines, pieces separated by ";", their text by spaces."""
    annotations: Found = set()
    files = parts(data)
    for name in files:
        if name.endswith(".ann"):
            text = files[name.replace(".ann", ".txt")].decode()
            assert text == body
            for line in files[name].decode().split("\n"):
                if line.startswith("T"):
                    _number, what, quote = line.split("\t", 2)
                    tag, _, pieces = what.partition(" ")
                    spans = [tuple(map(int, piece.split(" "))) for piece in pieces.split(";")]
                    assert " ".join(text[start:end] for start, end in spans) == quote
                    annotations.add((name[4:].partition("/")[0], spans[0][0], spans[-1][1], tag))
    return annotations


def cas_xmi(data: bytes, body: str) -> Found:
    files = parts(data)
    types = load_typesystem(io.BytesIO(files["TypeSystem.xml"])) if files else None
    return _cas(
        [load_cas_from_xmi(io.BytesIO(files[n]), typesystem=types) for n in files if n.endswith(".xmi")], body
    )


def cas_json(data: bytes, body: str) -> Found:
    return _cas([load_cas_from_json(io.BytesIO(part)) for part in parts(data).values()], body)


def _cas(loaded: list[Any], body: str) -> Found:
    annotations = set()
    for cas in loaded:
        assert cas.sofa_string == body
        (about,) = cas.select("org.claimlight.About")
        annotations |= {(about.annotator, m.begin, m.end, m.tag) for m in cas.select("org.claimlight.Mark")}
    return annotations


def webanno(data: bytes, body: str) -> Found:
    """Read as the format is documented: token lines with UTF-16 offsets, values with the number of their annotation."""
    annotations: Found = set()
    files = parts(data)
    people = json.loads(files.pop("made.json"))["annotators"] if files else []
    assert files.pop("text.txt", body.encode()) == body.encode()
    units = body.encode("utf-16-le")
    for reader, part in zip(people, files.values(), strict=True):
        spans: dict[tuple[str, str], list[int]] = {}
        text = part.decode()
        assert text.startswith("#FORMAT=WebAnno TSV 3.3\n#T_SP=org.claimlight.Mark|tag|note\n")
        for line in text.split("\n"):
            if line and not line.startswith("#"):
                _place, offsets, word, tags, _notes, _end = line.split("\t")
                start, end = map(int, offsets.split("-"))
                assert units[2 * start : 2 * end].decode("utf-16-le") == word
                for tag, number in re.findall(r"([\w-]+)\[(\d+)\]", "" if tags == "_" else tags):
                    spans.setdefault((tag, number), []).extend([start, end])
        for (tag, _number), places in spans.items():
            first, last = (len(units[: 2 * at].decode("utf-16-le")) for at in (min(places), max(places)))
            annotations.add((reader, first, last, tag))
    return annotations


READERS: dict[str, Callable[[bytes, str], Found]] = {
    "doccano": doccano, "labelstudio": labelstudio, "w3c": w3c, "spacy": in_spacy, "prodigy": prodigy, "brat": brat,
    "cas-xmi": cas_xmi, "cas-json": cas_json, "webanno": webanno,
}  # fmt: skip


def write(slug: str, report: Report) -> bytes:
    return formats()[slug].write(report)


def test_every_tool_is_tried() -> None:
    assert {*READERS, "conll"} == set(TOOLS)


@pytest.mark.parametrize("slug", READERS)
def test_every_mark_of_everybody_is_there(slug: str) -> None:
    assert READERS[slug](write(slug, report()), BODY) == EVERY


@pytest.mark.parametrize("slug", READERS)
def test_what_is_agreed_can_be_had_in_place_of_each_readers(slug: str) -> None:
    agreed = report(threshold="2", agreed=True)
    assert READERS[slug](write(slug, agreed), BODY) == {
        ("agreed", p.start, p.end, p.tag) for p in agreed.passages
    }
    assert len(agreed.passages) == 3


@pytest.mark.parametrize("slug", [*READERS, "conll", "xlsx"])
def test_the_file_says_where_its_marks_come_from(slug: str) -> None:
    data = write(slug, report())
    text = data + b"".join(parts(data).values()) if data.startswith(b"PK") else data
    assert b"0" * 64 in text, "the hash of the text"
    assert b"each reader" in text


@pytest.mark.parametrize("slug", TOOLS)
def test_the_same_marks_are_the_same_bytes(slug: str) -> None:
    assert write(slug, report()) == write(slug, report())


# Combining accents, emoji in one piece and in several, right to left, half of a pair's neighbours, line ends.
PIECES = [
    "word",
    "naïve",
    "e\u0301",
    "🌉",
    "👩‍👩‍👧",
    "שלום",
    "السلام",
    "漢字",
    "<b>",
    "&amp;",
    '"',
    " ",
    "  ",
    ".",
    "\n\n",
    "\n",
    "\t",
    "'",
]


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


def test_conll_keeps_the_longest_and_lists_what_it_drops() -> None:
    files = parts(write("conll", report()))
    text = files["marks.conll"].decode()
    assert text.count("-DOCSTART-") == 2
    assert "globalist -X- -X- I-factual-claim\n" in text
    assert "The -X- -X- B-factual-claim\n" in text
    dropped = json.loads(files["dropped.json"])["dropped"]
    assert {(d["annotator"], d["quote"]) for d in dropped} == {
        ("Ada", "globalist"),
        ("Ada", "It was a disgrace"),
    }
    for line in text.split("\n"):
        assert line == "" or len(line.split(" ")) == 4


def test_conll_keeps_the_longer_of_two_wherever_they_begin() -> None:
    marks = [
        annotation("opinion", "The globalist", "Ada"),
        annotation("factual-claim", "globalist council voted nine", "Ada"),
    ]
    files = parts(write("conll", report(marks)))
    assert [d["quote"] for d in json.loads(files["dropped.json"])["dropped"]] == ["The globalist"]
    assert "globalist -X- -X- B-factual-claim\n" in files["marks.conll"].decode()


def test_word_shows_the_text_with_a_comment_on_each_passage() -> None:
    document = Document(io.BytesIO(write("docx", report())))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Mayor slams critics 🌉"
    assert document.paragraphs[0].style.name == "Heading 1"
    assert texts[1] == "The globalist council voted nine to six. “It was a disgrace,” said the family."
    comments = {comment.text: comment.author for comment in document.comments}
    assert len(comments) == len(report().passages)
    assert any("0" * 64 in text for text in texts), "the hash of the text"
    (slams,) = [text for text in comments if "criticises" in text]
    assert slams.startswith(f"{TAGS['loaded-language'].name}\n")
    assert comments[slams] == "Ada, Bo"
    assert any("Why not?" in text for text in comments)
    shaded = [run.text for run in document.paragraphs[0].runs if run._r.xpath("./w:rPr/w:shd")]
    assert shaded == ["slams"]


def test_opendocument_shows_the_text_with_a_comment_on_each_passage() -> None:
    document = OpenDocument(io.BytesIO(write("odt", report())))
    comments = {note.note_body: note.creator for note in document.body.get_annotations()}
    assert len(comments) == len(report().passages)
    (slams,) = [text for text in comments if "criticises" in text]
    assert slams.startswith(TAGS["loaded-language"].name)
    assert comments[slams] == "Ada, Bo"
    assert {end.name for end in document.body.get_annotation_ends()} == {
        f"passage-{p.number}" for p in report().passages
    }
    for note in document.body.get_annotations():
        note.delete()
    texts = [str(element).strip() for element in document.body.get_elements("text:h|text:p")]
    assert texts[:2] == ["Mayor slams critics 🌉", BODY.split("\n\n")[1]]
    assert any("0" * 64 in text for text in texts)


def test_excel_has_its_sheets_and_takes_nothing_for_a_formula() -> None:
    evil = [annotation("opinion", "slams", '=HYPERLINK("http://x")', note="+1+1"), *ANNOTATIONS]
    book = load_workbook(io.BytesIO(write("xlsx", report(evil))))
    marks, _claims, sources, _loaded, _agreement, people, _about = book.worksheets
    rows = list(marks.values)
    assert len(rows) == 1 + len(evil)
    assert all(cell.data_type != "f" for row in marks.rows for cell in row)
    start = rows[0].index("start")
    assert all(BODY[row[start] : row[start + 1]] == row[start + 2] for row in rows[1:])
    assert [row[0] for row in sources.values] == ["source", "The family"]
    assert [row[0] for row in people.values][1:] == ['=HYPERLINK("http://x")', "Ada", "Bo"]


def test_claim_reviews_are_drafts_of_what_was_checked() -> None:
    start = BODY.index("Taxes")
    finding = Finding(
        start, start + 26, "supported", ("https://tax.example/2023",), "The tax office says so.", "Ada"
    )
    graph = json.loads(write("claimreview", report(findings=(finding,))))["@graph"]
    (review,) = graph
    assert review["claimReviewed"] == "Taxes fell by four per cent"
    assert (review["reviewRating"]["alternateName"], review["reviewRating"]["ratingValue"]) == (
        TAGS["factual-claim"].details[0].choices["supported"],
        5,
    )
    assert review["itemReviewed"]["citation"] == ["https://tax.example/2023"]
    assert review["itemReviewed"]["appearance"]["publisher"]["name"] == "The Courier"
    assert review["reviewBody"] == "The tax office says so."


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "</script><script>alert(1)</script>",
    "a\x00b\x01c\x0bd",
    "]]>&<!--",
    "x" * 1_000_000,
]


@pytest.mark.parametrize("slug", [slug for slug in REPORTS if slug != "pdf"])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_comes_through_harmless(slug: str, text: str) -> None:
    quote = text[:40]
    details = {"source": text[:2000], "cue": text[:2000]}
    marks = [
        SpanAnnotation(
            "1",
            0,
            len(quote),
            "attributed-allegation",
            quote,
            text[:80],
            "2024-01-01T00:00:00+00:00",
            text,
            details,
        )
    ]
    data = write(slug, report(marks, text, ()))
    if slug in READERS:
        read = READERS[slug](
            data, text if not slug.startswith("cas") else text.translate(dict.fromkeys(b"\x00\x01\x0b", " "))
        )
        assert {(start, end) for _, start, end, _ in read} == {(0, len(quote))}
    if slug == "docx":
        assert len(list(Document(io.BytesIO(data)).comments)) == 1
    # Its library takes so many times the same letter for a bomb.
    if slug == "odt" and len(text) < 1000:
        assert len(OpenDocument(io.BytesIO(data)).body.get_annotations()) == 1
    if slug == "xlsx":
        assert all(
            cell.data_type != "f"
            for sheet in load_workbook(io.BytesIO(data))
            for row in sheet.rows
            for cell in row
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
