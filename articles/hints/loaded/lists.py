"""The lists of loaded words as the settings show them."""

from dataclasses import dataclass

from articles.hints.loaded.groups import GROUPS, Group
from articles.hints.loaded.lexicon import entries


@dataclass(frozen=True, slots=True)
class ListedWord:
    """A word or phrase in its base form, with its neutral wordings."""

    word: str
    neutral: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group of loaded words; ``group`` has its title and the code of its reason."""

    group: Group
    words: tuple[ListedWord, ...]


def listed_words(language: str) -> tuple[ListedGroup, ...]:
    """Return the loaded words of a language ("en", "es") by group, each group in alphabetical order."""
    words: dict[str, dict[str, ListedWord]] = {slug: {} for slug in GROUPS}
    for entry in entries(language):
        if entry.group is not None:
            words[entry.group.slug].setdefault(entry.base, ListedWord(entry.base, entry.neutral))
    return tuple(
        ListedGroup(GROUPS[slug], tuple(sorted(group.values(), key=lambda listed: listed.word.casefold())))
        for slug, group in words.items()
        if group
    )
