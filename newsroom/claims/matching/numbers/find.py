"""Find the numbers of a claim."""

from dataclasses import dataclass

from newsroom.claims.matching.numbers.digits import read_digits
from newsroom.claims.matching.numbers.quantity import EXACTLY, NUMBER, SHARE, Quantity
from newsroom.claims.matching.numbers.words import (
    ALONE,
    ARTICLES,
    FRACTIONS,
    HEDGES,
    JOINTS,
    MULTIPLES,
    NUMBERS,
    OTHER_UNIT,
    OUT_OF,
    PERCENT,
    SCALES,
    UNITS,
)
from newsroom.claims.matching.tokens import Token

# The most that "one in ..." is said of.
MOST_OUT_OF = 1000
# The smallest of which a fraction is a number: a quarter of a million.
SMALLEST_SCALE = 1000
_FILLERS = {"a", "an", "the", "un", "una", "el", "la", "los", "las"}
# What follows a fraction that is an amount: "by a fifth." but not "a third term".
_AFTER_AMOUNT = {
    "",
    ".",
    ",",
    ";",
    "more",
    "less",
    "fewer",
    "higher",
    "lower",
    "since",
    "in",
    "last",
    "mas",
    "menos",
}
_NO_NOUNS = {"in", "of", "at", "on", "is", "are", "was", "were", "has", "have", "last"}


def find_quantities(tokens: list[Token], language: str, taken: set[int]) -> list[Quantity]:
    """Return the numbers in order; positions that are ``taken`` by dates are left out."""
    reader = _Reader([token.word for token in tokens], tokens, language, taken)
    quantities: list[Quantity] = []
    position = 0
    while position < len(tokens):
        quantity = None if position in taken else reader.quantity(position)
        if quantity:
            quantities.append(quantity)
        position = quantity.end if quantity else position + 1
    return quantities


@dataclass
class _Run:
    """The value of a number so far: what is multiplied already, and what is not."""

    total: float = 0.0
    current: float = 0.0
    last_scale: float = 0.0
    is_empty: bool = True

    def multiply(self, scale: int) -> None:
        """Take in a scale: hundreds and dozens are multiplied again by a thousand, a thousand by a million."""
        self.is_empty = False
        if scale == 100 or (scale == 12 and not self.total):
            self.current = max(self.current, 1) * scale
        elif scale > self.last_scale and self.total:
            self.total, self.current, self.last_scale = (self.total + self.current) * scale, 0, scale
        else:
            self.total, self.current, self.last_scale = self.total + max(self.current, 1) * scale, 0, scale

    def continues(self, number: int) -> bool:
        """Return whether a word belongs to the number so far: forty-two, ciento dos."""
        if self.is_empty or not self.current:
            return True
        ten = self.current % 100
        return (not ten and number < 100) or (ten >= 20 and not ten % 10 and number < 10)

    def add(self, number: int) -> None:
        """Take in a word."""
        self.current += number
        self.is_empty = False


# A value, its kind, where it ends, and whether it is a fraction in words.
_Parsed = tuple[float, str, int, bool]


class _Reader:
    """Reads numbers that begin at a position of the tokens."""

    def __init__(self, words: list[str], tokens: list[Token], language: str, taken: set[int]) -> None:
        self.words, self.tokens, self.language, self.taken = words, tokens, language, taken
        self.numbers, self.scales = NUMBERS[language], SCALES[language]

    def word(self, position: int) -> str:
        return self.words[position] if 0 <= position < len(self.words) else ""

    def quantity(self, start: int) -> Quantity | None:
        """Return the number that begins here with its kind and hedge."""
        parsed = self._multiple(start) or self._every(start) or self._fraction(start, 1, start)
        if parsed is None:
            number = self._number(start)
            if number is None:
                return self._alone(start)
            value, end = number
            plain = self.tokens[start].text.isalpha() and end == start + 1
            parsed = self._out_of(value, start, end) or self._fraction(end, value, start)
            if parsed is None:
                if plain and self.word(start) in ARTICLES[self.language]:
                    return self._unit_after_article(start)
                parsed = self._with_unit(value, start, end)
        value, kind, end, rough = parsed
        return Quantity(value, kind, self._hedge(start), start, end, rough)

    def _number(self, start: int) -> tuple[float, int] | None:
        """Return the value of digits, words and scales, and where they end."""
        run = _Run()
        position = start
        read = read_digits(self.tokens, start, self.language) if start < len(self.words) else None
        if read:
            run.current, position = read
            run.is_empty = False
        while position < len(self.words) and position not in self.taken:
            word = self.words[position]
            if word in self.scales and (not run.is_empty or self._begins_with_scale(position)):
                run.multiply(self.scales[word])
            elif word in self.numbers and run.continues(self.numbers[word]):
                run.add(self.numbers[word])
            elif run.is_empty or not self._joins(position, run.current):
                break
            position += 1
        if run.is_empty:
            return None
        value = run.total + run.current
        if self._is_half(position):
            value += 0.5 * (run.last_scale or 1)
            position += self._half_length
        return value, position

    @property
    def _half_length(self) -> int:
        """Return the number of words of "and a half"."""
        return 3 if self.language == "en" else 2

    def _begins_with_scale(self, position: int) -> bool:
        """Return whether a scale without a number is one: a million, mil."""
        word = self.words[position]
        if self.language == "es":
            return word in ("mil", "millon", "centenar", "docena", "millar")
        return len(word) > 2 and self.word(position - 1) in ("a", "one", "the") and not word.endswith("s")

    def _joins(self, position: int, current: float) -> bool:
        """Return whether "and", a hyphen or a comma here is inside a number."""
        word, following = self.words[position], self.word(position + 1)
        if word == "-":
            return following in self.numbers or following in self.scales
        if word == ",":
            return following in self.numbers and not current and self.word(position + 2) in self.scales
        if word not in JOINTS[self.language] or following not in self.numbers:
            return False
        return following not in ARTICLES[self.language] and (
            self.language == "es" or (current % 100 == 0 and self.word(position - 1) in self.scales)
        )

    def _is_half(self, position: int) -> bool:
        """Return whether "and a half" follows."""
        half = {"en": (("and", "a", "half"),), "es": (("y", "medio"), ("y", "media"))}[self.language]
        return any(tuple(self.words[position : position + len(words)]) == words for words in half)

    def _out_of(self, value: float, start: int, end: int) -> _Parsed | None:
        """Return the share of "two in five" or "uno de cada tres"."""
        for words in OUT_OF[self.language]:
            for noun in (0, 1):
                at = end + noun
                if tuple(self.words[at : at + len(words)]) != words or not 0 < value < MOST_OUT_OF:
                    continue
                whole = self._number(at + len(words))
                if not whole or not value < whole[0] <= MOST_OUT_OF:
                    continue
                # "Five schools in twelve villages" is no share.
                if words == ("in",) and noun and (value > 9 or self._noun_follows(whole[1])):
                    continue
                return value / whole[0], SHARE, whole[1], False
        return None

    def _noun_follows(self, position: int) -> bool:
        word = self.word(position)
        return word.isalpha() and word not in (
            "in",
            "of",
            "at",
            "on",
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "last",
        )

    def _every(self, start: int) -> _Parsed | None:
        """Return the share of "every second"."""
        if self.language != "en" or self.word(start) != "every":
            return None
        order = {"second": 2, "other": 2} | FRACTIONS["en"]
        number = order.get(self.word(start + 1), 0)
        return (1 / number, SHARE, start + 2, False) if number else None

    def _fraction(self, position: int, value: float, start: int) -> _Parsed | None:
        """Return the share, or the number, of "two thirds of", "half", "un cuarto de millón" or "media hora"."""
        if position > start and self.word(position) == "-":
            position += 1
        if position == start and self.word(start) in _FILLERS:
            position += 1
        word = self.word(position)
        if self.language == "es" and word in ("medio", "media"):
            return self._half_of(position)
        singular = word if word in FRACTIONS[self.language] else word.removesuffix("s")
        number = FRACTIONS[self.language].get(singular)
        if number is None:
            return None
        end = position + 1 + (self.word(position + 1) in ("parte", "partes"))
        followed = self.word(end) in ("of", "de", "del")
        is_amount = followed or self.word(end) in _AFTER_AMOUNT or self.word(end - 1) in ("parte", "partes")
        if number == 2:
            amount = self._half_of(position) if self.language == "en" else None
            if amount:
                return amount
        elif position == start or not (word != singular or is_amount):
            return None
        at = end + 1 + (self.word(end + 1) in _FILLERS)
        scale = self.scales.get(self.word(at), 0) if followed else 0
        if scale >= SMALLEST_SCALE:
            return self._with_unit(value / number * scale, start, at + 1)
        return value / number, SHARE, end, True

    def _half_of(self, position: int) -> _Parsed | None:
        """Return half a million or half an hour."""
        at = position + 1 + (self.word(position + 1) in _FILLERS)
        scale = self.scales.get(self.word(at), 0)
        if scale >= 12:
            return self._with_unit(0.5 * scale, position, at + 1)
        if unit := self._unit(at):
            return 0.5 * unit[1], unit[0], at + 1, False
        return None

    def _multiple(self, start: int) -> _Parsed | None:
        """Return twice or triple as a number."""
        times = MULTIPLES[self.language].get(self.word(start), 0)
        return (times, NUMBER, start + 1, False) if times else None

    def _unit(self, position: int) -> tuple[str, float] | None:
        word = self.word(position)
        units = UNITS[self.language]
        unit = units.get(word) or units.get(word.removesuffix("s"))
        if {self.word(position - 1), self.word(position + 1)} & OTHER_UNIT:
            return None
        return unit

    def _with_unit(self, value: float, start: int, end: int) -> _Parsed:
        for words in PERCENT:
            if tuple(self.words[end : end + len(words)]) == words:
                return value / 100, SHARE, end + len(words), False
        at = end + (self.word(end) == "-")
        unit = self._unit(at)
        if unit is None:
            return value, NUMBER, end, False
        at += 1
        if self._is_half(at):
            value, at = value + 0.5, at + self._half_length
        return value * unit[1], unit[0], at, False

    def _unit_after_article(self, start: int) -> Quantity | None:
        """Return the quantity of "an hour and a half"; an hour alone may be no amount."""
        unit = self._unit(start + 1)
        if unit and self._is_half(start + 2):
            end = start + 2 + self._half_length
            return Quantity(1.5 * unit[1], unit[0], self._hedge(start), start, end)
        return None

    def _alone(self, start: int) -> Quantity | None:
        if self.word(start) in ("a", "an"):
            return self._unit_after_article(start)
        if self.word(start) in ALONE[self.language] and (unit := self._unit(start)):
            return Quantity(unit[1], unit[0], EXACTLY, start, start + 1)
        return None

    def _hedge(self, start: int) -> str:
        """Return the hedge that ends before the number, whatever article is between them."""
        for skip in (0, 1):
            if skip and self.word(start - 1) not in _FILLERS:
                break
            for phrase, hedge in HEDGES[self.language]:
                words = phrase.split()
                before = start - skip
                if self.words[max(before - len(words), 0) : before] == words:
                    return hedge
        return EXACTLY
