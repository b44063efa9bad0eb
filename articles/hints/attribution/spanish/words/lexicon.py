"""The reporting verbs by their forms, and what may follow each."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from articles.hints.inflection.spanish_verbs import Form, conjugate
from articles.hints.words import word_list

SAYING = frozenset(("clause", "question", "quotation", "infinitive"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb.

    ``rest`` are the words after the one that changes ("dejar claro"); ``groups`` are its lists in
    ``reporting_verbs.toml``; ``prepositions`` are those before what is said ("insistir en que"). A ``reflexive`` verb
    is a cue only with "se". ``weak`` and ``strong`` tell what it is worth as a sign.
    """

    base: str
    rest: tuple[str, ...]
    groups: frozenset[str]
    prepositions: frozenset[str]
    reflexive: bool
    weak: bool
    strong: bool

    @property
    def says_anyhow(self) -> bool:
        """Return whether the verb is one of saying even if its subject is no known speaker."""
        return bool(self.groups & SAYING) and "evidence" not in self.groups and not self.weak


class VerbForm(NamedTuple):
    """A form of a reporting verb."""

    verb: Verb
    form: Form


@cache
def verb_forms() -> dict[str, tuple[VerbForm, ...]]:
    """Return the reporting verbs by each form of their first word, those of several words first."""
    result: dict[str, list[VerbForm]] = {}
    for verb in sorted(_verbs(), key=lambda verb: (-len(verb.rest), not verb.reflexive)):
        first = verb.base.split()[0]
        for word, form in conjugate(first.removesuffix("se") if verb.reflexive else first).items():
            result.setdefault(word, []).append(VerbForm(verb, form))
    return {word: tuple(forms) for word, forms in result.items()}


@cache
def homographs() -> frozenset[str]:
    """Return the forms that are nouns or other words at least as often."""
    return frozenset(word_list("es", "reporting_verbs")["homographs"]["forms"])


@cache
def phrases(kind: str, name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a list by their first word, the longest first."""
    result: dict[str, list[tuple[str, ...]]] = {}
    for phrase in word_list("es", "reporting_verbs")[kind][name]:
        words = tuple(phrase.split())
        result.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in result.items()}


def _verbs() -> list[Verb]:
    words = word_list("es", "reporting_verbs")
    groups: dict[str, set[str]] = {}
    for group, bases in words["verbs"].items():
        for base in bases:
            groups.setdefault(base, set()).add(group)
    prepositions: dict[str, set[str]] = {}
    for preposition, bases in words["prepositions"].items():
        for base in bases:
            prepositions.setdefault(base, set()).add(preposition)
    return [
        Verb(
            base,
            tuple(base.split()[1:]),
            frozenset(names),
            frozenset(prepositions.get(base, ())),
            base.split()[0].endswith("se"),
            base in words["weight"]["weak"],
            base in words["weight"]["strong"],
        )
        for base, names in groups.items()
    ]
