"""A Draft is an article before it is frozen: plain text with standoff formatting and metadata."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal, Self, get_args

from web.i18n.lazy_message import Message
from web.values import is_web_address

# "uncertain" marks a word that text recognition may have misread; its value is the confidence in percent. Such marks
# are for the review only: they are not part of a frozen text.
Kind = Literal["heading", "emphasis", "strong", "link", "quotation", "item", "time", "uncertain"]
FROZEN_KINDS = tuple(kind for kind in get_args(Kind) if kind != "uncertain")
MAX_TIME_DIGITS = 10
LEVELS = frozenset({"", "1", "2", "3", "4", "5", "6"})
MAX_FORMATTING = 50_000
# Limit of formatting that covers one character: each is an element around the others.
MAX_NESTING = 200

TOO_MANY = Message("The text has {count} formatted ranges. Up to {most} are allowed.")
NO_SPAN = Message(
    "The formatted range from {start} to {end} is outside the text, which has {length} characters."
)
NO_KIND = Message("The kind of a formatted range must be one of these: {kinds}.")
NO_LEVEL = Message("The level of a heading must be 1 to 6, not “{level}”.")
NO_LINK = Message("The address of a link must begin with https:// or http://, unlike “{address}”.")
NO_TIME = Message("A time must be a number of milliseconds of at most {most} digits, not “{value}”.")
TOO_NESTED = Message("More than {most} formatted ranges overlap on one character.")

# The reason for clutter before the article's first paragraph and after its last.
REST_OF_PAGE = Message("rest of the page: {part}")


class FormattingError(ValueError):
    """The formatting does not fit its text. The message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Formatting:
    """``text[start:end]`` (code points) is shown as ``kind``.

    ``value`` is a heading's level, a link's target, or the time at which a paragraph begins in a broadcast, in
    milliseconds.
    """

    start: int
    end: int
    kind: Kind
    value: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Clutter:
    """``text[start:end]`` (code points) is on the page, but is not part of the article, for the ``reason``."""

    start: int
    end: int
    reason: Message

    @property
    def around(self) -> bool:
        """Return whether it stands before or after the whole article, and not among its paragraphs."""
        return self.reason.template == REST_OF_PAGE.template


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before the paragraph that begins at ``offset`` (code points), or after the last one.

    Readers give its file as it is, or "" if the article only has its address. ``articles.parsing.picture_files`` then
    makes a small JPEG or PNG file of it, with its size in pixels.
    """

    offset: int
    content: bytes
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader made of a file. Paragraphs are separated by an empty line, lines end in ``\\n``.

    ``notes`` tell the uploader what was guessed and what to check. ``clutter``, in order, is what the reader judged not
    to be part of the article: cleaning strikes it through, and people can keep it. ``pictures`` are in order too.
    ``scanned_pages`` are the numbers of the pages that have no text.
    """

    text: str
    title: str = ""
    byline: str = ""
    publication: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""
    formatting: tuple[Formatting, ...] = ()
    notes: tuple[Message, ...] = ()
    clutter: tuple[Clutter, ...] = ()
    pictures: tuple[Picture, ...] = ()
    scanned_pages: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the draft without its pictures as plain JSON values, for ``from_json``."""
        values = asdict(replace(self, pictures=()))
        del values["pictures"]
        return values | {
            "published": self.published.isoformat() if self.published else None,
            "notes": [note.to_json() for note in self.notes],
            "clutter": [(c.start, c.end, c.reason.to_json()) for c in self.clutter],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the draft that ``to_json`` wrote."""
        return cls(
            **data
            | {
                "published": date.fromisoformat(data["published"]) if data["published"] else None,
                "formatting": tuple(Formatting(**item) for item in data["formatting"]),
                "notes": tuple(Message.from_json(note) for note in data["notes"]),
                # Drafts that were stored by earlier versions have none.
                "clutter": tuple(
                    Clutter(start, end, Message.from_json(reason))
                    for start, end, reason in data.get("clutter", ())
                ),
                "scanned_pages": tuple(data.get("scanned_pages", ())),
            }
        )

    def with_edit(self, start: int, end: int, replacement: str) -> Self:
        """Replace ``text[start:end]`` and move the formatting; formatting without any text left is dropped."""
        shift = len(replacement) - (end - start)

        def new_offset(offset: int, inside: int) -> int:
            if offset <= start:
                return offset
            return offset + shift if offset >= end else inside

        return replace(
            self,
            text=self.text[:start] + replacement + self.text[end:],
            formatting=normalize_formatting(
                replace(f, start=new_offset(f.start, start + len(replacement)), end=new_offset(f.end, start))
                for f in self.formatting
            ),
            clutter=tuple(
                replace(c, start=first, end=last)
                for c in self.clutter
                if (first := new_offset(c.start, start + len(replacement)))
                < (last := new_offset(c.end, start))
            ),
            pictures=tuple(
                replace(p, offset=new_offset(p.offset, start + len(replacement))) for p in self.pictures
            ),
        )

    def only(self, spans: Sequence[tuple[int, int]]) -> Self:
        """Return the draft with nothing but the text of ``spans``, which are in order, as its paragraphs.

        Pictures before the first span and after the last one are left out.
        """
        starts, ends = [span[0] for span in spans], [span[1] for span in spans]
        shifts, length = [], 0
        for start, end in spans:
            shifts.append(length - start)
            length += end - start + len("\n\n")

        def move(item: Any) -> Any:
            first, last = bisect_right(ends, item.start), bisect_left(starts, item.end) - 1
            if first > last:
                return None
            start, end = max(item.start, starts[first]), min(item.end, ends[last])
            return replace(item, start=start + shifts[first], end=end + shifts[last])

        text = "\n\n".join(self.text[start:end] for start, end in spans)

        def place(picture: Picture) -> Iterator[Picture]:
            following = bisect_left(starts, picture.offset)
            if following < len(starts) and (following or picture.offset == starts[0]):
                yield replace(picture, offset=starts[following] + shifts[following])
            elif following == len(starts) and ends[-1:] == [len(self.text)]:
                yield replace(picture, offset=len(text))

        return replace(
            self,
            text=text,
            formatting=normalize_formatting(m for f in self.formatting if (m := move(f))),
            clutter=tuple(m for c in self.clutter if (m := move(c))),
            pictures=tuple(placed for p in self.pictures for placed in place(p)),
        )


def normalize_formatting(formatting: Iterable[Formatting]) -> tuple[Formatting, ...]:
    """Sort the formatting, without duplicates and empty spans."""
    return tuple(sorted({f for f in formatting if f.start < f.end}))


def check_formatting(text: str, formatting: Sequence[Formatting]) -> None:
    """Raise ``FormattingError`` unless all of ``formatting`` is inside ``text`` and can be shown."""
    if len(formatting) > MAX_FORMATTING:
        raise FormattingError(TOO_MANY.format(count=len(formatting), most=MAX_FORMATTING))
    ends: list[int] = []
    for row in sorted(formatting, key=lambda row: row.start):
        _check_one(row, len(text))
        ends = [end for end in ends if end > row.start]
        ends.append(row.end)
        if len(ends) > MAX_NESTING:
            raise FormattingError(TOO_NESTED.format(most=MAX_NESTING))


def _check_one(row: Formatting, length: int) -> None:
    if not 0 <= row.start < row.end <= length:
        raise FormattingError(NO_SPAN.format(start=str(row.start), end=str(row.end), length=str(length)))
    if row.kind not in FROZEN_KINDS:
        raise FormattingError(NO_KIND.format(kinds=", ".join(FROZEN_KINDS)))
    if row.kind == "heading" and row.value not in LEVELS:
        raise FormattingError(NO_LEVEL.format(level=row.value[:40]))
    if row.kind == "link" and row.value and not is_web_address(row.value):
        raise FormattingError(NO_LINK.format(address=row.value[:40]))
    if row.kind == "time" and not (
        row.value.isdecimal() and row.value.isascii() and len(row.value) <= MAX_TIME_DIGITS
    ):
        raise FormattingError(NO_TIME.format(most=MAX_TIME_DIGITS, value=row.value[:40]))
