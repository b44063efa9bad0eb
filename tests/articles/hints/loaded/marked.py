"""Sentences in which brackets mark what is expected."""

from articles.hints import OwnWord, hints


def unmarked(sentence: str) -> str:
    """Return a sentence without its brackets."""
    return sentence.replace("[", "").replace("]", "")


def with_marks(
    text: str, language: str, own_words: tuple[OwnWord, ...] = (), kind: str = "loaded-words"
) -> str:
    """Return the text with brackets around the hints of a kind."""
    found = [hint for hint in hints(text, language, own_words) if hint.kind == kind]
    for hint in reversed(found):
        text = f"{text[: hint.start]}[{text[hint.start : hint.end]}]{text[hint.end :]}"
    return text
