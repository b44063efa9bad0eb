"""Compare two claims: whether they are the same claim, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.claims.matching.alignment import Alignment, align
from newsroom.claims.matching.claim import Claim, read_claim
from newsroom.claims.matching.lexicon import LANGUAGES
from newsroom.claims.matching.marks import ONLY
from newsroom.claims.matching.numbers.quantity import SHARE
from newsroom.claims.matching.roles import is_reversed
from newsroom.claims.matching.words import opposite_side

# From this score on, two claims that no rule tells apart are proposed as the same.
THRESHOLD = 0.65


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two claims are the same or different: a code, and the words or numbers that it is about."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two claims are the same, how alike they are (0 to 1), and the reasons."""

    same: bool
    score: float
    reasons: tuple[Reason, ...]


def compare(language: str, first: str, second: str) -> Comparison:
    """Return the comparison of two claims in a language; in a language without rules they are different."""
    if language not in LANGUAGES:
        return Comparison(False, 0.0, (Reason("no-rules"),))
    return compare_claims(read_claim(language, first), read_claim(language, second))


def compare_claims(first: Claim, second: Claim) -> Comparison:
    """Return the comparison of two claims in the form in which they are compared."""
    if first.language != second.language:
        return Comparison(False, 0.0, (Reason("other-language"),))
    alignment = align(first, second)
    differences = tuple(_differences(first, second, alignment))
    if differences:
        return Comparison(False, alignment.score, differences)
    if alignment.score < THRESHOLD or alignment.is_other_topic:
        return Comparison(False, alignment.score, (Reason("other-words", alignment.unmatched_words),))
    return Comparison(True, alignment.score, tuple(_agreements(alignment)))


def _agreements(alignment: Alignment) -> Iterator[Reason]:
    for code, values in (
        ("same-numbers", alignment.same_numbers),
        ("same-dates", alignment.same_dates),
        ("same-names", alignment.same_names),
        ("same-words", alignment.same_words),
    ):
        if values:
            yield Reason(code, values)


def _differences(first: Claim, second: Claim, alignment: Alignment) -> Iterator[Reason]:
    """Yield each reason for which two claims are certainly different."""
    if values := _other_numbers(alignment):
        yield Reason("numbers-differ", values)
    dates = [
        (str(one), str(two))
        for one in alignment.dates[0]
        for two in alignment.dates[1]
        if one.contradicts(two)
    ]
    if dates:
        yield Reason("dates-differ", dates[0])
    names = tuple(
        " ".join(unit.word for unit in side if unit.is_name and unit.position not in claim.details)
        for side, claim in zip(alignment.units, (first, second), strict=True)
    )
    if all(names):
        yield Reason("names-differ", names)
    yield from _other_marks(first, second, alignment)


def _other_marks(first: Claim, second: Claim, alignment: Alignment) -> Iterator[Reason]:
    one, two = first.marks, second.marks
    negations = abs(one.negations - two.negations)
    opposite = bool(alignment.opposites) or any(
        opposite_side(side) in two.opposites for side in one.opposites
    )
    turned = is_reversed(first, second)
    if (negations + opposite + turned) % 2 or negations > 1:
        code = "negated" if negations else "opposite" if opposite else "roles-reversed"
        yield Reason(code, alignment.opposites if code == "opposite" else ())
    if one.is_future != two.is_future:
        yield Reason("plan")
    if one.is_possible != two.is_possible:
        yield Reason("possible")
    if _other_cause(first, second) or _other_cause(second, first):
        yield Reason("cause")
    if quantifiers := _other_quantifiers(first, second, alignment):
        yield Reason("quantifiers-differ", quantifiers)
    if alignment.part:
        yield Reason("part", alignment.part)


def _other_numbers(alignment: Alignment) -> tuple[str, str] | None:
    """Return the first numbers of the same kind that neither claim shares."""
    for one in alignment.quantities[0]:
        for two in alignment.quantities[1]:
            if one.kind == two.kind:
                return str(one), str(two)
    return None


def _other_cause(first: Claim, second: Claim) -> bool:
    one, two = first.marks, second.marks
    if one.has_cause:
        return not two.has_cause
    return one.has_weak_cause and not one.compares and two.compares


def _other_quantifiers(first: Claim, second: Claim, alignment: Alignment) -> tuple[str, ...] | None:
    one, two = first.marks.quantifiers, second.marks.quantifiers
    if one and two and not one & two:
        return min(one), min(two)
    if ONLY in one ^ two:
        return (ONLY,)
    for quantifiers, others, shares in (
        (one, two, alignment.quantities[1]),
        (two, one, alignment.quantities[0]),
    ):
        share = next((quantity for quantity in shares if quantity.kind == SHARE), None)
        if quantifiers and not others and share:
            return min(quantifiers), str(share)
    return None
