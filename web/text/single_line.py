"""The check that names and titles are one line, shared by the form field and the serializer field."""

from unicodedata import category

from web.text.visible import one_line

# Line and paragraph separators, which end a line like some control characters.
SEPARATORS = ("Zl", "Zp")


def single_line(text: str) -> str | None:
    """Return ``text`` as one normalized line; None if it has several lines or control characters.

    Direction marks and other invisible characters are removed.
    """
    text = text.strip()
    if any(category(char) in ("Cc", "Cs", *SEPARATORS) for char in text if char != "\t"):
        return None
    return one_line(text)


def as_single_line(text: str) -> str:
    """Return a text that nobody can be asked to correct, such as the title in a file, as one line."""
    return one_line("".join(" " if category(char) in ("Cc", "Cs", *SEPARATORS) else char for char in text))
