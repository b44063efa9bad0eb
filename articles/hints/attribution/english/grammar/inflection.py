"""All forms of an English word from the lists of reporting words."""

from articles.hints.inflection.english import plural
from articles.hints.inflection.english_verbs import verb_forms


def forms(kind: str, word: str) -> tuple[str, ...]:
    """Return all forms of a word from the lists; ``kind`` is the name of the list, such as "verbs"."""
    if kind == "verbs":
        verb = verb_forms(word)
        return tuple(dict.fromkeys((verb.base, verb.third, *verb.past, *verb.participle, verb.ing)))
    return (word, plural(word)) if kind == "nouns" else (word,)
