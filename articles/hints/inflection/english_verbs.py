"""The forms of English verbs, from their base forms and a table of irregular verbs."""

from functools import cache
from typing import NamedTuple

from articles.hints.words import word_list

VOWELS = "aeiou"


class VerbForms(NamedTuple):
    """The forms of one verb: its base, third person, past forms, participles, and the form in -ing."""

    base: str
    third: str
    past: tuple[str, ...]
    participle: tuple[str, ...]
    ing: str


@cache
def verb_forms(base: str) -> VerbForms:
    """Return the forms of a verb; in a phrasal verb such as "point out" the first word changes."""
    verb, _, rest = base.partition(" ")
    rest = f" {rest}" if rest else ""
    past, participle = _past(verb)
    return VerbForms(
        base,
        with_s(verb) + rest,
        tuple(form + rest for form in past),
        tuple(form + rest for form in participle),
        _with_ing(verb) + rest,
    )


def with_s(word: str) -> str:
    """Return the third person of a verb, or the regular plural of a noun."""
    if word in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[word]
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _past(verb: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    irregular = word_list("en", "irregular_verbs")["verbs"].get(verb)
    if irregular:
        past, participle = irregular.split()
        return tuple(past.split("/")), tuple(participle.split("/"))
    if verb.endswith("e"):
        regular = verb + "d"
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        regular = verb[:-1] + "ied"
    else:
        regular = _doubled(verb) + "ed"
    return (regular,), (regular,)


def _with_ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    """Return the verb with its last letter doubled if English does so: quip, quipped."""
    if verb in word_list("en", "irregular_verbs")["doubling"]["verbs"]:
        return verb + verb[-1]
    ends = len(verb) >= 3 and verb[-1] not in VOWELS + "wxyh" and verb[-2] in VOWELS
    before = verb[:-2].replace("qu", "q")
    one_syllable = bool(before) and not any(letter in VOWELS + "y" for letter in before)
    return verb + verb[-1] if ends and one_syllable else verb
