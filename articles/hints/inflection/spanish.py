"""Spanish inflection: gender and number of nouns and adjectives, the adverbs of adjectives, and verb forms."""

WITHOUT_ACCENT = str.maketrans("áéíóú", "aeiou")
# The word before one of these is the one that gets the plural: "cortinas de humo".
AFTER_HEAD = ("a", "al", "con", "contra", "de", "del", "en", "para", "por", "sin")


def inflect(phrase: str, part: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of a grammatical form and the phrase in it."""
    words = phrase.split(" ")
    if part == "nouns":
        head = next((n for n, word in enumerate(words) if word in AFTER_HEAD), len(words))
        many = [plural(word) for word in words[:head]]
        return ("singular", phrase), ("plural", " ".join([*many, *words[head:]]))
    if part == "adjectives":
        first, *rest = words
        return tuple((form, " ".join([word, *rest])) for form, word in adjective_forms(first))
    return (("phrase", phrase),)


def adjective_forms(base: str) -> tuple[tuple[str, str], ...]:
    """Return the genders and numbers of an adjective or of a noun for a person, and its adverb."""
    feminine = base
    if base.endswith("o"):
        feminine = f"{base[:-1]}a"
    elif base.endswith(("or", "ón", "án", "ín", "és")) and base not in ("peor", "mejor", "ruin"):
        feminine = f"{base[:-2]}{base[-2:].translate(WITHOUT_ACCENT)}a"
    return (
        ("masculine", base),
        ("feminine", feminine),
        ("masculine plural", plural(base)),
        ("feminine plural", plural(feminine)),
        ("adverb", f"{feminine}mente"),
    )


def plural(word: str) -> str:
    """Return the plural of a noun or an adjective."""
    if word[-1] in "aeiouáéó":
        return f"{word}s"
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    if word.endswith("s") and word[-2] not in "áéíóú":
        return word
    if word[-1] in "ns" and word[-2] in "áéíóú":
        return f"{word[:-2]}{word[-2].translate(WITHOUT_ACCENT)}{word[-1]}es"
    return f"{word}es"
