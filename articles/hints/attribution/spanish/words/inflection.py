"""All forms of a Spanish word from the lists of reporting words."""

from articles.hints.inflection.spanish import plural
from articles.hints.inflection.spanish_verbs import conjugate


def forms(kind: str, word: str) -> tuple[str, ...]:
    """Return all forms of a word from ``reporting_verbs.toml``; ``kind`` is the name of the list, such as "verbs"."""
    first, _, rest = word.partition(" ")
    if kind == "verbs":
        after = f" {rest}" if rest else ""
        return tuple(form + after for form in conjugate(first.removesuffix("se")))
    if kind == "nouns":
        return word, plural(word)
    if kind == "adjectives":
        return tuple(word[:-1] + ending for ending in ("o", "a", "os", "as"))
    return (word,)
