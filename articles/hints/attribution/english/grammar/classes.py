"""The word classes of English words, as bits; a word may be in several. Words in no list are taken for nouns."""

from functools import cache, lru_cache
from itertools import chain

from articles.hints.inflection.english_verbs import verb_forms
from articles.hints.words import word_list

(
    DETERMINER, POSSESSIVE, SUBJECT, OBJECT, BE, HAVE, DO, MODAL, NONFINITE, NEGATION, ADVERB, PREPOSITION,
    CONJUNCTION, SUBORDINATOR, RELATIVE, QUESTION, TIME, TIME_UNIT, TIME_MODIFIER, NUMBER, ADJECTIVE, BASE, THIRD,
    PAST, PARTICIPLE, ING, CONTRACTED, NOUN,
) = (1 << bit for bit in range(28))  # fmt: skip
AUXILIARY = BE | HAVE | DO | MODAL
# Bits of tokens that depend on more than the word.
NAME, COMMA, STOP, QUOTE, BRACKET_OPEN, BRACKET_CLOSE, SIGN = (1 << bit for bit in range(28, 35))
# Where a phrase ends.
BOUNDARY = COMMA | STOP | QUOTE | BRACKET_OPEN

BITS = {
    "determiner": DETERMINER, "possessive": POSSESSIVE, "subject": SUBJECT, "object": OBJECT, "be": BE, "have": HAVE,
    "do": DO, "modal": MODAL, "nonfinite": NONFINITE, "negation": NEGATION, "adverb": ADVERB,
    "preposition": PREPOSITION, "conjunction": CONJUNCTION, "subordinator": SUBORDINATOR, "relative": RELATIVE,
    "question": QUESTION, "time": TIME, "time_unit": TIME_UNIT, "time_modifier": TIME_MODIFIER, "number": NUMBER,
    "adjective": ADJECTIVE, "noun": NOUN,
}  # fmt: skip
SIGNS = {
    ",": COMMA, ";": STOP, ":": STOP, "—": STOP, "–": STOP, "-": STOP, "?": STOP, "!": STOP, "…": STOP,
    "(": BRACKET_OPEN, "[": BRACKET_OPEN, ")": BRACKET_CLOSE, "]": BRACKET_CLOSE, '"': QUOTE, "“": QUOTE, "”": QUOTE,
    "«": QUOTE, "»": QUOTE,
}  # fmt: skip


@lru_cache(maxsize=50_000)
def word_class(word: str) -> int:
    """Return the bits of a word (in small letters, with a straight apostrophe) or sign."""
    if not word[0].isalnum():
        return SIGNS.get(word, SIGN)
    listed = _listed().get(word, 0)
    if listed:
        return listed
    if word[0].isdigit():
        return NUMBER
    head, apostrophe, tail = word.rpartition("'")
    if apostrophe:
        return _with_apostrophe(head, tail)
    return _by_ending(word)


def _with_apostrophe(head: str, tail: str) -> int:
    known = _listed().get(head, 0)
    if tail in ("ve", "d", "ll", "re", "m"):
        return known | CONTRACTED
    if tail == "s":
        return known & (SUBJECT | QUESTION | RELATIVE) | CONTRACTED if _contracts(known, head) else POSSESSIVE
    return known


def _contracts(known: int, head: str) -> bool:
    return head in ("that", "what", "here", "let") or (
        bool(known & (SUBJECT | RELATIVE)) and head not in ("one",)
    )


def _by_ending(word: str) -> int:
    if len(word) <= 4:
        return 0
    if word.endswith("ly"):
        return ADVERB
    if word.endswith("ed"):
        return PAST | PARTICIPLE
    if word.endswith("ing"):
        return ING
    return 0


@cache
def _listed() -> dict[str, int]:
    grammar, reporting = word_list("en", "grammar"), word_list("en", "reporting_verbs")
    bits: dict[str, int] = {}
    for name, words in grammar["classes"].items():
        for word in words:
            bits[word] = bits.get(word, 0) | BITS[name]
    bits["her"] = POSSESSIVE | OBJECT
    verbs = chain(
        grammar["verbs"]["common"], *reporting["verbs"].values(), word_list("en", "irregular_verbs")["verbs"]
    )
    for verb in verbs:
        _add_verb(bits, verb.partition(" ")[0])
    return bits


def _add_verb(bits: dict[str, int], verb: str) -> None:
    forms = verb_forms(verb)
    for form, bit in (
        (forms.base, BASE),
        (forms.third, THIRD),
        *((form, PAST) for form in forms.past),
        *((form, PARTICIPLE) for form in forms.participle),
        (forms.ing, ING),
    ):
        if not bits.get(form, 0) & (AUXILIARY | PREPOSITION | CONJUNCTION | DETERMINER | ADJECTIVE):
            bits[form] = bits.get(form, 0) | bit
        elif bits[form] & ADJECTIVE and bit == BASE:
            bits[form] |= BASE
