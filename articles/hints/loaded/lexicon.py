"""The loaded words of a language with all their forms, by first word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from articles.hints.document import Document
from articles.hints.inflection import in_form, inflect
from articles.hints.loaded.groups import GROUPS, Group
from articles.hints.words import word_list

# Stands in a phrase for up to ``MOST_BETWEEN`` words: "ram … through".
GAP = "…"
# Phrases that hold a listed word and are not loaded: "gut feeling".
HARMLESS = "harmless"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of the lists in its base form. ``group`` is None if the phrase is harmless."""

    base: str
    part: str
    group: Group | None
    neutral: tuple[str, ...] = ()

    def neutral_in(self, form: str, language: str) -> tuple[str, ...]:
        """Return the neutral wordings in a grammatical form."""
        wordings = (in_form(wording, self.part, language, form) for wording in self.neutral)
        return tuple(wording for wording in wordings if wording)

    @property
    def is_capitalized(self) -> bool:
        """Return whether the base form itself has a capital letter: "Orwellian", "Big Pharma"."""
        return self.base[0].isupper()


class Form(NamedTuple):
    """One form of an entry: the words after the first one, and the name of the grammatical form."""

    rest: tuple[str, ...]
    entry: Entry
    form: str


Index = dict[str, list[Form]]


def entries(language: str) -> Iterator[Entry]:
    """Yield the entries of the list of a language, the strongest groups first."""
    lists = word_list(language, "loaded")
    for slug in (HARMLESS, *GROUPS):
        for part, words in lists.get(slug, {}).items():
            for base, neutral in words.items():
                wordings = tuple(wording.strip() for wording in neutral.split(",") if wording.strip())
                yield Entry(base, part, GROUPS.get(slug), wordings)


@cache
def index(language: str) -> Index:
    """Return the forms of all entries of a language by their first word, the longest first."""
    return index_entries(entries(language), language)


def index_entries(listed: Iterable[Entry], language: str) -> Index:
    """Return the forms of ``listed`` by their first word, the longest first.

    Nouns come last: the words around tell where a verb is one, and a noun stands anywhere.
    """
    result: Index = {}
    for entry in listed:
        seen = set()
        for name, phrase in inflect(entry.base, entry.part, language):
            for spelling in _spellings(phrase, entry.part):
                if spelling not in seen:
                    seen.add(spelling)
                    first, *rest = _words(spelling, language)
                    result.setdefault(first, []).append(Form(tuple(rest), entry, name))
    for forms in result.values():
        forms.sort(key=lambda form: (-len(form.rest), form.entry.part == "nouns"))
    return result


def _words(phrase: str, language: str) -> list[str]:
    """Return the words of a phrase as a document has them."""
    if phrase.replace(" ", "").replace("-", "").isalpha():
        return phrase.casefold().split(" ")
    return [without_possessive(word) for word in Document(phrase, language).words]


def without_possessive(word: str) -> str:
    """Return a word without the English ending "'s"."""
    return word[:-2] if word.endswith("'s") else word


def _spellings(phrase: str, part: str) -> tuple[str, ...]:
    """Return a phrase, and a noun of two words with a hyphen as well: "witch-hunt"."""
    if part == "nouns" and phrase.count(" ") == 1:
        return phrase, phrase.replace(" ", "-")
    return (phrase,)
