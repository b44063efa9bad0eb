"""Which of many claims are worth comparing: those that share two of the rarest things they say."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from newsroom.claims.matching.claim import Claim
from newsroom.claims.matching.numbers.quantity import SHARE, Quantity

# How many of its rarest keys a claim is looked up by, in twos.
RAREST = 6
# With how many others that share the same two keys a claim is compared.
MOST_COMPARED = 30


def keys(claim: Claim) -> frozenset[str]:
    """Return what a claim can be found by: its names, words, dates, and numbers to one digit."""
    found = {f"{claim.language} {unit.stem if unit.is_name else min(unit.groups, default=unit.stem)}"
             for unit in claim.units if unit.is_strong}  # fmt: skip
    found |= {f"{claim.language} {_rounded(quantity)}" for quantity in claim.quantities}
    found |= {f"{claim.language} {date}" for date in claim.dates}
    return frozenset(found)


def candidate_pairs(claims: Sequence[Collection[str]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of two claims that may be the same, each pair once, given the keys of each claim."""
    counts = Counter(key for claim in claims for key in claim)
    numbers = {key: number for number, key in enumerate(sorted(key for key in counts if counts[key] > 1))}
    chosen = [_twos(claim, counts, numbers) for claim in claims]
    shared = Counter(two for twos in chosen for two in twos)
    found: dict[int, list[int]] = {}
    for claim, twos in enumerate(chosen):
        others: set[int] = set()
        for two in twos:
            if shared[two] > 1:
                earlier = found.setdefault(two, [])
                others.update(earlier[-MOST_COMPARED:])
                earlier.append(claim)
        yield from ((other, claim) for other in sorted(others))


def _twos(claim: Collection[str], counts: Counter[str], numbers: dict[str, int]) -> list[int]:
    """Return each two of the rarest keys of a claim as one number; a single key stands for itself twice."""
    rarest = sorted((key for key in claim if key in numbers), key=lambda key: (counts[key], key))[:RAREST]
    chosen = sorted(numbers[key] for key in rarest)
    if len(chosen) == 1:
        chosen *= 2
    return [one * len(numbers) + two for one, two in combinations(chosen, 2)]


def _rounded(quantity: Quantity) -> str:
    if quantity.kind == SHARE:
        return f"{round(quantity.value * 20) * 5} %"
    return f"{quantity.value:.1g} {quantity.kind}"
