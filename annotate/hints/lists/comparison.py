"""Compare the highlights of one reader with the hints: what both point at, and what only one of them does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotate.enums import HintResponse
from annotate.hints.visible import VisibleHint
from annotate.models import Annotation
from annotate.tag import Tag
from articles.hints import Hint
from articles.hints.matching import TaggedSpans

# Code points before and after the cue that a list repeats.
BEFORE, AFTER = 70, 90


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text with some of those around them, from the same paragraph."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ListedHint:
    """A hint in a list; ``number`` tells it from the others on the page."""

    key: str
    hint: Hint
    tag: Tag
    quote: Quote
    response: HintResponse | None
    is_highlighted: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class ListedHighlight:
    """A highlight of the reader; ``is_hinted`` if a hint points at the same words."""

    annotation: Annotation
    tag: Tag
    is_hinted: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The three lists, in the order of the text; ``further`` counts the hints that are left out."""

    hints: tuple[ListedHint, ...]
    highlights: tuple[ListedHighlight, ...]
    further: int

    @property
    def has_suggestions(self) -> bool:
        """Return whether a language model suggested one of the hints that are listed."""
        return any("suggested_by" in listed.hint.details for listed in self.hints)

    @property
    def both(self) -> list[ListedHint]:
        """Return the hints that the reader highlighted, too."""
        return [listed for listed in self.hints if listed.is_highlighted]

    @property
    def only_hint(self) -> list[ListedHint]:
        """Return the hints that the reader did not highlight."""
        return [listed for listed in self.hints if not listed.is_highlighted]

    @property
    def only_reader(self) -> list[ListedHighlight]:
        """Return the highlights that no hint points at."""
        return [listed for listed in self.highlights if not listed.is_hinted]


def compare(
    text: str,
    tags: Mapping[str, Tag],
    hints: Iterable[VisibleHint],
    annotations: Sequence[Annotation],
    more: bool,
) -> Comparison:
    """Compare ``annotations`` with the ``hints`` whose tag is one of ``tags``.

    Of the hints that the reader did not highlight, list those that are shown first or that they have seen; with
    ``more``, all.
    """
    spans = TaggedSpans((each.tag.slug, each.start, each.end, i) for i, each in enumerate(annotations))
    hinted: set[int] = set()
    listed: list[ListedHint] = []
    further = 0
    for visible in sorted(hints, key=lambda visible: visible.hint.cue):
        key, hint, response = visible.key, visible.hint, visible.response
        if hint.tag not in tags:
            continue
        own = spans.touching(hint)
        hinted |= own
        if own or more or visible.first or response:
            listed.append(ListedHint(key, hint, tags[hint.tag], quote(text, *hint.cue), response, bool(own)))
        else:
            further += 1
    return Comparison(
        tuple(replace(each, number=number) for number, each in enumerate(listed, 1)),
        tuple(ListedHighlight(each, tags[each.tag.slug], i in hinted) for i, each in enumerate(annotations)),
        further,
    )


def quote(text: str, start: int, end: int) -> Quote:
    """Return ``text[start:end]`` with some words before and after it."""
    before = text[max(0, start - BEFORE) : start].rpartition("\n")[2]
    if len(before) == BEFORE:
        before = "…" + before[before.find(" ") + 1 :]
    after = text[end : end + AFTER].partition("\n")[0]
    if len(after) == AFTER:
        after = after[: after.rfind(" ")] + "…"
    return Quote(before, text[start:end], after)
