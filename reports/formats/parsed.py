"""The content of an imported file: texts, the annotations of each annotator, and what cannot be imported. Pure."""

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Self, cast

from annotate.annotations.spans import SpanError, check_span
from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.values import replace_unstorable

# Name in the archive -> content.
Files = Mapping[str, bytes]

NO_JSON = Message("is no JSON: {why}, in column {column}.")
NO_UTF8 = Message("is no UTF-8 text: byte {at} does not belong there.")
NO_OBJECT = Message("must be an object, as {format} writes it.")
NOT_AS = Message("is not as {format} writes it.")
NO_TEXT = Message("holds no text.")
NO_SPAN = Message("has a mark without whole numbers for its start and its end.")
NO_TAG = Message("has a mark without a label.")
NUMBER = Message("{file}, number {number}")
LINE = Message("{file}, line {number}")
SHA = "urn:sha256:"
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# Errors caused by values of other types than a format prescribes; XML parsers raise SyntaxError.
MALFORMED = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, SyntaxError, TypeError,
    ValueError,
)  # fmt: skip
# Of the names of annotators and labels.
MAX_NAME = 200
# A file with more problems is probably in another format, and is read no further.
MAX_PROBLEMS = 1000
OF_FILE = Message("This file {why}")
# Length to which texts from the file are cut in problems.
MAX_SHOWN = 300
TOO_DEEP = Message("is nested too deeply.")


class RowError(ProblemError, ValueError):
    """A row of a file cannot be imported. The message continues the name of the row: “corpus.jsonl, line 3 …”."""

    code = "unreadable"

    @property
    def detail(self) -> Message:
        """Return the message as a sentence about the whole file."""
        return OF_FILE.format(why=reason_of(self))


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What cannot be imported: where in the file it is, and why."""

    where: str
    message: Message

    def to_json(self) -> list[Any]:
        """Return the problem as plain JSON values, for ``from_json``."""
        return [_plain(self.where), _plain(self.message)]

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Return the problem that ``to_json`` wrote."""
        where, message = data
        return cls(_where(where), Message.from_json(message))


@dataclass(frozen=True, slots=True)
class ParsedAnnotation:
    """A tag on ``text[start:end]``, in code points. The offsets are checked against ``quote`` unless it is empty."""

    start: int
    end: int
    tag: str
    quote: str = ""
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its annotations by annotator. Without a ``text``, ``source`` identifies an article that we have.

    ``record`` is the record of our own complete format; ``left_out`` says what else in the row is not imported.
    """

    where: str
    text: str | None
    layers: Mapping[str, tuple[ParsedAnnotation, ...]]
    title: str = ""
    url: str = ""
    source: str = ""
    record: Mapping[str, Any] | None = None
    left_out: tuple[Message, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the document as plain JSON values, for ``from_json``, without ``left_out``.

        The layers of a record are in the record.
        """
        layers = (
            {}
            if self.record
            else {name: list(map(_annotation_json, layer)) for name, layer in self.layers.items()}
        )
        fields = {name: getattr(self, name) for name in ("text", "title", "url", "source", "record")}
        return fields | {"where": _plain(self.where), "layers": layers}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the document that ``to_json`` wrote."""
        layers = {
            name: tuple(ParsedAnnotation(*row) for row in layer) for name, layer in data["layers"].items()
        }
        return cls(**data | {"where": _where(data["where"]), "layers": layers})


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """Everything in a file."""

    documents: tuple[Document, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    def __add__(self, other: "ParsedFile") -> "ParsedFile":
        return ParsedFile(self.documents + other.documents, self.problems + other.problems)


def decode(data: bytes) -> str:
    """Decode UTF-8 with or without a byte order mark. Raises ``RowError``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RowError(NO_UTF8.format(at=error.start)) from None


def parse_json(text: str) -> Any:
    """Return the value of a JSON text. Raises ``RowError``."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(NO_JSON.format(why=error.msg, column=error.colno)) from None
    except RecursionError:
        raise RowError(TOO_DEEP) from None


def split_rows(name: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield (where, value) for each item of a JSON list, for a single JSON object, or for each line of JSONL.

    The value of a line that is no JSON is a ``RowError``, so that the others are still read. Raises ``RowError`` when
    nothing can be read.
    """
    text = decode(data)
    if text.lstrip().startswith("["):
        for number, value in enumerate(parse_json(text), 1):
            yield NUMBER.format(file=name, number=number), value
        return
    if "\n" in text.strip() and _first(text)[1] == len(text.rstrip()):
        yield NUMBER.format(file=name, number=1), parse_json(text)
        return
    # Lines end in a line feed only: a text may contain any other line separator.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                value = parse_json(line)
            except RowError as error:
                value = error
            yield LINE.format(file=name, number=number), value


def read_rows(files: Files, of: str, read: Callable[[str, str, dict[str, Any]], Document]) -> ParsedFile:
    """Return the documents that ``read(file, where, row)`` makes of the rows; one that it cannot read is a problem."""
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for name, data in files.items():
        try:
            for where, value in split_rows(name, data):
                if len(problems) >= MAX_PROBLEMS:
                    return ParsedFile(tuple(documents), tuple(problems))
                try:
                    if isinstance(value, RowError):
                        raise value
                    document = read(name, where, require_object(value, of))
                    documents.append(document)
                    problems += [RowProblem(where, message) for message in document.left_out]
                except RowError as error:
                    problems.append(RowProblem(where, reason_of(error)))
                except MALFORMED:
                    problems.append(RowProblem(where, NOT_AS.format(format=of)))
        except RowError as error:
            problems.append(RowProblem(name, reason_of(error)))
    return ParsedFile(tuple(documents), tuple(problems))


def require_object(value: Any, of: str) -> dict[str, Any]:
    """Return ``value`` if it is an object. Raises ``RowError`` otherwise."""
    if not isinstance(value, dict):
        raise RowError(NO_OBJECT.format(format=of))
    return value


def require_text(value: Any) -> str:
    """Return ``value`` if it is a text that is not blank. Raises ``RowError`` otherwise."""
    if not isinstance(value, str) or not value.strip():
        raise RowError(NO_TEXT)
    return value


def require_annotation(start: Any, end: Any, tag: Any, **optional: Any) -> ParsedAnnotation:
    """Return an annotation made of unchecked values; ``optional`` values of a wrong type are ignored.

    Raises ``RowError`` for offsets that are no integers, or a blank tag.
    """
    if not all(isinstance(offset, int) and not isinstance(offset, bool) for offset in (start, end)):
        raise RowError(NO_SPAN)
    if not isinstance(tag, str) or not tag.strip():
        raise RowError(NO_TAG)
    if not optional:
        return ParsedAnnotation(start, end, tag)
    types = {"quote": str, "note": str, "details": dict, "id": str}
    return ParsedAnnotation(
        start, end, tag, **{name: value for name, value in optional.items() if isinstance(value, types[name])}
    )


def annotator_name(value: Any, file: str) -> str:
    """Return the name of an annotator in a row, or else the name of the file without its endings."""
    return value if isinstance(value, str) and value.strip() else PurePath(file).name.split(".")[0]


def article_metadata(provenance: Any) -> dict[str, str]:
    """Return the title and the address of an article from the provenance that our own files have."""
    values = provenance if isinstance(provenance, dict) else {}
    return {name: value for name in ("title", "url") if isinstance(value := values.get(name), str)}


def reason_of(error: RowError) -> Message:
    """Return the translatable reason of a ``RowError``."""
    return cast(Message, error.args[0])


def _plain(text: str) -> Any:
    """Return a text or a ``Message`` as JSON values; texts from the file are cut and made storable."""
    if not isinstance(text, Message):
        return replace_unstorable(text)[:MAX_SHOWN]
    values = {name: _plain(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return [text.template, values]


def _where(data: Any) -> str:
    return Message.from_json(data) if isinstance(data, list) else str(data)


def _annotation_json(annotation: ParsedAnnotation) -> list[Any]:
    return [
        annotation.start,
        annotation.end,
        annotation.tag,
        annotation.quote,
        annotation.note,
        dict(annotation.details),
        annotation.id,
    ]


def first_object(files: Files) -> dict[str, Any]:
    """Return the first object of the first file, by which a format recognizes its files; {} if there is none."""
    for data in files.values():
        try:
            return _first(decode(data))[0]
        except RowError:
            return {}
    return {}


def _first(text: str) -> tuple[dict[str, Any], int]:
    """Return the first object in a JSON text and the offset of its end, without reading on; ({}, 0) for none."""
    start = len(text) - len(text.lstrip("[ \t\r\n"))
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError):
        return {}, 0
    return (value, end) if isinstance(value, dict) else ({}, 0)


def storable(document: Document) -> Document:
    """Return the document with storable names and notes. A record has been checked already."""
    if document.record is not None:
        return document
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    for annotator, annotations in document.layers.items():
        name = replace_unstorable(annotator)[:MAX_NAME]
        layers[name] = (*layers.get(name, ()), *map(_storable_annotation, annotations))
    title, url, source = map(replace_unstorable, (document.title, document.url, document.source))
    return replace(document, layers=layers, title=title, url=url, source=source)


def _storable_annotation(annotation: ParsedAnnotation) -> ParsedAnnotation:
    tag, note = replace_unstorable(annotation.tag)[:MAX_NAME], replace_unstorable(annotation.note)
    return replace(annotation, tag=tag, note=note)


def validate_document(document: Document) -> tuple[Document, tuple[RowProblem, ...]]:
    """Return the document with normalized line ends and offsets, and a problem for each annotation that does not fit.

    If the quotes show that a file counts UTF-16 units, its offsets are converted to code points.
    """
    if document.text is None:
        return document, ()
    text, new_offsets = _normalize_line_ends(document.text)
    utf16 = _Utf16Offsets(document.text) if _counts_utf16(document) else None
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    problems: list[RowProblem] = []
    for annotator, annotations in document.layers.items():
        valid = []
        for annotation in annotations:
            if len(problems) >= MAX_PROBLEMS:
                break
            try:
                valid.append(_checked_annotation(document.text, text, new_offsets, utf16, annotation))
            except SpanError as error:
                problems.append(RowProblem(document.where, _left_out_message(annotation, error)))
        layers[annotator] = tuple(valid)
    return replace(document, text=text, layers=layers), tuple(problems)


def _checked_annotation(
    original: str,
    text: str,
    new_offsets: list[int] | None,
    utf16: "_Utf16Offsets | None",
    annotation: ParsedAnnotation,
) -> ParsedAnnotation:
    """Return the annotation with its offsets in ``text``. Raises ``SpanError``."""
    start, end = annotation.start, annotation.end
    if utf16:
        # An offset within a surrogate pair is invalid.
        start, end = utf16.get(start, -1), utf16.get(end, -1)
    check_span(original, start, end, annotation.quote or original[max(start, 0) : max(end, 0)])
    if new_offsets:
        start, end = new_offsets[start], new_offsets[end]
        check_span(text, start, end, text[start:end])
    return replace(annotation, start=start, end=end, quote=text[start:end])


def _left_out_message(annotation: ParsedAnnotation, error: SpanError) -> Message:
    return Message("A mark “{tag}” on {start}–{end} was left out: {why}").format(
        tag=annotation.tag, start=str(annotation.start), end=str(annotation.end), why=error.args[0]
    )


def _counts_utf16(document: Document) -> bool:
    """Return whether more quotes match their offsets in UTF-16 units than in code points."""
    text = document.text or ""
    if not ASTRAL.search(text):
        return False
    utf16 = _Utf16Offsets(text)
    votes = 0
    for annotation in (a for annotations in document.layers.values() for a in annotations if a.quote):
        start, end = annotation.start, annotation.end
        as_code_points = text[max(start, 0) : max(end, 0)] == annotation.quote
        as_utf16 = text[utf16.get(start, 0) : utf16.get(end, 0)] == annotation.quote
        votes += as_utf16 - as_code_points
    return votes > 0


class _Utf16Offsets:
    """Converts UTF-16 offsets of a text to code points. It stores only the characters that take two units."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # The offset of the second unit of each surrogate pair.
        self.pairs = [match.start() + number + 1 for number, match in enumerate(ASTRAL.finditer(text))]

    def get(self, offset: int, default: int) -> int:
        """Return the code points before ``offset``, or ``default`` within a pair and outside of the text."""
        pairs = bisect_left(self.pairs, offset)
        code_points = offset - pairs
        if not 0 <= code_points <= self.length or (pairs < len(self.pairs) and self.pairs[pairs] == offset):
            return default
        return code_points


def _normalize_line_ends(text: str) -> tuple[str, list[int] | None]:
    """Return the storable text with LF line ends, and the new offset of each old one; None if all are the same."""
    text = replace_unstorable(text)
    if "\r" not in text:
        return text, None
    new_offsets, pieces, length = [0], [], 0
    for offset, character in enumerate(text):
        piece = character
        if character == "\r":
            piece = "" if text[offset + 1 : offset + 2] == "\n" else "\n"
        pieces.append(piece)
        length += len(piece)
        new_offsets.append(length)
    return "".join(pieces), new_offsets


def text_key(document: Document) -> str:
    """Return what identifies a text: a URN of its hash, or the source of a document without a text."""
    if document.text is None:
        return document.source
    return f"{SHA}{hashlib.sha256(document.text.encode()).hexdigest()}"


def merge_same_texts(documents: Iterable[Document]) -> list[Document]:
    """Return one document per text, with the annotations in their order: many tools write a row per annotator."""
    merged: dict[tuple[str | None, str], Document] = {}
    layers: dict[tuple[str | None, str], dict[str, list[ParsedAnnotation]]] = {}
    for document in documents:
        key = (document.text, document.source if document.text is None else "")
        if document.record:
            merged[document.where, ""] = document
            continue
        first = merged.setdefault(key, document)
        if document.title and not first.title:
            merged[key] = replace(first, title=document.title)
        text_layers = layers.setdefault(key, {})
        for annotator, annotations in document.layers.items():
            text_layers.setdefault(annotator, []).extend(annotations)
    return [
        replace(document, layers={name: tuple(layer) for name, layer in layers[key].items()})
        if key in layers
        else document
        for key, document in merged.items()
    ]
