"""The words of a claim that carry its meaning, each with its weight."""

from dataclasses import dataclass

from newsroom.claims.matching.lexicon import MAX_PHRASE, Lexicon, lexicon, stem
from newsroom.claims.matching.names import initials
from newsroom.claims.matching.tokens import Token

NAME_WEIGHT, WORD_WEIGHT, GENERAL_WEIGHT, LIGHT_WEIGHT, TITLE_WEIGHT = 1.3, 1.0, 0.4, 0.3, 0.3
# Words that are no more than these alike do not come from the same word.
FEWEST_ALIKE = 5
# Prefixes that turn a word into its opposite, and the shortest word that they are looked for in front of.
PREFIXES = {"un", "in", "im", "il", "ir", "dis", "des", "non", "i"}
FEWEST_BARE = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase at ``position``: its stem, the groups of words it can stand for, and how much it says."""

    word: str
    stem: str
    groups: frozenset[str]
    weight: float
    position: int
    opposites: frozenset[str] = frozenset()
    is_name: bool = False
    initials: frozenset[str] = frozenset()

    @property
    def is_strong(self) -> bool:
        """Return whether the word says more than ordinary words such as "year"."""
        return self.weight >= WORD_WEIGHT

    def agrees(self, other: "Unit") -> float:
        """Return how far both mean the same, 0 to 1."""
        if self.word == other.word or self.stem == other.stem:
            return 1.0
        if self.is_name and other.is_name:
            return 0.0
        if self.groups & other.groups:
            return 0.9
        return 0.8 if self._derived(other) else 0.0

    def opposes(self, other: "Unit") -> bool:
        """Return whether both are opposites, by the lexicon or by a prefix: safe, unsafe."""
        if any(opposite_side(side) in other.opposites for side in self.opposites):
            return True
        return self._negates(other) or other._negates(self)

    def _negates(self, other: "Unit") -> bool:
        if len(other.stem) < FEWEST_BARE or not self.stem.endswith(other.stem):
            return False
        return self.stem.removesuffix(other.stem) in PREFIXES

    def _derived(self, other: "Unit") -> bool:
        """Return whether both begin alike, as "election" and "electoral" do."""
        shortest = min(len(self.word), len(other.word))
        alike = 0
        while alike < shortest and self.word[alike] == other.word[alike]:
            alike += 1
        return alike >= FEWEST_ALIKE and alike >= 0.6 * max(len(self.stem), len(other.stem))


def opposite_side(side: str) -> str:
    """Return the other side of a pair of opposites."""
    return side[:-1] + ("-" if side[-1] == "+" else "+")


def find_units(tokens: list[Token], language: str, taken: set[int], names: set[int]) -> list[Unit]:
    """Return the units of a claim in order, except for positions ``taken`` by numbers and dates."""
    known = lexicon(language)
    stems = [stem(token.word, language) for token in tokens]
    units, position = [], 0
    while position < len(tokens):
        length = 1
        if position not in taken and tokens[position].text[:1].isalpha():
            length = _phrase(stems, position, known)
            unit = _unit(tokens, stems, position, length, known, position in names)
            if unit:
                starts_name = position in names and position - 1 not in names
                letters = frozenset(initials(tokens, position)) if starts_name else frozenset()
                opposites = frozenset() if position in names else known.opposites.get(unit[1], frozenset())
                units.append(Unit(*unit, position, opposites, position in names, letters))
        position += length
    return units


def _phrase(stems: list[str], position: int, known: Lexicon) -> int:
    """Return the number of words of the longest phrase of the lexicon that begins here."""
    for length in range(MAX_PHRASE, 1, -1):
        if "_".join(stems[position : position + length]) in known.groups and position + length <= len(stems):
            return length
    return 1


def _unit(
    tokens: list[Token], stems: list[str], position: int, length: int, known: Lexicon, is_name: bool
) -> tuple[str, str, frozenset[str], float] | None:
    token, joined = tokens[position], "_".join(stems[position : position + length])
    groups = known.groups.get(joined, frozenset())
    if is_name:
        return token.word, joined, groups, NAME_WEIGHT
    if length > 1:
        return joined, joined, groups, WORD_WEIGHT
    if token.word in known.words["function"]:
        return None
    return token.word, joined, groups, _weight(token.word, joined, known)


def _weight(word: str, stemmed: str, known: Lexicon) -> float:
    if word in known.words["titles"]:
        return TITLE_WEIGHT
    if stemmed in known.words["light"]:
        return LIGHT_WEIGHT
    return GENERAL_WEIGHT if stemmed in known.words["general"] else WORD_WEIGHT
