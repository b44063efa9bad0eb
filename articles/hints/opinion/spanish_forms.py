"""The forms of Spanish adjectives and nouns."""


def adjective_forms(word: str) -> tuple[str, ...]:
    """Return the forms of an adjective in number and gender: "absurdo" gives absurdo, absurda, absurdos, absurdas."""
    if word.endswith("o"):
        stem = word[:-1]
        return word, f"{stem}a", f"{word}s", f"{stem}as"
    if word.endswith(("or", "ón", "ín")):
        stem = word.translate(str.maketrans("óí", "oi"))
        return word, f"{stem}a", f"{stem}es", f"{stem}as"
    if word.endswith("z"):
        return word, f"{word[:-1]}ces"
    return word, f"{word}s" if word[-1] in "aeé" else f"{word}es"
