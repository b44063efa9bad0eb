"""Names and titles are one line: the check of the form field and of the serializer field for them."""

from unicodedata import category

from web.text.visible import one_line

# What ends a line besides the control characters.
SEPARATORS = ("Zl", "Zp")


def single_line(text: str) -> str | None:
    """Return ``text`` as one line, tidied up; None where it has several lines, or characters that control something.

    What turns the direction of writing, and whatever else nobody can see, is taken out.
    """
    text = text.strip()
    if any(category(sign) in ("Cc", "Cs", *SEPARATORS) for sign in text if sign != "\t"):
        return None
    return one_line(text)


def as_single_line(text: str) -> str:
    """Return what nobody can be asked to correct, such as a title that a file gives, as one line."""
    return one_line("".join(" " if category(sign) in ("Cc", "Cs", *SEPARATORS) else sign for sign in text))
