"""The claims to check: what the readers found, what the team found, and what is still to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.analysis.combine import Passage
from web.values import is_web_address

UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the team found out about the claim on ``[start, end)``, code points; ``by`` is who wrote it down."""

    start: int
    end: int
    status: str
    evidence: tuple[str, ...]
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Claim:
    """``statuses`` are the team's finding, else the readers', each once; ``unchecked`` alone where nobody has one."""

    passage: int
    readers: int
    statuses: tuple[str, ...]
    evidence: tuple[str, ...]
    notes: tuple[str, ...]
    finding: Finding | None

    @property
    def to_check(self) -> bool:
        """Nobody has checked it, or the readers disagree."""
        return self.statuses == (UNCHECKED,) or len(self.statuses) > 1


def claims(passages: Sequence[Passage], findings: Sequence[Finding] = ()) -> tuple[Claim, ...]:
    """What most readers marked first, then in the order of the text."""
    found = [
        _claim(passage, findings) for passage in sorted(passages, key=lambda p: (-len(p.readers), p.number))
    ]
    return tuple(found)


def _claim(passage: Passage, findings: Sequence[Finding]) -> Claim:
    given = tuple(s for s in passage.said("status") if s != UNCHECKED) or (UNCHECKED,)
    links = {link for mark in passage.marks for link in mark.details.get("evidence", ())}
    finding = finding_on(passage.start, passage.end, findings)
    if finding:
        given = (finding.status,)
        links |= set(finding.evidence)
    # Earlier versions took others from files.
    evidence = tuple(sorted(filter(is_web_address, links)))
    return Claim(passage.number, len(passage.readers), given, evidence, passage.notes, finding)


def finding_on(start: int, end: int, findings: Sequence[Finding]) -> Finding | None:
    """The finding that shares most letters with ``[start, end)``, and at least half of its own."""

    def shared(finding: Finding) -> int:
        return min(end, finding.end) - max(start, finding.start)

    fits = [finding for finding in findings if 2 * shared(finding) >= finding.end - finding.start]
    return max(fits, key=lambda finding: (shared(finding), -finding.start), default=None)
