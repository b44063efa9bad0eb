"""Words that decide what a claim says of its words: negations, plans, causes, quantifiers, and opposites."""

from dataclasses import dataclass
from itertools import pairwise

from newsroom.claims.matching.lexicon import MAX_PHRASE, Lexicon, lexicon, stem
from newsroom.claims.matching.numbers.words import HEDGES
from newsroom.claims.matching.tokens import Token

ONLY = "only"
SEPARATE = {"without", "sin"}
NO_DETERMINERS = {"no", "none", "nobody", "ningun", "ninguno", "ninguna", "nadie", "ningunos"}
THAN = {"than", "que"}
WITH = {"with", "where", "con", "donde"}
# The shortest word in -er that may be a comparative.
FEWEST_COMPARED = 4
FUTURE_ENDINGS = ("rá", "rán", "ré", "remos")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one claim."""

    negations: int
    is_future: bool
    is_possible: bool
    has_cause: bool
    has_weak_cause: bool
    has_coincidence: bool
    compares: bool
    is_superlative: bool
    quantifiers: frozenset[str]
    opposites: frozenset[str]


def find_marks(tokens: list[Token], language: str, taken: set[int], names: set[int]) -> Marks:
    """Return the marks of a claim, whose names and dates are no words of the language."""
    known = lexicon(language)
    left_out = names | taken
    words = [" " if number in left_out else token.word for number, token in enumerate(tokens)]
    stems = [" " if number in left_out else stem(token.word, language) for number, token in enumerate(tokens)]
    folded, stemmed = _phrases(words), _phrases(stems)
    hedges = _hedges(words, language)
    causes = _any(stemmed, known.words["causes"]) or (language == "es" and _has_por_infinitive(words))
    return Marks(
        _negations(words, stems, language, known),
        _is_future(folded, known) or (language == "es" and _has_future_ending(tokens, names)),
        _any(folded, known.words["possible"]),
        causes,
        _any(stemmed, known.words["weak_causes"]),
        _any(folded, known.words["coincidences"]),
        _compares(words, known),
        _is_superlative(words, known),
        _quantifiers(words, known, taken),
        _opposites(stems, known, hedges),
    )


def _phrases(words: list[str]) -> list[str]:
    """Return all words and phrases of a text."""
    return [
        "_".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, MAX_PHRASE + 1)
        if start + length <= len(words)
    ]


def _any(phrases: list[str], known: frozenset[str]) -> bool:
    return any(phrase in known for phrase in phrases)


def _is_future(phrases: list[str], known: Lexicon) -> bool:
    """Return whether a plan is spoken of; "would not" says that somebody refused."""
    refused = _any(phrases, known.words["not_future"])
    return _any(
        [phrase for phrase in phrases if phrase != "would"] if refused else phrases, known.words["future"]
    )


def _hedges(words: list[str], language: str) -> set[int]:
    """Return the positions of hedges, such as the "least" of "at least"."""
    positions: set[int] = set()
    for phrase, _ in HEDGES[language]:
        parts = phrase.split()
        for start in range(len(words) - len(parts) + 1):
            if words[start : start + len(parts)] == parts:
                positions.update(range(start, start + len(parts)))
    return positions


def _negations(words: list[str], stems: list[str], language: str, known: Lexicon) -> int:
    """Return the number of clauses that are negated."""
    count = 0
    for start, end in clauses(words, language):
        is_negated, others, position = False, 0, start
        while position < end:
            phrases = {length: "_".join(words[position : position + length]) for length in (2, 3)}
            length = next(
                (length for length, text in phrases.items() if text in known.words["not_negations"]), 0
            )
            if length:
                position += length
                continue
            word = words[position]
            if word in SEPARATE:
                others += 1
            elif word in known.words["negations"] or word.endswith("n't"):
                is_negated = True
            elif any(
                "_".join(stems[position : position + size]) in known.words["denials"] for size in (1, 2)
            ):
                others += 1
            position += 1
        count += (is_negated + others) % 2
    # "No library closes earlier than ours" says that ours closes earliest.
    return max(count - _is_superlative(words, known), 0)


def _is_superlative(words: list[str], known: Lexicon) -> bool:
    if not NO_DETERMINERS & set(words[:3]):
        return False
    return _compares(words, known)


def _compares(words: list[str], known: Lexicon) -> bool:
    """Return whether something is more or less than something else."""
    more_or_less = known.words["more"] | known.words["less"]
    for position, word in enumerate(words):
        if word in WITH and not more_or_less.isdisjoint(words[position + 1 : position + 2]):
            return True
        is_comparative = word in more_or_less or (len(word) > FEWEST_COMPARED and word.endswith("er"))
        if is_comparative and not THAN.isdisjoint(words[position + 1 :]):
            return True
    return False


def clauses(words: list[str], language: str) -> list[tuple[int, int]]:
    """Return [start, end) of each clause; the word that begins it is part of it."""
    begins = lexicon(language).words["clauses"]
    starts = [0, *(number for number, word in enumerate(words) if number and word in begins)]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _has_por_infinitive(words: list[str]) -> bool:
    """Return whether the cause is a deed: por negarse a declarar."""
    return any(
        word == "por" and len(following) > 3 and following.endswith(("ar", "ir", "arse", "erse", "irse"))
        for word, following in pairwise(words)
    )


def _has_future_ending(tokens: list[Token], names: set[int]) -> bool:
    return any(
        len(token.text) > 4 and token.text.casefold().endswith(FUTURE_ENDINGS) and not token.is_capitalized
        for number, token in enumerate(tokens)
        if number not in names
    )


def _quantifiers(words: list[str], known: Lexicon, taken: set[int]) -> frozenset[str]:
    found = set()
    for position, word in enumerate(words):
        if position in taken or position + 1 in taken:
            continue
        phrase = "_".join(words[position : position + 2])
        quantifier = known.quantifiers.get(phrase) or known.quantifiers.get(word)
        if quantifier:
            is_nearly = position and words[position - 1] in known.words["nearly"]
            found.add("nearly all" if is_nearly else quantifier)
    if any(word in known.words["only"] for word in words[:2]) and not taken & {0, 1, 2}:
        found.add(ONLY)
    return frozenset(found)


def _opposites(stems: list[str], known: Lexicon, hedges: set[int]) -> frozenset[str]:
    """Return the sides of the pairs of opposites that a claim has, unless it has both."""
    sides: set[str] = set()
    for start in range(len(stems)):
        if start not in hedges:
            for length in range(1, MAX_PHRASE):
                sides |= known.opposites.get("_".join(stems[start : start + length]), frozenset())
    both = {side[:-1] for side in sides if {f"{side[:-1]}+", f"{side[:-1]}-"} <= sides}
    return frozenset(side for side in sides if side[:-1] not in both)
