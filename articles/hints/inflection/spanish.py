"""Spanish inflection: gender and number of nouns and adjectives, the adverbs of adjectives, and verb forms."""

from collections.abc import Iterator

from articles.hints.inflection.spanish_verbs import conjugate

ACCENTED = tuple("áéíóú")
INFINITIVES = ("ar", "er", "ir", "ír")
WITHOUT_ACCENT = str.maketrans("áéíóú", "aeiou")
WITH_ACCENT = str.maketrans("aeio", "áéíó")
# The words before one of these are those that get the plural: "cortinas de humo".
AFTER_HEAD = ("a", "al", "con", "contra", "de", "del", "en", "para", "por", "sin", "sobre", "y")
# Adverbs that may come before an adjective: "mal llamado".
BEFORE_HEAD = ("mal", "muy", "poco", "más", "menos")
# What a preposition at the end of a phrase becomes before "el".
CONTRACTIONS = {"a": "al", "de": "del"}

# Forms of "haber" before a participle.
PERFECT = (("singular", "ha"), ("plural", "han"), ("singular", "había"), ("plural", "habían"))


def inflect(phrase: str, part: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of a grammatical form and the phrase in it."""
    for name, form in _forms(phrase.split(" "), part):
        yield name, form
        before, _, last = form.rpartition(" ")
        if before and last in CONTRACTIONS:
            yield name, f"{before} {CONTRACTIONS[last]}"


def _forms(words: list[str], part: str) -> Iterator[tuple[str, str]]:
    if part == "verbs" and words[0].removesuffix("se").endswith(INFINITIVES):
        for name, form in verb_forms(words[0]):
            yield name, " ".join([form, *words[1:]])
    elif part == "nouns":
        head = next((number for number, word in enumerate(words) if word in AFTER_HEAD), len(words))
        yield "singular", " ".join(words)
        yield "plural", " ".join([*map(plural, words[:head]), *words[head:]])
    elif part in ("adjectives", "persons"):
        head = int(len(words) > 1 and (words[0] in BEFORE_HEAD or words[0].endswith("mente")))
        for name, form in adjective_forms(words[head]):
            if name != "adverb" or (part == "adjectives" and len(words) == 1):
                yield name, " ".join([*words[:head], form, *words[head + 1 :]])
    else:
        yield "phrase", " ".join(words)


def verb_forms(infinitive: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the word of each form of a verb; a verb in -se has its pronoun: "se burló"."""
    base = infinitive.removesuffix("se")
    for word, form in conjugate(base).items():
        name = f"{form.tense} {'plural' if form.plural else 'singular'}"
        if form.tense == "participle":
            name = f"{name} {word[-2:].removesuffix('s')[-1]}"
        if base == infinitive:
            yield name, word
        elif form.tense == "infinitive":
            yield name, infinitive
        elif form.tense == "gerund":
            yield name, f"{word[:-4]}{word[-4:-3].translate(WITH_ACCENT)}{word[-3:]}se"
        elif name == "participle singular o":
            yield from ((f"perfect {number}", f"se {has} {word}") for number, has in PERFECT)
        elif form.tense != "participle":
            yield name, f"se {word}"


def adjective_forms(base: str) -> Iterator[tuple[str, str]]:
    """Yield the genders and numbers of an adjective or of a noun for a person, and the adverb."""
    feminine = base
    if base.endswith("o"):
        feminine = f"{base[:-1]}a"
    elif base.endswith(("dor", "sor", "tor", "ón", "án", "ín", "és")):
        feminine = f"{base[:-2]}{base[-2:].translate(WITHOUT_ACCENT)}a"
    yield "masculine", base
    yield "feminine", feminine
    yield "masculine plural", plural(base)
    yield "feminine plural", plural(feminine)
    yield "adverb", f"{feminine}mente"


def plural(word: str) -> str:
    """Return the plural of a noun or an adjective."""
    if word[-1] in "aeiouáéó":
        return f"{word}s"
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    if word[-1] in "ns" and word[-2:-1] in ACCENTED:
        return f"{word[:-2]}{word[-2].translate(WITHOUT_ACCENT)}{word[-1]}es"
    return word if word.endswith("s") else f"{word}es"
