"""Which words, numbers and dates two claims share, and how much that is of what they say."""

from dataclasses import dataclass
from typing import TypeVar

from newsroom.claims.matching.claim import Claim
from newsroom.claims.matching.dates import Date
from newsroom.claims.matching.numbers.quantity import NUMBER, Quantity
from newsroom.claims.matching.words import Unit

NUMBER_WEIGHT = 1.3
# Words of an insertion count less.
DETAIL = 0.2
# How much of the score is what both share, the rest what the shorter one shares.
BOTH = 0.6
# A clause with at least so many words that the other claim lacks is a claim of its own.
# Words besides names and numbers that two claims share at most if each says something else.
MOST_SHARED_WORDS, MOST_SHARED_COUNTED = 0.67, 0.8
FEWEST_NEW, MOST_SHARED = 2, 0.34
_CONJUNCTIONS = {"and", "but", "that", "which", "who", "y", "e", "pero", "que"}

Sides = tuple[list[Unit], list[Unit]]
Value = TypeVar("Value", Quantity, Date)


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two claims share, and on each side what they do not."""

    score: float
    units: Sides
    quantities: tuple[list[Quantity], list[Quantity]]
    dates: tuple[list[Date], list[Date]]
    same_words: tuple[str, ...]
    same_names: tuple[str, ...]
    same_numbers: tuple[str, ...]
    same_dates: tuple[str, ...]
    part: tuple[str, ...]
    opposites: tuple[str, ...]
    is_other_topic: bool

    @property
    def unmatched_words(self) -> tuple[str, ...]:
        """Return the words that one of the claims lacks."""
        return tuple(unit.word for side in self.units for unit in side if unit.is_strong)


def align(first: Claim, second: Claim) -> Alignment:
    """Return what two claims share."""
    pairs = _pair(first.units, second.units)
    matched_first = {one.position: degree for one, _, degree in pairs}
    matched_second = {two.position: degree for _, two, degree in pairs}
    _add_abbreviations(first, second, matched_first, matched_second)
    _add_abbreviations(second, first, matched_second, matched_first)
    units = (
        [unit for unit in first.units if unit.position not in matched_first],
        [unit for unit in second.units if unit.position not in matched_second],
    )
    opposites = [(one, two) for one in units[0] for two in units[1] if one.opposes(two)]
    quantities = _unmatched(first.quantities, second.quantities)
    dates = _unmatched(first.dates, second.dates)
    totals, shared = [], []
    for claim, matched, numbers, days in zip(
        (first, second), (matched_first, matched_second), quantities, dates, strict=True
    ):
        total, common = _weights(claim, matched, numbers, days)
        totals.append(total)
        shared.append(common)
    return Alignment(
        _score(totals, shared),
        units,
        quantities,
        dates,
        tuple(one.word for one, two, _ in pairs if not (one.is_name or two.is_name) and one.is_strong),
        tuple(one.word for one, two, _ in pairs if one.is_name or two.is_name),
        tuple(str(number) for number in first.quantities if number not in quantities[0]),
        tuple(str(date) for date in first.dates if date not in dates[0]),
        _part(first, matched_first) or _part(second, matched_second),
        tuple(word for one, two in opposites[:1] for word in (one.word, two.word)),
        _is_other_topic(
            first,
            second,
            matched_first.keys() | {one.position for one, _ in opposites},
            matched_second.keys() | {two.position for _, two in opposites},
        ),
    )


def _pair(first: tuple[Unit, ...], second: tuple[Unit, ...]) -> list[tuple[Unit, Unit, float]]:
    """Return pairs of words that mean the same, the surest first; each word is in one pair."""
    candidates = [(one.agrees(two), one.is_name == two.is_name, one, two) for one in first for two in second]
    candidates = sorted(
        (found for found in candidates if found[0]),
        key=lambda found: (-found[0], not found[1], abs(found[2].position - found[3].position)),
    )
    pairs, ones, twos = [], set(), set()
    for degree, _, one, two in candidates:
        if one.position not in ones and two.position not in twos:
            pairs.append((one, two, degree))
            ones.add(one.position)
            twos.add(two.position)
    # A word that one claim repeats is not new.
    for side, seen, others in ((first, ones, second), (second, twos, first)):
        for unit in side:
            if unit.position not in seen and (
                other := next((o for o in others if o.stem == unit.stem), None)
            ):
                pairs.append((unit, other, 1.0) if side is first else (other, unit, 1.0))
    return sorted(pairs, key=lambda pair: pair[0].position)


def _add_abbreviations(
    first: Claim, second: Claim, matched_first: dict[int, float], matched_second: dict[int, float]
) -> None:
    """Match an abbreviation of the first claim with the name that it stands for."""
    for unit in first.names:
        for other in second.names:
            if len(unit.word) > 1 and unit.word in other.initials:
                matched_first[unit.position] = 1.0
                end = other.position + 2 * len(unit.word)
                matched_second |= {
                    name.position: 1.0 for name in second.names if other.position <= name.position <= end
                }


def _unmatched(first: tuple[Value, ...], second: tuple[Value, ...]) -> tuple[list[Value], list[Value]]:
    return (
        [one for one in first if not any(one.agrees(two) for two in second)],
        [two for two in second if not any(two.agrees(one) for one in first)],
    )


def _weights(
    claim: Claim, matched: dict[int, float], numbers: list[Quantity], dates: list[Date]
) -> tuple[float, float]:
    """Return the weight of all that a claim says, and of what it shares."""
    total = shared = 0.0
    for unit in claim.units:
        is_matched = unit.position in matched
        weight = unit.weight * (DETAIL if unit.position in claim.details and not is_matched else 1)
        total += weight
        shared += weight * matched.get(unit.position, 0)
    count = len(claim.quantities) + len(claim.dates)
    total += NUMBER_WEIGHT * count
    return total, shared + NUMBER_WEIGHT * (count - len(numbers) - len(dates))


def _score(totals: list[float], shared: list[float]) -> float:
    if not all(totals):
        return 1.0 if not any(totals) else 0.0
    parts = [common / total for common, total in zip(shared, totals, strict=True)]
    return BOTH * sum(shared) / sum(totals) + (1 - BOTH) * max(parts)


def _is_other_topic(first: Claim, second: Claim, matched_first: set[int], matched_second: set[int]) -> bool:
    """Return whether each claim has words that the other lacks, and they share few besides names and numbers."""
    shares = []
    new: list[set[int]] = []
    for claim, matched in ((first, matched_first), (second, matched_second)):
        words = [unit.position for unit in claim.units if _says_something(unit, claim)]
        unmatched = {position for position in words if position not in matched}
        new.append(unmatched)
        shares.append(1 - len(unmatched) / len(words) if words else 1.0)
    if not all(new):
        return False
    return max(shares) <= (MOST_SHARED_COUNTED if _counts_other(first, second, new) else MOST_SHARED_WORDS)


def _says_something(unit: Unit, claim: Claim) -> bool:
    return unit.is_strong and not unit.is_name and unit.position not in claim.details


def _counts_other(first: Claim, second: Claim, new: list[set[int]]) -> bool:
    """Return whether the same number counts other things: 14 towns, 14 cracks."""
    return any(
        one.agrees(two) and _counted(first, one) in new[0] and _counted(second, two) in new[1]
        for one in first.quantities
        for two in second.quantities
        if one.kind == NUMBER
    )


def _counted(claim: Claim, quantity: Quantity) -> int:
    """Return the position of the first word after a number that says something; -1 if there is none."""
    return next(
        (
            unit.position
            for unit in claim.units
            if quantity.end <= unit.position <= quantity.end + 2 and unit.is_strong
        ),
        -1,
    )


def _part(claim: Claim, matched: dict[int, float]) -> tuple[str, ...]:
    """Return the words of a clause that says something of which the other claim says nothing."""
    for start, end in claim.clauses:
        words = [token.word for token in claim.tokens[start : start + 2]]
        if not start or not _CONJUNCTIONS & set(words):
            continue
        units = [
            unit
            for unit in claim.units
            if start <= unit.position < end and unit.is_strong and unit.position not in claim.details
        ]
        new = [unit.word for unit in units if unit.position not in matched]
        if len(new) >= FEWEST_NEW and len(units) - len(new) <= MOST_SHARED * len(units):
            return tuple(new)
    return ()
