"""Who did it to whom, and what is more than what: the same words the other way round."""

from collections.abc import Iterator

from newsroom.claims.matching.claim import Claim
from newsroom.claims.matching.lexicon import lexicon
from newsroom.claims.matching.marks import THAN
from newsroom.claims.matching.words import Unit

_LIST_SIGNS = {",", "and", "or", "y", "e", "o"}
_CLITICS = {"lo", "la", "los", "las", "le", "les"}


def is_reversed(first: Claim, second: Claim) -> bool:
    """Return whether who acts and who is acted on, or the two sides of a comparison, are reversed."""
    stems, others = ([unit.stem for unit in _sequence(claim)] for claim in (first, second))
    if stems == others:
        return False
    if _compares_reversed(first, second):
        return True
    if _is_passive(first) != _is_passive(second):
        return False
    if _swaps_names(first, second):
        return True
    return sorted(stems) == sorted(others) and _swaps_words(first, second)


def _swaps_words(first: Claim, second: Claim) -> bool:
    """Return whether what stands on the two sides of a verb has changed sides, in claims of the same words."""
    one, two = _sequence(first), _sequence(second)
    neighbours = set(_around(first, one))
    if any((after, verb, before) in neighbours for before, verb, after in _around(second, two)):
        return True
    halves = _halves(first, one)
    return any((after, verb, before) in halves for before, verb, after in _halves(second, two))


def _halves(claim: Claim, units: list[Unit]) -> set[tuple[frozenset[str], str, frozenset[str]]]:
    """Return all that stands before and after each word that may be a verb, unless a place or time begins the claim."""
    words = lexicon(claim.language).words
    if not units or claim.tokens[0].word in words["place"] | words["by"]:
        return set()
    stems = [unit.stem for unit in units]
    return {
        (frozenset(stems[:number]), stems[number], frozenset(stems[number + 1 :]))
        for number in range(1, len(units) - 1)
        if not _is_noun(claim, units[number])
    }


def _around(claim: Claim, units: list[Unit]) -> Iterator[tuple[str, str, str]]:
    """Yield each word that may be a verb between the words around it, none of which says where or when."""
    for before, verb, after in zip(units, units[1:], units[2:], strict=False):
        if not (_is_noun(claim, verb) or _is_place(claim, before) or _is_place(claim, after)):
            yield before.stem, verb.stem, after.stem


def _is_noun(claim: Claim, unit: Unit) -> bool:
    """Return whether a word follows an article, a preposition or a possessor, or is one of several in a list."""
    around = claim.tokens[max(unit.position - 1, 0) : unit.position + 2]
    previous = around[0]
    return (
        previous.possessive
        or previous.word in lexicon(claim.language).words["determiners"]
        or any(token.word in _LIST_SIGNS for token in around)
    )


def _is_place(claim: Claim, unit: Unit) -> bool:
    """Return whether a word follows a preposition of place or time."""
    words = lexicon(claim.language).words
    before = claim.tokens[max(unit.position - 3, 0) : unit.position]
    return any(token.word in words["place"] | words["by"] for token in before)


def _sequence(claim: Claim) -> list[Unit]:
    return [unit for unit in claim.units if unit.position not in claim.details]


def _is_passive(claim: Claim) -> bool:
    """Return whether the acting side comes last: "was sued by", "lo administra una cooperativa"."""
    words = lexicon(claim.language).words
    texts = [token.word for token in claim.tokens]
    for position, word in enumerate(texts):
        if word in words["passive"] and words["by"] & set(texts[position + 2 : position + 9]):
            return True
    if claim.language == "es":
        # An object before its verb is repeated by a pronoun: "la ley la aprobó el Congreso".
        return any(
            word in _CLITICS and texts[position - 1].isalpha() and not _is_article(claim, position)
            for position, word in enumerate(texts)
            if position
        )
    return False


def _is_article(claim: Claim, position: int) -> bool:
    """Return whether "la" here is an article: before a name, a noun, or after a preposition."""
    previous, pronoun = claim.tokens[position - 1].word, claim.tokens[position].word
    following = claim.tokens[position + 1] if position + 1 < len(claim.tokens) else None
    if following is None or following.is_capitalized:
        return True
    if pronoun == "lo":
        return following.word in ("que", "mas", "cual")
    if previous in lexicon("es").words["function"]:
        return True
    lemmas = lexicon("es").lemmas
    if following.word in lemmas and not following.word.endswith(("ada", "ado", "adas", "ados", "ida", "ido")):
        return False
    return not following.text.endswith(("ó", "aron", "ieron", "aba", "ía", "ían"))


def _swaps_names(first: Claim, second: Claim) -> bool:
    """Return whether two names have changed sides of the same verb."""
    names = {unit.stem for claim in (first, second) for unit in claim.names}
    one, two = _names_around(first, names), _names_around(second, names)
    return any((after, verb, before) in two for before, verb, after in one)


def _names_around(claim: Claim, stems: set[str]) -> set[tuple[str, str, str]]:
    """Return triples of a name, a word that is none, and a name, in their order, but no names of places."""
    names = [unit for unit in claim.units if unit.stem in stems and not _is_place(claim, unit)]
    triples = set()
    for verb in claim.units:
        if verb.stem in stems or not verb.is_strong:
            continue
        before = [unit.stem for unit in names if unit.position < verb.position]
        after = [unit.stem for unit in names if unit.position > verb.position]
        triples |= {(one, verb.stem, two) for one in before for two in after if one != two}
    return triples


def _compares_reversed(first: Claim, second: Claim) -> bool:
    """Return whether "more left than came" is "more came than left" in the other claim."""
    if not (first.marks.compares and second.marks.compares):
        return False
    if first.marks.is_superlative or second.marks.is_superlative:
        return False
    one, two = _sides(first), _sides(second)
    if one is None or two is None:
        return False
    # A word on each side has changed sides.
    return bool((one[0] - one[1]) & (two[1] - two[0])) and bool((one[1] - one[0]) & (two[0] - two[1]))


def _sides(claim: Claim) -> tuple[set[str], set[str]] | None:
    known = lexicon(claim.language).words
    compared = False
    for position, token in enumerate(claim.tokens):
        compared = compared or token.word in known["more"] or token.word in known["less"]
        if compared and token.word in THAN:
            before = {unit.stem for unit in claim.units if unit.position < position}
            after = {unit.stem for unit in claim.units if unit.position > position}
            return before, after
    return None
