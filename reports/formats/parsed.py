"""What a file from elsewhere holds, as its reader understood it: texts, whose marks, and what cannot be taken. Pure."""

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

# name in its archive -> bytes
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
# What comes of values that are of other kinds than a format has them; parsers of XML raise a SyntaxError.
ODD = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, SyntaxError, TypeError,
    ValueError,
)  # fmt: skip
# An annotator or a label has a name that fits a row of a page.
MAX_NAME = 200
# A file with more of them is none of the kind that it seems to be: nobody reads further.
MAX_PROBLEMS = 1000
OF_FILE = Message("This file {why}")
# How much of a text from the file a problem repeats.
MAX_SHOWN = 300
TOO_DEEP = Message("is nested too deeply.")


class RowError(ProblemError, ValueError):
    """One row of a file cannot be taken. The message goes on after the row's name: “corpus.jsonl, line 3 …”."""

    code = "unreadable"

    @property
    def detail(self) -> Message:
        """Return the message about the whole file."""
        return OF_FILE.format(why=reason_of(self))


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What cannot be taken: ``where`` it stands, and why."""

    where: str
    said: Message

    def to_json(self) -> list[Any]:
        """The problem as plain JSON values; ``from_json`` reads it back."""
        return [_plain(self.where), _plain(self.said)]

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The problem that ``to_json`` wrote."""
        where, said = data
        return cls(_where(where), Message.from_json(said))


@dataclass(frozen=True, slots=True)
class ParsedAnnotation:
    """A tag on ``text[start:end]``, code points. Without a ``quote`` nothing can be checked; ``id`` may be empty."""

    start: int
    end: int
    tag: str
    quote: str = ""
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its marks by annotator. Without a ``text``, ``source`` names one that must be there already.

    ``record`` is what our own complete file holds of it; ``left_out`` what else a row has that has no place here.
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
        """The document as plain JSON values, without what was left out; ``from_json`` reads it back.

        The layers of a record are in the record.
        """
        layers = (
            {} if self.record else {name: list(map(_mark_json, own)) for name, own in self.layers.items()}
        )
        same = {name: getattr(self, name) for name in ("text", "title", "url", "source", "record")}
        return same | {"where": _plain(self.where), "layers": layers}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The document that ``to_json`` wrote."""
        layers = {
            name: tuple(ParsedAnnotation(*mark) for mark in own) for name, own in data["layers"].items()
        }
        return cls(**data | {"where": _where(data["where"]), "layers": layers})


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """All of a file."""

    documents: tuple[Document, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    def __add__(self, other: "ParsedFile") -> "ParsedFile":
        return ParsedFile(self.documents + other.documents, self.problems + other.problems)


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark; raises ``RowError``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RowError(NO_UTF8.format(at=error.start)) from None


def parse_json(text: str) -> Any:
    """The JSON in ``text``; raises ``RowError``."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(NO_JSON.format(why=error.msg, column=error.colno)) from None
    except RecursionError:
        raise RowError(TOO_DEEP) from None


def split_rows(name: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """(where, value) of a list in a JSON file, of the one object in it, or of each line of a JSONL file.

    A line that is no JSON has ``RowError`` as its value, so that the others are still read. Raises ``RowError``.
    """
    text = decode(data)
    if text.lstrip().startswith("["):
        for number, value in enumerate(parse_json(text), 1):
            yield NUMBER.format(file=name, number=number), value
        return
    if "\n" in text.strip() and _first(text)[1] == len(text.rstrip()):
        yield NUMBER.format(file=name, number=1), parse_json(text)
        return
    # Only line feeds part the lines: within a text there may be any other separator.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                value = parse_json(line)
            except RowError as error:
                value = error
            yield LINE.format(file=name, number=number), value


def read_rows(files: Files, of: str, read: Callable[[str, str, dict[str, Any]], Document]) -> ParsedFile:
    """What ``read(file, where, row)`` makes of every object in the files; what it cannot is a problem of that row."""
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
                    problems += [RowProblem(where, said) for said in document.left_out]
                except RowError as error:
                    problems.append(RowProblem(where, reason_of(error)))
                except ODD:
                    problems.append(RowProblem(where, NOT_AS.format(format=of)))
        except RowError as error:
            problems.append(RowProblem(name, reason_of(error)))
    return ParsedFile(tuple(documents), tuple(problems))


def require_object(value: Any, of: str) -> dict[str, Any]:
    """``value``, where it is an object; raises ``RowError``."""
    if not isinstance(value, dict):
        raise RowError(NO_OBJECT.format(format=of))
    return value


def require_text(value: Any) -> str:
    """``value``, where it is a text with something in it; raises ``RowError``."""
    if not isinstance(value, str) or not value.strip():
        raise RowError(NO_TEXT)
    return value


def require_annotation(start: Any, end: Any, tag: Any, **more: Any) -> ParsedAnnotation:
    """A mark from values that nobody has checked; raises ``RowError``."""
    if not all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end)):
        raise RowError(NO_SPAN)
    if not isinstance(tag, str) or not tag.strip():
        raise RowError(NO_TAG)
    if not more:
        return ParsedAnnotation(start, end, tag)
    kinds = {"quote": str, "note": str, "details": dict, "id": str}
    return ParsedAnnotation(
        start, end, tag, **{name: v for name, v in more.items() if isinstance(v, kinds[name])}
    )


def annotator_name(value: Any, name: str) -> str:
    """The annotator that a row names; where it names none, they are called as the file ``name`` is."""
    return value if isinstance(value, str) and value.strip() else PurePath(name).name.split(".")[0]


def article_metadata(made: Any) -> dict[str, str]:
    """Title and address of an article, where a file of ours says where its marks come from."""
    made = made if isinstance(made, dict) else {}
    return {name: value for name in ("title", "url") if isinstance(value := made.get(name), str)}


def reason_of(error: RowError) -> Message:
    """Why."""
    return cast(Message, error.args[0])


def _plain(words: str) -> Any:
    """A text or a phrase as JSON; what it repeats of the file is short and can be stored."""
    if not isinstance(words, Message):
        return replace_unstorable(words)[:MAX_SHOWN]
    values = {
        name: _plain(value) if isinstance(value, str) else value for name, value in words.values.items()
    }
    return [words.template, values]


def _where(data: Any) -> str:
    return Message.from_json(data) if isinstance(data, list) else str(data)


def _mark_json(mark: ParsedAnnotation) -> list[Any]:
    return [mark.start, mark.end, mark.tag, mark.quote, mark.note, dict(mark.details), mark.id]


def first_object(files: Files) -> dict[str, Any]:
    """The first object of the first file, by which a format knows its own; empty where there is none."""
    for data in files.values():
        try:
            return _first(decode(data))[0]
        except RowError:
            return {}
    return {}


def _first(text: str) -> tuple[dict[str, Any], int]:
    """(the first object in a JSON text, where it ends), without a look at what follows; ({}, 0) for none."""
    at = len(text) - len(text.lstrip("[ \t\r\n"))
    try:
        value, end = json.JSONDecoder().raw_decode(text, at)
    except (json.JSONDecodeError, RecursionError):
        return {}, 0
    return (value, end) if isinstance(value, dict) else ({}, 0)


def storable(document: Document) -> Document:
    """Return the document with names and notes as they can be stored; a record has been checked already."""
    if document.record is not None:
        return document
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    for annotator, marks in document.layers.items():
        name = replace_unstorable(annotator)[:MAX_NAME]
        layers[name] = (*layers.get(name, ()), *map(_storable_mark, marks))
    title, url, source = map(replace_unstorable, (document.title, document.url, document.source))
    return replace(document, layers=layers, title=title, url=url, source=source)


def _storable_mark(mark: ParsedAnnotation) -> ParsedAnnotation:
    tag, note = replace_unstorable(mark.tag)[:MAX_NAME], replace_unstorable(mark.note)
    return replace(mark, tag=tag, note=note)


def validate_document(document: Document) -> tuple[Document, tuple[RowProblem, ...]]:
    """The document as it can be kept, and a problem for each mark that does not fit its text.

    Lines end in ``\\n`` alone, and the offsets with them. Where the quotes say that a file counts UTF-16 units, they
    are turned into code points.
    """
    if document.text is None:
        return document, ()
    text, moved = _kept(document.text)
    utf16 = _Utf16(document.text) if _counts_utf16(document) else None
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    problems: list[RowProblem] = []
    for annotator, marks in document.layers.items():
        kept = []
        for mark in marks:
            if len(problems) >= MAX_PROBLEMS:
                break
            try:
                kept.append(_fitting(document.text, text, moved, utf16, mark))
            except SpanError as error:
                problems.append(RowProblem(document.where, _said(mark, error)))
        layers[annotator] = tuple(kept)
    return replace(document, text=text, layers=layers), tuple(problems)


def _fitting(
    before: str, text: str, moved: list[int] | None, utf16: "_Utf16 | None", mark: ParsedAnnotation
) -> ParsedAnnotation:
    start, end = mark.start, mark.end
    if utf16:
        # Half of a pair is no place.
        start, end = utf16.get(start, -1), utf16.get(end, -1)
    check_span(before, start, end, mark.quote or before[max(start, 0) : max(end, 0)])
    if moved:
        start, end = moved[start], moved[end]
        check_span(text, start, end, text[start:end])
    return ParsedAnnotation(start, end, mark.tag, text[start:end], mark.note, mark.details, mark.id)


def _said(mark: ParsedAnnotation, error: SpanError) -> Message:
    return Message("A mark “{tag}” on {start}–{end} was left out: {why}").format(
        tag=mark.tag, start=str(mark.start), end=str(mark.end), why=error.args[0]
    )


def _counts_utf16(document: Document) -> bool:
    """Whether the quotes stand where UTF-16 would have them, and not where code points would."""
    text = document.text or ""
    if not ASTRAL.search(text):
        return False
    units = _Utf16(text)
    votes = 0
    for mark in (mark for marks in document.layers.values() for mark in marks if mark.quote):
        here = text[max(mark.start, 0) : max(mark.end, 0)] == mark.quote
        there = text[units.get(mark.start, 0) : units.get(mark.end, 0)] == mark.quote
        votes += there - here
    return votes > 0


class _Utf16:
    """Turns UTF-16 offsets of a text into code points; of all letters only those of two units are looked at."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # Where the second unit of each pair is.
        self.pairs = [match.start() + number + 1 for number, match in enumerate(ASTRAL.finditer(text))]

    def get(self, offset: int, otherwise: int) -> int:
        """How many code points come before ``offset``; ``otherwise`` within a letter and outside of the text."""
        before = bisect_left(self.pairs, offset)
        found = offset - before
        if not 0 <= found <= self.length or (before < len(self.pairs) and self.pairs[before] == offset):
            return otherwise
        return found


def _kept(text: str) -> tuple[str, list[int] | None]:
    """(the text as it can be kept, for each offset of the old its place in the new; None where all stay)."""
    text = replace_unstorable(text)
    if "\r" not in text:
        return text, None
    moved, pieces, length = [0], [], 0
    for number, letter in enumerate(text):
        piece = letter
        if letter == "\r":
            # Of CR LF the CR takes no room.
            piece = "" if text[number + 1 : number + 2] == "\n" else "\n"
        pieces.append(piece)
        length += len(piece)
        moved.append(length)
    return "".join(pieces), moved


def text_key(document: Document) -> str:
    """By what a text is known: its hash, or what a document without one says."""
    if document.text is None:
        return document.source
    return f"{SHA}{hashlib.sha256(document.text.encode()).hexdigest()}"


def same_texts(documents: Iterable[Document]) -> list[Document]:
    """One document a text: many tools write a row for each annotator. Marks keep their order."""
    found: dict[tuple[str | None, str], Document] = {}
    layers: dict[tuple[str | None, str], dict[str, list[ParsedAnnotation]]] = {}
    for document in documents:
        key = (document.text, document.source if document.text is None else "")
        if document.record:
            found[document.where, ""] = document
            continue
        before = found.setdefault(key, document)
        if document.title and not before.title:
            found[key] = replace(before, title=document.title)
        own = layers.setdefault(key, {})
        for annotator, marks in document.layers.items():
            own.setdefault(annotator, []).extend(marks)
    return [
        replace(document, layers={name: tuple(marks) for name, marks in layers[key].items()})
        if key in layers
        else document
        for key, document in found.items()
    ]
