"""A claim in the form in which claims are compared."""

from dataclasses import dataclass
from functools import lru_cache

from newsroom.claims.matching.dates import Date, find_dates
from newsroom.claims.matching.details import detail_positions
from newsroom.claims.matching.marks import Marks, clauses, find_marks
from newsroom.claims.matching.names import find_names
from newsroom.claims.matching.numbers.find import find_quantities
from newsroom.claims.matching.numbers.quantity import Quantity
from newsroom.claims.matching.statements import without_attribution
from newsroom.claims.matching.tokens import Token, tokenize
from newsroom.claims.matching.words import Unit, find_units

# No claim is longer; of a longer text, the beginning is compared.
MAX_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Claim:
    """What the rules compare of a claim; positions are those of ``tokens``."""

    language: str
    tokens: tuple[Token, ...]
    units: tuple[Unit, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    details: frozenset[int]
    clauses: tuple[tuple[int, int], ...]
    marks: Marks

    @property
    def names(self) -> tuple[Unit, ...]:
        """Return the words that are names."""
        return tuple(unit for unit in self.units if unit.is_name)


@lru_cache(maxsize=2_000)
def read_claim(language: str, text: str) -> Claim:
    """Return a claim, in one of the languages of the lexicon, in the form in which it is compared."""
    tokens = tokenize(without_attribution(text[:MAX_LENGTH], language))
    dates = find_dates(tokens, language)
    taken = {position for date in dates for position in range(date.start, date.end)}
    capitals = {number for number in range(1, len(tokens)) if tokens[number].is_capitalized}
    quantities = find_quantities(tokens, language, taken | capitals)
    taken |= {position for quantity in quantities for position in range(quantity.start, quantity.end)}
    names = find_names(tokens, language, taken)
    words = [token.word for token in tokens]
    return Claim(
        language,
        tuple(tokens),
        tuple(find_units(tokens, language, taken, names)),
        tuple(quantities),
        tuple(dates),
        frozenset(detail_positions(tokens, language)),
        tuple(clauses(words, language)),
        find_marks(tokens, language, taken, names),
    )
