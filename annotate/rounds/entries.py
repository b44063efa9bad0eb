"""A list of rounds in which those of an assignment are one entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotate.models import Assignment, Layer, Round
from annotate.rounds.progress import PersonProgress, over_all


@dataclass(frozen=True, slots=True)
class Entry:
    """One round, or the rounds of an assignment in their order, each with the reader's own layer."""

    assignment: Assignment | None
    rounds: tuple[Round, ...]
    own: tuple[Layer | None, ...]

    @property
    def first(self) -> Round:
        """Return the first round, which stands for all: they have the same state and settings."""
        return self.rounds[0]

    @property
    def title(self) -> str:
        """Return the title of the assignment or of the article."""
        return self.assignment.title if self.assignment else self.first.text.article.title

    @property
    def layer(self) -> Layer | None:
        """Return a layer that says how far the reader is: one that is not handed in, if there is any."""
        begun = [layer for layer in self.own if layer]
        return next((layer for layer in begun if not layer.submitted_at), begun[0] if begun else None)

    @property
    def is_submitted(self) -> bool:
        """Return whether the reader has handed in all of it."""
        return all(layer is not None and layer.submitted_at is not None for layer in self.own)

    @property
    def is_late(self) -> bool:
        """Return whether something of it was handed in late."""
        return any(layer is not None and layer.handed_in_late for layer in self.own)


def entries(rounds: Iterable[Round], layers: Mapping[int, Layer]) -> list[Entry]:
    """Return the entries in the order of the first round of each. ``layers`` are the reader's own, by round."""
    groups: dict[tuple[str, int], list[Round]] = {}
    for round_ in rounds:
        key = ("set", round_.assignment.pk) if round_.assignment else ("round", round_.pk)
        groups.setdefault(key, []).append(round_)
    return [_entry(group, layers) for group in groups.values()]


def _entry(rounds: list[Round], layers: Mapping[int, Layer]) -> Entry:
    if rounds[0].assignment:
        rounds = sorted(rounds, key=lambda one: (one.assigned.position, one.pk))
    return Entry(rounds[0].assignment, tuple(rounds), tuple(layers.get(each.pk) for each in rounds))


def progress_by_entry(rows: Iterable[PersonProgress], listed: Iterable[Entry]) -> list[PersonProgress]:
    """Return everybody's progress with one cell an entry."""
    listed = list(listed)
    result = []
    for row in rows:
        cells = {cell.round: cell for cell in row.cells}
        by_entry = (over_all([cells[round_.pk] for round_ in entry.rounds]) for entry in listed)
        result.append(PersonProgress(row.person, tuple(by_entry)))
    return result
