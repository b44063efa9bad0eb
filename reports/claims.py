"""The claims with their check status: what is known, and what is still to check."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.combine import Passage

UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Claim:
    """``statuses`` are the readers' findings, each once; ``unchecked`` alone where nobody has one."""

    passage: int
    statuses: tuple[str, ...]
    evidence: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def to_check(self) -> bool:
        """Nobody has checked it, or the readers disagree."""
        return self.statuses == (UNCHECKED,) or len(self.statuses) > 1


def claims(passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """In the order of the text."""
    return tuple(
        Claim(
            passage.number,
            tuple(s for s in passage.said("status") if s != UNCHECKED) or (UNCHECKED,),
            tuple(sorted({link for mark in passage.marks for link in mark.details.get("evidence", ())})),
            passage.notes,
        )
        for passage in passages
    )
