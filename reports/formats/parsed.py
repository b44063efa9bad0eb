"""The content of an imported file: texts, the annotations of each annotator, and what cannot be imported. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, cast

from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.values import replace_unstorable

# Name in the archive -> content.
Files = Mapping[str, bytes]

NUMBER = Message("{file}, number {number}")
LINE = Message("{file}, line {number}")
OF_FILE = Message("This file {why}")
# A file with more problems is probably in another format, and is read no further.
MAX_PROBLEMS = 1000
# Length to which texts from the file are cut in problems.
MAX_SHOWN = 300


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
    """A tag on ``text[start:end]``, in code points. The offsets are checked against ``quote`` unless it is empty.

    ``from_hint``: the ``code`` and the ``rules`` of the hint that it was made from.
    """

    start: int
    end: int
    tag: str
    quote: str = ""
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""
    from_hint: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its annotations by annotator. Without a ``text``, ``source`` identifies an article that we have.

    ``record`` is the record of our own complete format; ``language`` is that of the text (BCP 47);
    ``left_out`` says what else in the row is not imported.
    """

    where: str
    text: str | None
    layers: Mapping[str, tuple[ParsedAnnotation, ...]]
    title: str = ""
    url: str = ""
    source: str = ""
    record: Mapping[str, Any] | None = None
    language: str = ""
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
        fields = {
            name: getattr(self, name) for name in ("text", "title", "url", "source", "record", "language")
        }
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
        annotation.from_hint,
    ]
