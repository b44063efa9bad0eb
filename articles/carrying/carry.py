"""Carry spans over from one revision of a text to the next.

The rules, of which the first that applies decides:

1. *Position.* No edit changes anything within the span: it moves by what the edits before it add or remove. An
   insertion at either end stays outside.
2. *What is left.* Edits change something within the span: it reaches from its first to its last character that is left,
   around what was corrected or inserted between them. What replaces its first or last words belongs to it. Of its
   characters at least half must be left; or at least a fifth, if these are at least half of the span afterwards.
3. *Quote.* The words of the span stand in text that the edits inserted, as when a paragraph is moved; or anywhere, if
   what stands before and after them is the same, too. Of several such places the one with the longest common prefix and
   suffix counts, then the one nearest to where the span would be, then the first. Words of fewer than ``LONG_ENOUGH``
   characters need some of their prefix or suffix beside them.
4. *Similarity.* Text that the edits inserted is similar to the words of the span (at least ``SIMILAR`` of 100 by
   RapidFuzz), as when a paragraph is moved and rewritten. Only for spans of at least ``LONG_ENOUGH`` characters.
5. Otherwise the span has no place.

Before that, edits are refined, so that words which an edit merely repeats do not count as changed. The place of a span
is never blank, and keeps to whole words and graphemes where the span did. It depends on nothing but the texts, the
edits and the span. All of it takes limited time, whatever the texts are.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from rapidfuzz import fuzz

from articles.carrying.edges import fit_span
from articles.carrying.refine import Budget, refine_edits
from articles.carrying.sizes import Sizes
from articles.editing.text_edit import OffsetMap, TextEdit

Span = tuple[int, int]
CONTEXT = 32
LONG_ENOUGH = 16
SHORT_CONTEXT = 8
SIMILAR = 80
# Limits that keep a hostile text from taking long: places of a quote, how far from the expected place they may be,
# and the lengths of the texts that are compared by similarity.
MAX_PLACES, MAX_DISTANCE = 100, 100_000
MAX_QUOTE, MAX_INSERTED = 400, 2_000


class _FineEdits:
    """The refined edits, with where they are in both texts."""

    def __init__(self, old: str, edits: Sequence[TextEdit], budget: Budget | None) -> None:
        self.edits = refine_edits(old, edits, budget)
        self.starts = [edit.start for edit in self.edits]
        self.ends = [edit.end for edit in self.edits]
        self.shifts = [0, *accumulate(edit.shift for edit in self.edits)]
        # [start, end) of what each edit inserted, in the new text.
        self.inserted = [
            (edit.start + shift, edit.start + shift + len(edit.replacement))
            for edit, shift in zip(self.edits, self.shifts, strict=False)
            if edit.replacement
        ]
        self.inserted_ends = [end for _start, end in self.inserted]


class SpanCarrier:
    """The way from the spans of a text to those of the text after the edits."""

    def __init__(self, old: str, new: str, edits: Sequence[TextEdit], budget: Budget | None = None) -> None:
        self.old, self.new, self._budget = old, new, budget
        self._raw_edits, self._offsets = edits, OffsetMap(edits)
        self._carried: dict[Span, Span | None] = {}

    @cached_property
    def _fine(self) -> _FineEdits:
        """The refined edits, which only spans that an edit touches need."""
        return _FineEdits(self.old, self._raw_edits, self._budget)

    @cached_property
    def _old_sizes(self) -> Sizes:
        return Sizes(self.old)

    @cached_property
    def _new_sizes(self) -> Sizes:
        return Sizes(self.new)

    @cached_property
    def _removed_before(self) -> list[int]:
        """How many characters that are not blank the refined edits before each one remove."""
        sizes = (self._old_sizes.of(edit.start, edit.end) for edit in self._fine.edits)
        return list(accumulate(sizes, initial=0))

    def carry(self, start: int, end: int) -> Span | None:
        """Return where ``[start, end)`` of the old text is in the new one, None if it has no place there."""
        if moved := self._offsets.span(start, end):
            return moved
        # Many people highlight the same words.
        if (start, end) not in self._carried:
            self._carried[start, end] = (
                self._what_is_left(start, end)
                or self._by_quote(start, end)
                or self._by_similarity(start, end)
            )
        return self._carried[start, end]

    def rest(self, start: int, end: int) -> Span | None:
        """Return what is left of a longer stretch ``[start, end)``, however little that is; None if it is nothing."""
        new_start, new_end = self._offsets.span(start, end) or self._bounds(start, end)[0]
        return (new_start, new_end) if self.new[new_start:new_end].strip() else None

    def offset(self, offset: int) -> int:
        """Return where an offset of the old text is in the new one; one within an edit moves to its end."""
        (start, _end), _edits = self._bounds(offset, offset + 1)
        return start

    def _bounds(self, start: int, end: int) -> tuple[Span, Span]:
        """Return the span in the new text, which may be empty, and the refined edits ``[first, last)`` within it."""
        first, last = bisect_right(self._fine.ends, start), bisect_left(self._fine.starts, end)
        new_start, new_end = start + self._fine.shifts[first], end + self._fine.shifts[last]
        if first < last:
            before, after = self._fine.edits[first], self._fine.edits[last - 1]
            if before.start < start:
                new_start = before.end + self._fine.shifts[first + 1]
            if after.end > end:
                new_end = after.start + self._fine.shifts[last - 1]
        return (new_start, new_end), (first, last)

    def _what_is_left(self, start: int, end: int) -> Span | None:
        (new_start, new_end), (first, last) = self._bounds(start, end)
        if new_start >= new_end:
            return None
        size = self._old_sizes.of(start, end)
        left = size - self._removed(start, end, first, last)
        new_size = self._new_sizes.of(new_start, new_end)
        if 2 * left >= size or (5 * left >= size and 2 * left >= new_size):
            return self._fit(new_start, new_end, start, end)
        return None

    def _removed(self, start: int, end: int, first: int, last: int) -> int:
        """Return how many characters of ``[start, end)`` that are not blank its edits ``[first, last)`` remove."""
        removed = self._removed_before[last] - self._removed_before[first]
        if first < last:
            removed -= self._old_sizes.of(self._fine.starts[first], start)
            removed -= self._old_sizes.of(end, self._fine.ends[last - 1])
        return removed

    def _by_quote(self, start: int, end: int) -> Span | None:
        expected = self._bounds(start, end)[0][0]
        prefix, suffix = self.old[max(0, start - CONTEXT) : start], self.old[end : end + CONTEXT]
        span = self._place_of_quote(self.old[start:end], prefix, suffix, expected)
        return span and self._fit(*span, start, end)

    def find_again(self, quote: str, prefix: str, suffix: str) -> Span | None:
        """Return where words that an earlier text had are in the new one again, None if they are not."""
        return self._place_of_quote(quote, prefix, suffix, None)

    def _place_of_quote(self, quote: str, prefix: str, suffix: str, expected: int | None) -> Span | None:
        places = []
        reach = (0, len(self.new))
        if expected is not None:
            reach = max(0, expected - MAX_DISTANCE), expected + MAX_DISTANCE
        for at in _occurrences(self.new, quote, *reach):
            stop = at + len(quote)
            before, after = self.new[max(0, at - CONTEXT) : at], self.new[stop : stop + CONTEXT]
            common = _common_prefix(prefix[::-1], before[::-1]) + _common_prefix(suffix, after)
            same_context = common >= LONG_ENOUGH and common == len(prefix) + len(suffix)
            long_enough = len(quote) >= LONG_ENOUGH or common >= SHORT_CONTEXT
            if same_context or (long_enough and self._touches_inserted(at, stop)):
                places.append((-common, abs(at - (expected or 0)), at))
        return (min(places)[2], min(places)[2] + len(quote)) if places else None

    def _by_similarity(self, start: int, end: int) -> Span | None:
        quote = self.old[start:end]
        if not LONG_ENOUGH <= len(quote) <= MAX_QUOTE:
            return None
        expected = self._bounds(start, end)[0][0]
        best: tuple[float, int, Span] | None = None
        for first, last in self._inserted_near(expected, len(quote) // 2):
            found = fuzz.partial_ratio_alignment(quote, self.new[first:last], score_cutoff=SIMILAR)
            if found is None:
                continue
            span = first + found.dest_start, first + found.dest_end
            if not self._touches_inserted(*span) or fuzz.ratio(quote, self.new[slice(*span)]) < SIMILAR:
                continue
            rank = (-found.score, abs(span[0] - expected), span)
            best = min(best, rank) if best else rank
        return self._fit(*best[2], start, end) if best else None

    def _inserted_near(self, offset: int, around: int) -> Iterator[Span]:
        """Yield stretches of the new text with something inserted, nearest first, up to ``MAX_INSERTED`` characters."""
        stretches: list[Span] = []
        middle = bisect_left(self._fine.inserted_ends, offset)
        near = self._fine.inserted[max(0, middle - MAX_PLACES) : middle + MAX_PLACES]
        for start, end in ((max(0, a - around), min(len(self.new), b + around)) for a, b in near):
            if stretches and start <= stretches[-1][1]:
                stretches[-1] = stretches[-1][0], end
            else:
                stretches.append((start, end))
        room = MAX_INSERTED
        for start, end in sorted(stretches, key=lambda span: (abs(span[0] - offset), span)):
            if room <= 0:
                return
            yield start, min(end, start + room)
            room -= end - start

    def _touches_inserted(self, start: int, end: int) -> bool:
        index = bisect_right(self._fine.inserted_ends, start)
        return index < len(self._fine.inserted) and self._fine.inserted[index][0] < end

    def _fit(self, new_start: int, new_end: int, start: int, end: int) -> Span | None:
        return fit_span(self.new, new_start, new_end, self.old, (start, end))


def _occurrences(text: str, quote: str, start: int, end: int) -> Iterator[int]:
    """Yield where the quote stands in ``text[start:end]``, at most ``MAX_PLACES`` times."""
    at = start - 1
    for _ in range(MAX_PLACES):
        at = text.find(quote, at + 1, end)
        if at < 0:
            return
        yield at


def _common_prefix(first: str, second: str) -> int:
    """Return the length of the common prefix."""
    length = min(len(first), len(second))
    return next((i for i in range(length) if first[i] != second[i]), length)
