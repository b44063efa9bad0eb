"""brat standoff: a ZIP with a folder per reader."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader, provenance
from reports.formats.interchange._base import ToolFormat, zip_bytes
from reports.formats.json_rows import article_metadata, decode, parse_json, require_text
from reports.formats.parsed import (
    LINE,
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    reason_of,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

SPAN = re.compile(r"T(?P<number>\w+)\t(?P<tag>\S+) (?P<pieces>\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
NOTE = re.compile(r"#\w*\tAnnotatorNotes T(?P<number>\w+)\t(?P<note>.*)")


NO_PLACE = Message("has {count} lines with relations, events, attributes or links. They cannot be imported.")
DISCONTINUOUS = Message(
    "consists of {count} separate pieces. A highlight must be one continuous piece of text."
)


class BratFormat(ToolFormat):
    """``article.txt`` and ``article.ann`` for each reader, with the configuration that names the tags."""

    slug = "brat"
    ending = "brat.zip"
    order = 25
    title = _("brat")
    media_type = "application/zip"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a ZIP."""
        return zip_bytes(_files(report))

    def fits(self, files: Files) -> bool:
        """Return whether there are annotations beside a text of the same name."""
        return any(name.endswith(".ann") and _text_file(name) in files for name in files)

    def read(self, files: Files) -> ParsedFile:
        """Read text-bound annotations and their notes. The folder names the annotator; without folders it is “brat”."""
        documents: list[Document] = []
        problems: list[RowProblem] = []
        metadata = _metadata(files)
        people = metadata.get("annotators")
        for name in sorted(name for name in files if name.endswith(".ann")):
            folder = PurePath(name).parent.name
            annotator = (people.get(folder) if isinstance(people, dict) else None) or folder or self.slug
            try:
                if _text_file(name) not in files:
                    raise RowError(
                        Message("has no text file with it: {text} is missing.").format(text=_text_file(name))
                    )
                text = require_text(decode(files[_text_file(name)]))
                annotations, bad_lines = _annotations(name, text, decode(files[name]))
            except RowError as error:
                problems.append(RowProblem(name, reason_of(error)))
                continue
            about = article_metadata(metadata) or {"title": PurePath(name).stem}
            documents.append(Document(name, text, {str(annotator): tuple(annotations)}, **about))
            problems += bad_lines
        return ParsedFile(tuple(documents), tuple(problems))


def _files(report: Report | ArticleAnnotations) -> Iterator[tuple[str, str]]:
    body = report.text.body
    tags = "\n".join(tag.slug for tag in report.tags)
    yield "annotation.conf", f"[entities]\n{tags}\n[relations]\n[events]\n[attributes]\n"
    readers = by_reader(report)
    folders = {f"{n:03}-{_file_name(reader)}": reader for n, reader in enumerate(readers, 1)}
    yield "made.json", json.dumps(provenance(report) | {"annotators": folders}, ensure_ascii=False, indent=1)
    for folder, reader in folders.items():
        yield f"{folder}/article.txt", body
        yield f"{folder}/article.ann", "".join(_lines(body, n, m) for n, m in enumerate(readers[reader], 1))


def _text_file(name: str) -> str:
    return f"{name.removesuffix('.ann')}.txt"


def _metadata(files: Files) -> dict[str, Any]:
    """Return what our own export says about the article and its annotators; empty for any other."""
    if "made.json" not in files:
        return {}
    metadata = parse_json(decode(files["made.json"]))
    return metadata if isinstance(metadata, dict) else {}


def _annotations(name: str, text: str, lines: str) -> tuple[list[ParsedAnnotation], list[RowProblem]]:
    annotations: dict[str, ParsedAnnotation] = {}
    notes: dict[str, dict[str, Any]] = {}
    problems: list[RowProblem] = []
    others = 0
    for number, line in enumerate(lines.replace("\r\n", "\n").split("\n"), 1):
        try:
            if span := SPAN.match(line):
                annotations[span["number"]] = _annotation(text, span["tag"], span["pieces"])
            elif note := NOTE.match(line):
                notes[note["number"]] = _note(note["note"])
            elif line.startswith("T"):
                raise RowError(Message("is not a valid brat annotation of text."))
            else:
                others += bool(line.strip())
        except RowError as error:
            problems.append(RowProblem(LINE.format(file=name, number=number), reason_of(error)))
    if others:
        problems.append(RowProblem(name, NO_PLACE.format(count=others)))
    return [replace(item, **notes.get(number, {})) for number, item in annotations.items()], problems


def _annotation(text: str, tag: str, pieces: str) -> ParsedAnnotation:
    """Join pieces with only white space between them: brat writes an annotation over several lines in pieces."""
    spans = [tuple(map(int, piece.split(" "))) for piece in pieces.split(";")]
    for (_start, end), (start, _end) in pairwise(spans):
        if text[end:start].strip() or start < end:
            raise RowError(DISCONTINUOUS.format(count=len(spans)))
    return ParsedAnnotation(spans[0][0], spans[-1][1], tag)


def _note(text: str) -> dict[str, Any]:
    """Return the fields in a note of ours, which is an object; any other note is a text."""
    if text.startswith("{"):
        try:
            value = parse_json(text)
        except RowError:
            value = None
        if isinstance(value, dict) and value.keys() == {"note", "details", "id"}:
            return value
    return {"note": text}


def _file_name(reader: str) -> str:
    return re.sub(r"[^\w-]+", "-", reader).strip("-")[:40] or "reader"


def _lines(body: str, number: int, annotation: SpanAnnotation) -> str:
    """Return an annotation and its note. brat reads line by line: what runs over several lines is in pieces."""
    lines = re.finditer(r"[^\n]+", body[annotation.start : annotation.end])
    pieces = [(annotation.start + line.start(), annotation.start + line.end()) for line in lines]
    spans = ";".join(f"{start} {end}" for start, end in pieces)
    quote = " ".join(body[start:end] for start, end in pieces)
    text = f"T{number}\t{annotation.tag} {spans}\t{quote}\n"
    if annotation.note or annotation.details:
        note = {"note": annotation.note, "details": annotation.details, "id": annotation.id}
        text += f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(note, ensure_ascii=False)}\n"
    return text
