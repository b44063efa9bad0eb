"""What a group of an RTF document inherits from the group around it, and the words that change it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from articles.parsing.rtf.page import PARAGRAPH, PLAIN, Look, Shape
from articles.parsing.rtf.styles import outline_level

# Where text is written: into the document, nowhere, into the properties, a field's instruction or a list's number.
BODY, NOWHERE, INFO, INSTRUCTION, MARK = "body", "nowhere", "info", "instruction", "mark"


@dataclass
class Field:
    """A field such as a link, and where its result is written."""

    destination: str
    instruction: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits from the group around it."""

    destination: str = BODY
    look: Look = PLAIN
    shape: Shape = PARAGRAPH
    style: int = -1
    font: int = -1
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
    drop_cap: bool = False
    field: Field | None = None
    in_note: bool = False


Change = Callable[[State, int | None], State]


def _look(name: str, on: Any = True, off: Any = False) -> Change:
    return lambda state, number: replace(
        state, look=state.look._replace(**{name: off if number == 0 else on})
    )


def _shape(name: str) -> Change:
    return lambda state, number: replace(state, shape=state.shape._replace(**{name: number != 0}))


def _flag(name: str) -> Change:
    return lambda state, number: replace(state, **{name: number != 0})  # type: ignore[arg-type]


def _new_paragraph(state: State, _number: int | None) -> State:
    return replace(state, shape=Shape(contents=state.shape.contents), style=-1, drop_cap=False)


CHANGES: dict[bytes, Change] = {
    b"b": _look("bold"),
    b"i": _look("italic"),
    b"strike": _look("struck"),
    b"striked": _look("struck"),
    b"super": _look("raised", "sup", ""),
    b"sub": _look("raised", "sub", ""),
    b"up": _look("raised", "sup", ""),
    b"dn": _look("raised", "sub", ""),
    b"nosupersub": lambda state, _: replace(state, look=state.look._replace(raised="")),
    b"plain": lambda state, _: replace(
        state, look=Look(link=state.look.link), font=-1, hidden=False, deleted=False
    ),
    b"v": _flag("hidden"),
    b"deleted": _flag("deleted"),
    b"mvf": _flag("deleted"),
    b"pard": _new_paragraph,
    b"intbl": _shape("in_table"),
    b"ls": _shape("item"),
    b"s": lambda state, number: replace(state, style=number or 0),
    b"f": lambda state, number: replace(state, font=number or 0),
    b"uc": lambda state, number: replace(state, skip=max(number if number is not None else 1, 0)),
    b"dropcapli": lambda state, number: replace(state, drop_cap=bool(number)),
    b"outlinelevel": lambda state, number: replace(
        state, shape=state.shape._replace(level=outline_level(number))
    ),
}
