"""Reporting verbs in a text, each with its auxiliaries and pronouns: "no le ha dicho", "volvió a insistir"."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.attribution.spanish.words.lexicon import Verb, verb_forms
from articles.hints.inflection.spanish_verbs import FINITE, SUBJUNCTIVE, conjugate
from articles.hints.words import word_list

# Words after which a subjunctive may report: "aunque diga que", "quien afirme".
BEFORE_SUBJUNCTIVE = frozenset(
    ["que", "aunque", "cuando", "quien", "quienes", "no", "si", "como", "donde", "ha"]
)
# Words before an infinitive whose subject is that of the main clause: "tras asegurar que", "al recordar que".
BEFORE_INFINITIVE = frozenset(
    ("al", "tras", "después", "antes", "sin", "de", "por", "para", "además", "lejos")
)


class Shape(Enum):
    """The shape of a verb group."""

    FINITE = "finite"
    GERUND = "gerund"
    INFINITIVE = "infinitive"
    PASSIVE = "passive"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A reporting verb with its auxiliaries, pronouns and negation: tokens ``first`` to ``last``, both included.

    ``main`` is the token of the verb itself. ``se`` tells whether "se" stands before it as its only pronoun.
    """

    first: int
    last: int
    main: int
    verb: Verb
    shape: Shape
    plural: bool
    se: bool


def verb_groups(reading: Reading) -> list[VerbGroup]:
    """Return the verb groups of a text in order; where several verbs share a form, the longest one counts."""
    forms = verb_forms()
    groups: list[VerbGroup] = []
    for token, word in enumerate(reading.words):
        if word not in forms or (reading.has(token, c.NAME) and not reading.begins(token)):
            continue
        group = _group(reading, token)
        if group is None:
            continue
        if groups and group.first <= groups[-1].first:
            # An auxiliary that may be a reporting verb too: "quiso creer".
            groups.pop()
        if not groups or group.first > groups[-1].last:
            groups.append(group)
    return groups


def _group(reading: Reading, token: int) -> VerbGroup | None:
    for verb, form in verb_forms()[reading.words[token]]:
        last = _match_rest(reading, token, verb)
        if last is None:
            continue
        bounds = _bounds(reading, token, form.tense, form.plural)
        if bounds is None:
            continue
        first, shape, plural = bounds
        se = False
        if shape is not Shape.PARTICIPLE:
            first, se = _with_pronouns(reading, first)
        if verb.reflexive and not se and not reading.words[token].endswith("se"):
            continue
        first = _with_adverbs(reading, first)
        if shape is Shape.FINITE and _is_noun(reading, first, token):
            continue
        return VerbGroup(first, last, token, verb, shape, plural, se and not verb.reflexive)
    return None


def _match_rest(reading: Reading, token: int, verb: Verb) -> int | None:
    """Return the last token of a verb of several words; None if its other words do not follow."""
    at = token
    for word in verb.rest:
        at += 1
        found = reading.word(at)
        if found != word and not (
            word.endswith("o") and found in (word[:-1] + "a", word + "s", word[:-1] + "as")
        ):
            return None
    return at


def _bounds(reading: Reading, token: int, tense: str, plural: bool) -> tuple[int, Shape, bool] | None:
    """Return the first token of the verb with its auxiliaries, its shape, and whether it is plural."""
    if tense in FINITE:
        return token, Shape.FINITE, plural
    if tense in SUBJUNCTIVE:
        at = token - 1
        while reading.has(at, c.CLITIC | c.CUE_ADVERB) and reading.word(at) != "no":
            at -= 1
        return (token, Shape.FINITE, plural) if reading.word(at) in BEFORE_SUBJUNCTIVE else None
    if tense == "participle":
        return _participle(reading, token, plural)
    semi = _semi_auxiliary(reading, token)
    if semi:
        return semi
    if tense == "gerund":
        return token, Shape.GERUND, False
    before = reading.word(token - 1)
    return (token, Shape.INFINITIVE, False) if before in BEFORE_INFINITIVE else None


def _participle(reading: Reading, token: int, plural: bool) -> tuple[int, Shape, bool] | None:
    at = token - 1
    while at > token - 3 and reading.has(at, c.CUE_ADVERB):
        at -= 1
    word = reading.word(at)
    if reading.has(at, c.HAVE) and reading.words[token].endswith("o"):
        if word.startswith("habiendo"):
            return at, Shape.GERUND, False
        if word.startswith("haber"):
            return _semi_auxiliary(reading, at) or (
                (at, Shape.INFINITIVE, False) if reading.word(at - 1) in BEFORE_INFINITIVE else None
            )
        return at, Shape.FINITE, word.endswith("n")
    if reading.has(at, c.BE):
        if word == "sido" and reading.has(at - 1, c.HAVE):
            at -= 1
        return at, Shape.PASSIVE, plural
    return token, Shape.PARTICIPLE, plural


def _semi_auxiliary(reading: Reading, token: int) -> tuple[int, Shape, bool] | None:
    """Return where "volvió a" or "quiso" before an infinitive or gerund begins."""
    at = token
    for _ in range(3):
        prepositions: tuple[str, ...] = ()
        verb = at - 1
        if reading.word(verb) in ("a", "de", "por", "que", "para"):
            prepositions, verb = (reading.word(verb),), verb - 1
        found = _semi_auxiliaries().get((reading.word(verb), *prepositions))
        if found is None:
            return None
        tense, plural = found
        if tense in FINITE:
            return verb, Shape.FINITE, plural
        have = reading.word(verb - 1)
        if (
            tense == "participle"
            and reading.has(verb - 1, c.HAVE)
            and not have.startswith(("haber", "habie"))
        ):
            return verb - 1, Shape.FINITE, have.endswith("n")
        at = verb
    return None


@cache
def _semi_auxiliaries() -> dict[tuple[str, ...], tuple[str, bool]]:
    result = {}
    for phrase in word_list("es", "grammar")["semi_auxiliaries"]:
        infinitive, *prepositions = phrase.split()
        for word, form in conjugate(infinitive.removesuffix("se")).items():
            result[(word, *prepositions)] = (form.tense, form.plural)
    return result


def _with_pronouns(reading: Reading, first: int) -> tuple[int, bool]:
    """Return the first token with the pronouns before it, and whether "se" is one that stands for the subject."""
    at = first - 1
    pronouns: list[str] = []
    while at >= reading.first[first] and len(pronouns) < 3 and reading.has(at, c.CLITIC):
        pronouns.append(reading.words[at])
        at -= 1
    indirect = any(word in ("lo", "la", "los", "las") for word in pronouns)
    return at + 1, "se" in pronouns and not indirect


def _with_adverbs(reading: Reading, first: int) -> int:
    """Return the first token with "no" and adverbs such as "también" before it."""
    for _ in range(2):
        before = first - 1
        if before < reading.first[first] or not reading.has(before, c.CUE_ADVERB):
            break
        if reading.begins(before) and reading.words[before] != "no":
            break
        first = before
    return first


def _is_noun(reading: Reading, first: int, token: int) -> bool:
    """Return whether an article or a preposition shows that the word is a noun: "la denuncia", "en cuenta"."""
    if reading.has(token, c.HOMOGRAPH) and first < token and reading.words[token - 1] in ("la", "las", "los"):
        return first == token - 1 or reading.words[token - 2] not in ("se", "me", "te", "no", "nos", "os")
    before = first - 1
    if before < reading.first[token] or reading.has(before, c.NAME):
        return False
    if reading.has(before, c.NOUN_MARKER) and first == token:
        return True
    quantified = reading.has(before, c.NUMBER) or reading.words[before] in ("gran", "mucha", "poca")
    return quantified and reading.has(token, c.HOMOGRAPH) and first == token
