"""The lists of words that stand around loaded ones and decide whether they count."""

from functools import cache

from articles.hints.inflection import inflect
from articles.hints.words import word_list


@cache
def context_words(language: str) -> dict[str, frozenset[str]]:
    """Return the lists of words that stand around loaded ones; nouns with their plurals."""
    lists = {name: frozenset(words) for name, words in word_list(language, "loaded_context").items()}
    for name in ("people", "politics", "literal"):
        lists[name] |= {
            form
            for word in lists[name]
            for kind, form in inflect(word, "nouns", language)
            if kind == "plural"
        }
    lists["targets"] = lists["people"] | lists["politics"]
    lists["ends"] = lists["prepositions"] | lists["determiners"] | lists["conjunctions"]
    lists["before_nouns"] = lists["prepositions"] | lists["determiners"]
    return lists
