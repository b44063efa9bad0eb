"""Dates in a claim, in any format; in numbers, the day comes before the month."""

from dataclasses import dataclass

import regex

from newsroom.claims.matching.lexicon import lexicon
from newsroom.claims.matching.tokens import Token

MONTHS = {
    "en": [
        "january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december",
    ],
    "es": [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
        "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ],
}  # fmt: skip
SHORT = {"en": {"sept": 9}, "es": {"setiembre": 9}}
# Words of English that are months only if a capital and the words around them say so.
ALSO_WORDS = {"may", "march", "mar"}
_YEAR = regex.compile(r"(?:1[5-9]|20)[0-9][0-9]")
_DAY = regex.compile(r"([0-9]{1,2})(?:st|nd|rd|th|o|º)?")
_DOTTED = regex.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_FILLERS = {"of", "de", "del", ",", "the"}


@dataclass(frozen=True, slots=True)
class Date:
    """A date at ``tokens[start:end]``, as far as it is given; 0 is unknown."""

    day: int
    month: int
    year: int
    start: int
    end: int

    def fields(self, other: "Date") -> list[tuple[int, int]]:
        """Return the fields that both dates give."""
        own, others = (self.day, self.month, self.year), (other.day, other.month, other.year)
        return [(one, two) for one, two in zip(own, others, strict=True) if one and two]

    def agrees(self, other: "Date") -> bool:
        """Return whether both can be the same date."""
        fields = self.fields(other)
        return bool(fields) and all(one == two for one, two in fields)

    def contradicts(self, other: "Date") -> bool:
        """Return whether the dates are certainly different."""
        return any(one != two for one, two in self.fields(other))

    def __str__(self) -> str:
        """Return year, month and day as far as they are known."""
        parts = [f"{self.year:04}" if self.year else "", f"{self.month:02}" if self.month else ""]
        return "-".join(filter(None, [*parts, f"{self.day:02}" if self.day else ""]))


def find_dates(tokens: list[Token], language: str) -> list[Date]:
    """Return the dates in order: days, months and years, alone or together."""
    dates: list[Date] = []
    position = 0
    while position < len(tokens):
        date = _numeric(tokens, position) or _written(tokens, position, language)
        if date:
            dates.append(date)
        position = date.end if date else position + 1
    return dates


def _numeric(tokens: list[Token], start: int) -> Date | None:
    if match := _DOTTED.fullmatch(tokens[start].text):
        return _valid(int(match[1]), int(match[2]), int(match[3]), start, start + 1)
    parts = [token.text for token in tokens[start : start + 5]]
    if len(parts) < 5 or parts[1] not in "/-" or parts[3] != parts[1]:
        return None
    numbers = parts[::2]
    if not all(len(number) <= 4 and number.isascii() and number.isdigit() for number in numbers):
        return None
    first, month, last = map(int, numbers)
    if len(numbers[0]) == 4:
        return _valid(last, month, first, start, start + 5)
    return _valid(first, month, last, start, start + 5) if len(numbers[2]) == 4 else None


def _valid(day: int, month: int, year: int, start: int, end: int) -> Date | None:
    # Americans write the month first, which shows if it is no month.
    if month > 12 >= day:
        day, month = month, day
    return Date(day, month, year, start, end) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _written(tokens: list[Token], start: int, language: str) -> Date | None:
    """Return the date that begins with a day, a month or a year."""
    day = _day(tokens[start])
    after_day = _skip(tokens, start + 1) if day else start
    month = _month(tokens, after_day, language, after_day > start)
    if not month:
        year = _year(tokens, start, language)
        return Date(0, 0, year, start, start + 1) if year else None
    end = after_day + 1
    if not day and end < len(tokens) and (day := _day(tokens[end])) and not _year_at(tokens, end):
        end += 1
    after = _skip(tokens, end)
    if year := _year_at(tokens, after):
        end = after + 1
    return Date(day, month, year, start, end)


def _skip(tokens: list[Token], position: int) -> int:
    steps = 0
    while position < len(tokens) and steps < 2 and tokens[position].word in _FILLERS:
        position, steps = position + 1, steps + 1
    return position


def _day(token: Token) -> int:
    if token.word == "primero":
        return 1
    match = _DAY.fullmatch(token.word)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else 0


def _month(tokens: list[Token], position: int, language: str, after_day: bool) -> int:
    if position >= len(tokens):
        return 0
    token = tokens[position]
    word = token.word
    names = MONTHS[language]
    if language == "en" and not token.is_capitalized:
        return 0
    if word in ALSO_WORDS and language == "en" and not after_day:
        before = tokens[position - 1].word if position else ""
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if before not in _before_dates(language) | {"last", "next", "this"} and not (
            following and _day(following)
        ):
            return 0
    if word in names:
        return names.index(word) + 1
    if len(word) == 3 and (after_day or language == "en"):
        short = [name[:3] for name in names]
        return short.index(word) + 1 if word in short else 0
    return SHORT[language].get(word, 0)


def _year_at(tokens: list[Token], position: int) -> int:
    if position < len(tokens) and _YEAR.fullmatch(tokens[position].text):
        return int(tokens[position].text)
    return 0


def _year(tokens: list[Token], position: int, language: str) -> int:
    """Return the year that stands alone: after a preposition, or before a sign or the end."""
    year = _year_at(tokens, position)
    if not year:
        return 0
    before = tokens[position - 1].word if position else ""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following and following.word in ("%", "million", "millones", "per", "por"):
        return 0
    return (
        year
        if not position or before in _before_dates(language) or following is None or not following.is_word
        else 0
    )


def _before_dates(language: str) -> frozenset[str]:
    return lexicon(language).words["before_date"]
