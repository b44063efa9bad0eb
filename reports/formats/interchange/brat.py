"""brat standoff: a ZIP with a folder a reader."""

import io
import json
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import by_reader, provenance
from reports.formats.parsed import (
    LINE,
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    article_metadata,
    decode,
    parse_json,
    reason_of,
    require_text,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

# Files of the same marks are the same bytes.
WHEN = (1980, 1, 1, 0, 0, 0)
NO_PLACE = Message("has relations, events, attributes or links, which have no place here: {count} lines.")
DISCONTINUOUS = Message("is discontinuous, in {count} pieces. Here a mark is one stretch of text.")


class BratFormat:
    """``article.txt`` and ``article.ann`` for each reader, with the configuration that names the tags."""

    slug = "brat"
    ending = "brat.zip"
    group = "tools"
    of_marks = True
    order = 25
    title = _("brat")
    media_type = "application/zip"
    loses = ""

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """A ZIP."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

            def put(name: str, text: str) -> None:
                archive.writestr(zipfile.ZipInfo(name, WHEN), text.encode(), zipfile.ZIP_DEFLATED)

            tags = "\n".join(tag.slug for tag in report.tags)
            put("annotation.conf", f"[entities]\n{tags}\n[relations]\n[events]\n[attributes]\n")
            people = {f"{n:03}-{_file_name(reader)}": reader for n, reader in enumerate(by_reader(report), 1)}
            put(
                "made.json",
                json.dumps(provenance(report) | {"annotators": people}, ensure_ascii=False, indent=1),
            )
            for folder, marks in zip(people, by_reader(report).values(), strict=True):
                put(f"{folder}/article.txt", report.text.body)
                put(
                    f"{folder}/article.ann",
                    "".join(_lines(report.text.body, n, m) for n, m in enumerate(marks, 1)),
                )
        return file.getvalue()

    def fits(self, files: Files) -> bool:
        """Annotations beside a text of the same name."""
        return any(name.endswith(".ann") and _text_of(name) in files for name in files)

    def read(self, files: Files) -> ParsedFile:
        """Text-bound annotations and their notes. A folder is an annotator; without folders there is “brat”."""
        documents: list[Document] = []
        problems: list[RowProblem] = []
        made = _made(files)
        people = made.get("annotators")
        for name in sorted(name for name in files if name.endswith(".ann")):
            folder = PurePath(name).parent.name
            annotator = (people.get(folder) if isinstance(people, dict) else None) or folder or self.slug
            try:
                if _text_of(name) not in files:
                    raise RowError(
                        Message("has no text beside it: {text} is missing.").format(text=_text_of(name))
                    )
                text = require_text(decode(files[_text_of(name)]))
                marks, bad = _marks(name, text, decode(files[name]))
            except RowError as error:
                problems.append(RowProblem(name, reason_of(error)))
                continue
            about = article_metadata(made) or {"title": PurePath(name).stem}
            documents.append(Document(name, text, {str(annotator): tuple(marks)}, **about))
            problems += bad
        return ParsedFile(tuple(documents), tuple(problems))


SPAN = re.compile(r"T(?P<number>\w+)\t(?P<tag>\S+) (?P<pieces>\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
NOTE = re.compile(r"#\w*\tAnnotatorNotes T(?P<number>\w+)\t(?P<said>.*)")


def _text_of(name: str) -> str:
    return f"{name.removesuffix('.ann')}.txt"


def _made(files: Files) -> dict[str, Any]:
    """Where a file of ours says that its marks come from."""
    if "made.json" not in files:
        return {}
    made = parse_json(decode(files["made.json"]))
    return made if isinstance(made, dict) else {}


def _marks(name: str, text: str, lines: str) -> tuple[list[ParsedAnnotation], list[RowProblem]]:
    marks: dict[str, ParsedAnnotation] = {}
    notes: dict[str, dict[str, Any]] = {}
    problems: list[RowProblem] = []
    others = 0
    for number, line in enumerate(lines.replace("\r\n", "\n").split("\n"), 1):
        try:
            if span := SPAN.match(line):
                marks[span["number"]] = _mark(text, span["tag"], span["pieces"])
            elif note := NOTE.match(line):
                notes[note["number"]] = _note(note["said"])
            elif line.startswith("T"):
                raise RowError(Message("is no text-bound annotation as brat writes it."))
            else:
                others += bool(line.strip())
        except RowError as error:
            problems.append(RowProblem(LINE.format(file=name, number=number), reason_of(error)))
    if others:
        said = NO_PLACE
        problems.append(RowProblem(name, said.format(count=others)))
    return [replace(mark, **notes.get(number, {})) for number, mark in marks.items()], problems


def _mark(text: str, tag: str, pieces: str) -> ParsedAnnotation:
    """Pieces that only line ends and spaces part are one mark: so brat writes what runs over lines."""
    spans = [tuple(map(int, piece.split(" "))) for piece in pieces.split(";")]
    for (_start, end), (start, _end) in pairwise(spans):
        if text[end:start].strip() or start < end:
            raise RowError(DISCONTINUOUS.format(count=len(spans)))
    return ParsedAnnotation(spans[0][0], spans[-1][1], tag)


def _note(said: str) -> dict[str, Any]:
    """Ours is an object; anybody else’s is a text."""
    if said.startswith("{"):
        try:
            value = parse_json(said)
        except RowError:
            value = None
        if isinstance(value, dict) and value.keys() == {"note", "details", "id"}:
            return value
    return {"note": said}


def _file_name(reader: str) -> str:
    return re.sub(r"[^\w-]+", "-", reader).strip("-")[:40] or "reader"


def _lines(body: str, number: int, mark: SpanAnnotation) -> str:
    """brat reads line by line: a mark over several lines is given in pieces, and so is its note."""
    lines = re.finditer(r"[^\n]+", body[mark.start : mark.end])
    pieces = [(mark.start + line.start(), mark.start + line.end()) for line in lines]
    spans = ";".join(f"{start} {end}" for start, end in pieces)
    quote = " ".join(body[start:end] for start, end in pieces)
    found = f"T{number}\t{mark.tag} {spans}\t{quote}\n"
    if mark.note or mark.details:
        said = json.dumps({"note": mark.note, "details": mark.details, "id": mark.id}, ensure_ascii=False)
        found += f"#{number}\tAnnotatorNotes T{number}\t{said}\n"
    return found
