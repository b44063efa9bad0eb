"""The formats of other tools, read by these tools themselves."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import spacy
from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

from annotate.codebook import read_codebook
from reports.analysis.report import Report
from reports.formats import formats, of_record
from tests.reports.small import ANNOTATIONS

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
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "</script><script>alert(1)</script>",
    "a\x00b\x01c\x0bd",
    "]]>&<!--",
    "x" * 1_000_000,
]
