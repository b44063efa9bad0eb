"""The word list of opinions, ready for use."""

from dataclasses import dataclass
from functools import cache

from articles.hints.inflection import english, spanish
from articles.hints.sentences.patterns import Patterns
from articles.hints.words import word_list

INFLECTIONS = {"en": english.inflect, "es": spanish.inflect}
# Lists of base forms. The others have every form that counts.
PARTS = ("adjectives", "nouns", "verbs")
# Of one group, so many signs count in a sentence.
USUALLY_MOST = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Words that are the same sign of an opinion.

    ``weight`` tells how strong it is, ``most`` how many of them count in a sentence. ``only_after`` are words of which
    one must stand before it; ``more_after`` words that make it stronger by 1.
    """

    code: str
    weight: float
    most: int
    only_after: frozenset[str]
    more_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class General:
    """What tells sentences on how things are from those on what happened: verbs in the past and in the present."""

    past: frozenset[str]
    past_endings: tuple[str, ...]
    present: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpinionRules:
    """The groups by name, where their words are, and the words that may stand between them and what is before."""

    groups: dict[str, Group]
    patterns: Patterns
    between: frozenset[str]
    general: General


@cache
def opinion_rules(language: str) -> OpinionRules:
    """Return the rules for a language."""
    content = word_list(language, "opinions")
    before = {name: frozenset(words) for name, words in content["before"].items()}
    groups, phrases = {}, {}
    for name, table in content["groups"].items():
        groups[name] = Group(
            table["code"],
            table["weight"],
            table.get("most", USUALLY_MOST),
            before.get(table.get("only_after", ""), frozenset()),
            before.get(table.get("more_after", ""), frozenset()),
        )
        phrases[name] = [
            *table.get("words", ()),
            *(
                form
                for part in PARTS
                for word in table.get(part, ())
                for _, form in INFLECTIONS[language](word, part)
            ),
        ]
    verbs = content["general"]
    general = General(frozenset(verbs["past"]), tuple(verbs["past_endings"]), frozenset(verbs["present"]))
    return OpinionRules(
        groups, Patterns(phrases, content["traps"]["words"]), frozenset(content["between"]["words"]), general
    )
