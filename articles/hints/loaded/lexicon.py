"""The loaded words of a language with all their forms."""

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

    @property
    def loaded_group(self) -> Group:
        """Return the group of an entry that is not harmless; raise ``ValueError`` for one that is."""
        if self.group is None:
            raise ValueError(f"“{self.base}” is harmless")
        return self.group

    def neutral_in(self, form: str, language: str) -> tuple[str, ...]:
        """Return the neutral wordings in a grammatical form."""
        wordings = (in_form(wording, self.part, language, form) for wording in self.neutral)
        return tuple(wording for wording in wordings if wording)

    @property
    def is_capitalized(self) -> bool:
        """Return whether the base form itself has a capital letter: "Orwellian", "Big Pharma"."""
        return self.base[0].isupper()


class Form(NamedTuple):
    """One form of an entry: the name of the grammatical form, and the words that must follow in a gap."""

    entry: Entry
    form: str
    after_gap: tuple[str, ...]


class Index:
    """Forms by their words up to the gap."""

    def __init__(self, listed: Iterable[Entry], language: str) -> None:
        self._forms: dict[tuple[str, ...], list[Form]] = {}
        # First word -> the most words of a phrase that begins with it.
        self._longest: dict[str, int] = {}
        for entry in listed:
            self._add(entry, language)
        # The words around tell where a verb is one, and a noun stands anywhere: nouns come last.
        for forms in self._forms.values():
            if len(forms) > 1:
                forms.sort(key=lambda form: (-len(form.after_gap), form.entry.part == "nouns"))

    def __getitem__(self, words: tuple[str, ...]) -> Iterable[Form]:
        """Return the forms that have just these words up to the gap."""
        return self._forms.get(words, ())

    def longest(self, word: str) -> int:
        """Return how many words the longest phrase has that begins with ``word``; 0 if there is none."""
        return self._longest.get(word, 0)

    def _add(self, entry: Entry, language: str) -> None:
        spellings = {
            spelling: name
            for name, phrase in reversed(inflect(entry.base, entry.part, language))
            for spelling in _spellings(phrase, entry.part)
        }
        for spelling, name in spellings.items():
            words = _words(spelling, language)
            gap = words.index(GAP) if GAP in spelling and GAP in words[1:] else len(words)
            head = tuple(words[:gap])
            after_gap = tuple(word for word in words[gap:] if word != GAP) if gap < len(words) else ()
            self._forms.setdefault(head, []).append(Form(entry, name, after_gap))
            self._longest[head[0]] = max(self._longest.get(head[0], 0), len(head))


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
    """Return the forms of all entries of a language."""
    return Index(entries(language), language)


def _words(phrase: str, language: str) -> list[str]:
    """Return the words of a phrase as a document has them."""
    if phrase.isalpha():
        return [phrase.casefold()]
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
