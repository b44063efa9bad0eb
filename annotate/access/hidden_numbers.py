"""How the visible changes of a round that hides annotations are numbered: without gaps.

In a round in groups each change of the groups, which everybody sees, begins a new part of a thousand million numbers.
So the numbers still grow for whoever comes to see other people's annotations, and nobody misses that change.
"""

from bisect import bisect_right
from dataclasses import dataclass

from django.db.models import QuerySet

from annotate.models import Change

NUMBERS_PER_PART = 10**9


def part_start(part: int) -> int:
    """Return the number before the first of a part."""
    return part * NUMBERS_PER_PART


@dataclass(frozen=True)
class HiddenNumbers:
    """Number ``visible`` changes; ``starts`` are the log's numbers of the changes of the groups."""

    visible: QuerySet[Change]
    starts: list[int]

    def after_number(self, after: int, limit: int) -> list[tuple[int, Change]]:
        """Return up to ``limit`` changes after the one with number ``after``, each with its number."""
        part, count = divmod(after, NUMBERS_PER_PART)
        if part > len(self.starts):
            return []
        if part == len(self.starts):
            rows = self.visible.filter(seq__gte=self._first_seq(part))[count : count + limit]
            return list(enumerate(rows, after + 1))
        return self.after_seq(self._last_read(part, count), limit)

    def after_seq(self, seq: int, limit: int) -> list[tuple[int, Change]]:
        """Return up to ``limit`` changes after number ``seq`` of the log, each with its own number."""
        number = self.number_at(seq)
        numbered = []
        for change in self.visible.filter(seq__gt=seq)[:limit]:
            number = (part_start(self._part(change.seq)) if change.seq in self.starts else number) + 1
            numbered.append((number, change))
        return numbered

    def number_at(self, seq: int) -> int:
        """Return the number of the last change up to number ``seq`` of the log."""
        part = self._part(seq)
        before = self.visible.filter(seq__gte=self._first_seq(part), seq__lte=seq)
        return part_start(part) + before.count()

    def _part(self, seq: int) -> int:
        return bisect_right(self.starts, seq)

    def _first_seq(self, part: int) -> int:
        return self.starts[part - 1] if part else 1

    def _last_read(self, part: int, count: int) -> int:
        """Return the log's number of the ``count``-th change of an earlier part; if it has fewer now, of its end."""
        if not count:
            return self._first_seq(part) - 1
        end = self.starts[part]
        rows = self.visible.filter(seq__gte=self._first_seq(part), seq__lt=end)[count - 1 : count]
        return next((change.seq for change in rows), end - 1)
