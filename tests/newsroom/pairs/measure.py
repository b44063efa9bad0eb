"""Read the pairs of claims and measure how well a predicate tells which of them are the same claim."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
DEVELOPMENT = "development"
HELD_OUT = "held_out"

IsSame = Callable[[str, str, str], bool]


@dataclass(frozen=True)
class Pair:
    """Two claims, or a claim and the claim of an earlier check, and whether they are the same."""

    id: str
    language: str
    against: str
    kind: str
    first: str
    second: str
    same: bool


@dataclass
class Quality:
    """How often a predicate is right about the pairs of one language, and the pairs that it gets wrong."""

    matches: int = 0
    false_matches: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    missed: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))

    @property
    def precision(self) -> float | None:
        """Return the share of proposed pairs that are the same claim, or None if nothing is proposed."""
        return _share(self.matches, _count(self.false_matches))

    @property
    def recall(self) -> float | None:
        """Return the share of pairs of the same claim that are proposed, or None if there are none."""
        return _share(self.matches, _count(self.missed))


def read_pairs(half: str, against: str | None = None) -> list[Pair]:
    """Return the pairs of a half, all of them or those against a ``claim`` or a ``review``."""
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [Pair(**json.loads(line)) for line in lines]
    return [pair for pair in pairs if against in {None, pair.against}]


def measure(is_same: IsSame, pairs: Iterable[Pair]) -> dict[str, Quality]:
    """Return the quality of a predicate in each language, with false matches and misses by kind of pair."""
    qualities: dict[str, Quality] = defaultdict(Quality)
    for pair in pairs:
        quality = qualities[pair.language]
        proposed = is_same(pair.language, pair.first, pair.second)
        if proposed and pair.same:
            quality.matches += 1
        elif proposed:
            quality.false_matches[pair.kind].append(pair)
        elif pair.same:
            quality.missed[pair.kind].append(pair)
    return dict(qualities)


def _count(pairs_by_kind: dict[str, list[Pair]]) -> int:
    return sum(len(pairs) for pairs in pairs_by_kind.values())


def _share(right: int, wrong: int) -> float | None:
    return right / (right + wrong) if right + wrong else None
