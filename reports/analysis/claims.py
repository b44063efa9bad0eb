"""The claims to check: what readers annotated, what the team found out, and what is still unchecked."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.analysis.combine import Passage
from web.values import is_web_address

UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Finding:
    """The team's finding about the claim on ``[start, end)``, code points; ``by`` is its author."""

    start: int
    end: int
    status: str
    evidence: tuple[str, ...]
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Claim:
    """``statuses`` are the team's finding, or else the readers' different ones; ``unchecked`` if there is none."""

    passage: int
    readers: int
    statuses: tuple[str, ...]
    evidence: tuple[str, ...]
    notes: tuple[str, ...]
    finding: Finding | None

    @property
    def to_check(self) -> bool:
        """Whether nobody has checked it yet, or the readers disagree."""
        return self.statuses == (UNCHECKED,) or len(self.statuses) > 1


def claims(passages: Sequence[Passage], findings: Sequence[Finding] = ()) -> tuple[Claim, ...]:
    """Return the claims: those of most readers first, then in text order."""
    ordered = sorted(passages, key=lambda passage: (-len(passage.readers), passage.number))
    return tuple(_claim(passage, findings) for passage in ordered)


def _claim(passage: Passage, findings: Sequence[Finding]) -> Claim:
    statuses = tuple(status for status in passage.detail_values("status") if status != UNCHECKED) or (
        UNCHECKED,
    )
    links = {link for annotation in passage.marks for link in annotation.details.get("evidence", ())}
    finding = finding_on(passage.start, passage.end, findings)
    if finding:
        statuses = (finding.status,)
        links |= set(finding.evidence)
    # Earlier versions accepted other links in imported files.
    evidence = tuple(sorted(filter(is_web_address, links)))
    return Claim(passage.number, len(passage.readers), statuses, evidence, passage.notes, finding)


def finding_on(start: int, end: int, findings: Sequence[Finding]) -> Finding | None:
    """Return the finding that shares most characters with ``[start, end)``, and at least half of its own; or None."""

    def overlap(finding: Finding) -> int:
        return min(end, finding.end) - max(start, finding.start)

    candidates = [finding for finding in findings if 2 * overlap(finding) >= finding.end - finding.start]
    return max(candidates, key=lambda finding: (overlap(finding), -finding.start), default=None)
