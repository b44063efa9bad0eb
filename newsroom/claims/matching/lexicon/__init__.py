"""The words that the rules look for in each language, and the form of a word by which they are compared."""

import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from articles.hints.inflection.english_verbs import verb_forms
from articles.hints.inflection.spanish_verbs import conjugate
from articles.hints.words import word_list
from newsroom.search.tokens import words as search
from web.text.folding import fold

LANGUAGES = ("en", "es")
# A phrase of the lexicon has at most as many words.
MAX_PHRASE = 4
# Lists that are looked for by stem; those of the others are looked for as they are.
BY_STEM = ("saying", "saying_that", "denials", "causes", "weak_causes", "light", "general")


@dataclass(frozen=True)
class Lexicon:
    """The word classes of one language; words and phrases are stems, those in ``words`` are folded forms."""

    words: dict[str, frozenset[str]]
    quantifiers: dict[str, str]
    groups: dict[str, frozenset[str]]
    opposites: dict[str, frozenset[str]]
    lemmas: dict[str, str] = field(repr=False)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language, one of LANGUAGES."""
    source = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    groups = [line.split() for line in source["groups"].strip().splitlines()]
    opposites = [
        [side.split() for side in line.split("|")] for line in source["opposites"].strip().splitlines()
    ]
    lists = {name: value.split() for name, value in source.items() if isinstance(value, str)}
    bases = {word for group in groups for word in group} | {
        word for sides in opposites for side in sides for word in side
    }
    bases |= {
        *lists["saying"],
        *lists["saying_that"],
        *lists["denials"],
        *lists["causes"],
        *lists["weak_causes"],
        *lists["light"],
    }
    lemmas = _lemmas(language, {part for phrase in bases for part in phrase.split("_")}, lists["plurals"])
    stems = _Stems(language, lemmas)
    members: dict[str, set[str]] = {}
    for number, group in enumerate(groups):
        for word in group:
            members.setdefault(stems.phrase(word), set()).add(f"#{number}")
    sides: dict[str, set[str]] = {}
    for number, (left, right) in enumerate(opposites):
        for words, sign in ((left, "+"), (right, "-")):
            for word in words:
                sides.setdefault(stems.phrase(word), set()).add(f"{number}{sign}")
    words = {
        name: frozenset(stems.phrase(word) for word in value) if name in BY_STEM else frozenset(value)
        for name, value in lists.items()
        if name not in ("groups", "opposites")
    }
    quantifiers = {word: line.split()[0] for line in source["quantifiers"] for word in line.split()}
    return Lexicon(
        words,
        quantifiers,
        {word: frozenset(numbers) for word, numbers in members.items()},
        {word: frozenset(numbers) for word, numbers in sides.items()},
        lemmas,
    )


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; irregular forms of a verb have the stem of its base form."""
    return _Stems(language, lexicon(language).lemmas).word(word)


@dataclass(frozen=True)
class _Stems:
    language: str
    lemmas: dict[str, str]

    def word(self, word: str) -> str:
        """Return the stem of one word."""
        word = self.lemmas.get(word, word)
        if self.language == "es" and word.endswith("ces") and len(word) > 4:
            word = word[:-3] + "z"
        return search.stem(word, self.language)

    def phrase(self, phrase: str) -> str:
        """Return the stems of a phrase, joined as in the lexicon."""
        return "_".join(self.word(part) for part in phrase.split("_"))


def _lemmas(language: str, words: set[str], plurals: list[str]) -> dict[str, str]:
    """Return the base form of each folded form of verbs that stemming does not find."""
    lemmas: dict[str, str] = {}
    if language == "en":
        irregular: dict[str, Any] = word_list("en", "irregular_verbs")["verbs"]
        for base in irregular:
            forms = verb_forms(base)
            lemmas |= dict.fromkeys((*forms.past, *forms.participle, forms.third, forms.ing), base)
        return lemmas | dict(plural.split("/") for plural in plurals)
    for word in sorted(words):
        base = word.removesuffix("se")
        if len(base) > 2 and base.endswith(("ar", "er", "ir")):
            for form in conjugate(base):
                lemmas.setdefault(fold(form), base)
    return {form: base for form, base in lemmas.items() if form not in words or form == base}
