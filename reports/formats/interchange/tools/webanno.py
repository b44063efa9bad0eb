"""WebAnno TSV 3.3, for INCEpTION and WebAnno: a ZIP with a file per reader."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.text.sentences import Sentences
from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader, provenance
from reports.formats.interchange._base import ToolFormat, zip_bytes
from reports.formats.json_rows import annotator_name, article_metadata, decode, parse_json
from reports.formats.parsed import (
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    reason_of,
)
from reports.formats.tokens import Token, edges_of, tokens
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

# The values of a column are separated by |, and each ends with the number of its annotation.
PART = re.compile(r"(?:\\.|[^|\\])+")
VALUE = re.compile(r"((?:\\.|[^\\\[\]])*)(?:\[(\d+)\])?")
HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=org.claimlight.Mark|tag|note\n\n"
# Characters that mean something in the format, and how they are written within a value.
ESCAPES = {character: f"\\{character}" for character in "\\[]|_;*"} | {
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "->": "\\->",
}


class WebannoFormat(ToolFormat):
    """A span layer with the features ``tag`` and ``note``. Offsets count UTF-16 units, as the format has it."""

    slug = "webanno"
    ending = "webanno.zip"
    order = 27
    title = _("WebAnno TSV 3.3")
    media_type = "application/zip"
    limitations = _("Details, and hints.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a ZIP."""
        return zip_bytes(_files(report))

    def fits(self, files: Files) -> bool:
        """Return whether the first line of a file names the format."""
        return any(data.startswith(b"#FORMAT=WebAnno TSV 3") for data in files.values())

    def read(self, files: Files) -> ParsedFile:
        """Read the span layers. Without a text beside them, it is put together from the tokens."""
        metadata = parse_json(decode(files["made.json"])) if "made.json" in files else {}
        text = decode(files["text.txt"]) if "text.txt" in files else None
        people = iter(metadata.get("annotators") or ())
        documents: list[Document] = []
        problems: list[RowProblem] = []
        for name in sorted(name for name in files if name.endswith(".tsv")):
            try:
                body, annotations = _TsvReader(decode(files[name]), text).read()
            except RowError as error:
                problems.append(RowProblem(name, reason_of(error)))
                continue
            layers = {annotator_name(next(people, ""), name): tuple(annotations)}
            documents.append(Document(name, body, layers, **article_metadata(metadata)))
        return ParsedFile(tuple(documents), tuple(problems))


def _files(report: Report | ArticleAnnotations) -> Iterator[tuple[str, str]]:
    readers = by_reader(report)
    metadata = provenance(report) | {"annotators": list(readers)}
    yield "made.json", json.dumps(metadata, ensure_ascii=False, indent=1)
    yield "text.txt", report.text.body
    for number, annotations in enumerate(readers.values(), 1):
        yield f"{number:03}.tsv", HEAD + _tsv(report.text.body, report.article.language, annotations)


@dataclass
class _Layer:
    """The first column of a span layer's features, and which of the features are its tag and its note."""

    column: int
    tag: int
    note: int | None


class _TsvReader:
    """Reads one file, line by line."""

    def __init__(self, content: str, text: str | None) -> None:
        self.lines = content.replace("\r\n", "\n").split("\n")
        self.text = text
        self.layers: list[_Layer] = []
        # (start, end, text), in UTF-16 units.
        self.tokens: list[tuple[int, int, str]] = []
        # (column of the layer, number) -> (start, end, tag, note), in UTF-16 units.
        self.annotations: dict[tuple[int, str], tuple[int, int, str, str]] = {}

    def read(self) -> tuple[str, list[ParsedAnnotation]]:
        """Return the text and its annotations. Raises ``RowError``."""
        column = 3
        for number, line in enumerate(self.lines, 1):
            if line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
                _name, *features = line.partition("=")[2].split("|")
                if line.startswith("#T_SP="):
                    self.layers.append(_layer(column, features))
                column += len(features)
            elif line and not line.startswith("#"):
                self._read_token(number, line.split("\t"))
        body = self.text if self.text is not None else self._body()
        points = _code_points(body)
        annotations = []
        for start, end, tag, note in self.annotations.values():
            if start not in points or end not in points:
                raise RowError(Message("has positions outside its text."))
            annotations.append(ParsedAnnotation(points[start], points[end], tag, note=note))
        return body, annotations

    def _read_token(self, number: int, columns: list[str]) -> None:
        try:
            start, end = map(int, columns[1].split("-"))
        except (IndexError, ValueError):
            raise RowError(Message("has no token in line {number}.").format(number=number)) from None
        # A part of a token has a number such as 1-2.1.
        if "." not in columns[0]:
            self.tokens.append((start, end, columns[2]))
        for layer in self.layers:
            tags = _values(columns, layer.column + layer.tag)
            notes = (
                dict(enumerate(_values(columns, layer.column + layer.note))) if layer.note is not None else {}
            )
            for index, (tag, annotation) in enumerate(tags):
                if tag in ("_", "*"):
                    continue
                note = _unescape(notes.get(index, ("*", ""))[0])
                key = (layer.column, annotation or f"{number}-{index}")
                so_far = self.annotations.get(key, (start, end, _unescape(tag), note))
                self.annotations[key] = (min(so_far[0], start), max(so_far[1], end), *so_far[2:])

    def _body(self) -> str:
        """Return the text of the tokens, with a space in a gap of one unit and line ends in a wider one."""
        units: list[str] = []
        for start, end, token in self.tokens:
            gap = start - len(units)
            if gap < 0:
                raise RowError(Message("has overlapping tokens."))
            units += ["\n"] * gap if gap > 1 else [" "] * gap
            data = token.encode("utf-16-le")
            token_units = [data[n : n + 2] for n in range(0, len(data), 2)]
            if len(token_units) != end - start:
                raise RowError(Message("has a token with the wrong length: “{token}”.").format(token=token))
            units += token_units  # type: ignore[arg-type]
        joined = b"".join(u if isinstance(u, bytes) else u.encode("utf-16-le") for u in units)
        return joined.decode("utf-16-le", "replace")


def _layer(column: int, features: list[str]) -> _Layer:
    names = [feature.rpartition("_")[2] if feature.startswith("ROLE_") else feature for feature in features]
    tag = next((names.index(name) for name in ("tag", "value", "label", "identifier") if name in names), 0)
    return _Layer(column, tag, names.index("note") if "note" in names else None)


def _values(columns: list[str], number: int) -> list[tuple[str, str]]:
    """Return (value, annotation number) pairs of a token; the number is empty for annotations of one token."""
    if number >= len(columns):
        return []
    parts = [VALUE.fullmatch(part) for part in PART.findall(columns[number])]
    return [(part[1], part[2] or "") for part in parts if part]


def _unescape(text: str) -> str:
    if text in ("_", "*"):
        return ""
    characters = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(->|.)", lambda match: characters.get(match[1], match[1]), text)


def _code_points(body: str) -> dict[int, int]:
    """Map offsets in UTF-16 units to offsets in code points."""
    return {units: number for number, units in enumerate(_utf16(body))}


def _tsv(body: str, language: str, annotations: list[SpanAnnotation]) -> str:
    """Return the sentences with a token per line. A token ends wherever an annotation begins or ends."""
    words = tokens(body, edges_of(annotations))
    columns = _columns(words, annotations)
    units = _utf16(body)
    sentences = Sentences(body, language)
    lines: list[str] = []
    sentence, sentence_number, token_number = -1, 0, 0
    for n, token in enumerate(words):
        if sentences.at(token.start) != sentence:
            sentence, sentence_number, token_number = sentences.at(token.start), sentence_number + 1, 0
            start, end = sentences.span(sentence)
            text = " ".join(body[start:end].split())
            lines += ["", f"#Text={escape(text)}"] if lines else [f"#Text={escape(text)}"]
        token_number += 1
        offsets = f"{units[token.start]}-{units[token.end]}"
        word = body[token.start : token.end]
        lines.append(f"{sentence_number}-{token_number}\t{offsets}\t{word}\t{columns[n]}\t")
    return "".join(f"{line}\n" for line in lines)


def _columns(words: list[Token], annotations: list[SpanAnnotation]) -> list[str]:
    """Return the tags and notes of each token: ``_`` without an annotation, ``*`` without a note.

    A number connects the tokens of an annotation.
    """
    starts, ends = [token.start for token in words], [token.end for token in words]
    on_token: list[list[tuple[int, SpanAnnotation]]] = [[] for _ in words]
    for number, annotation in enumerate(annotations, 1):
        for n in range(bisect_left(starts, annotation.start), bisect_right(ends, annotation.end)):
            on_token[n].append((number, annotation))

    def column(numbered: list[tuple[int, SpanAnnotation]]) -> str:
        if not numbered:
            return "_\t_"
        tags = "|".join(f"{escape(annotation.tag)}[{number}]" for number, annotation in numbered)
        notes = "|".join(f"{escape(annotation.note) or '*'}[{number}]" for number, annotation in numbered)
        return f"{tags}\t{notes}"

    return [column(numbered) for numbered in on_token]


def escape(text: str) -> str:
    """Return a value with the characters escaped that mean something in the format."""
    for character, replacement in ESCAPES.items():
        text = text.replace(character, replacement)
    return text


def _utf16(body: str) -> list[int]:
    """Return the number of UTF-16 units before each code point and before the end."""
    offsets = [0]
    for character in body:
        offsets.append(offsets[-1] + (2 if ord(character) > 0xFFFF else 1))
    return offsets
