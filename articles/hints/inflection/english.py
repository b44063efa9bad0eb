"""English inflection: plurals, verb forms, and the adverbs of adjectives."""

from collections.abc import Iterator

from articles.hints.inflection.english_verbs import VOWELS, verb_forms, with_s

IRREGULAR_PLURALS = {"child": "children", "man": "men", "person": "people", "woman": "women"}
UNCHANGED_PLURALS = ("people", "riff-raff", "scum", "vermin")
# The word before one of these is the one that gets the plural: "slaps in the face".
AFTER_HEAD = ("at", "for", "from", "in", "of", "on", "the", "to", "with")


def inflect(phrase: str, part: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of a grammatical form and the phrase in it."""
    if part == "verbs":
        yield from _verb_forms(phrase)
    elif part == "nouns":
        words = phrase.split(" ")
        head = next((number for number, word in enumerate(words) if word in AFTER_HEAD), len(words)) - 1
        yield "singular", phrase
        yield "plural", " ".join([*words[:head], plural(words[head]), *words[head + 1 :]])
    elif part == "adjectives":
        yield "adjective", phrase
        if " " not in phrase:
            yield "adverb", adverb(phrase)
    else:
        yield "phrase", phrase


def plural(noun: str) -> str:
    """Return the plural of a noun."""
    if noun in UNCHANGED_PLURALS:
        return noun
    for ending, many in IRREGULAR_PLURALS.items():
        if noun.endswith(ending):
            return noun.removesuffix(ending) + many
    return with_s(noun)


def adverb(adjective: str) -> str:
    """Return the adverb of an adjective: "shameful", "shamefully"."""
    if adjective.endswith("le") and adjective[-3:-2] not in VOWELS:
        return f"{adjective[:-1]}y"
    if adjective.endswith("ll"):
        return f"{adjective}y"
    if adjective.endswith("ic"):
        return f"{adjective}ally"
    if adjective.endswith("y") and adjective[-2:-1] not in VOWELS:
        return f"{adjective[:-1]}ily"
    return f"{adjective}ly"


def _verb_forms(phrase: str) -> Iterator[tuple[str, str]]:
    forms = verb_forms(phrase)
    named = [
        ("base", forms.base),
        ("third", forms.third),
        ("ing", forms.ing),
        *(("past", form) for form in forms.past),
        *(("participle", form) for form in forms.participle),
    ]
    yield from named
    verb = phrase.partition(" ")[0]
    # British English doubles the l of "grovelled"; American English does not.
    if verb.endswith("el"):
        yield from (
            (name, f"{verb}l{form[len(verb) :]}")
            for name, form in named
            if form[len(verb) :][:1] in ("e", "i")
        )
