"""Quotation marks within quotation marks."""

_INNER = str.maketrans("“”„«»", "‘’‚‹›")


def nest_quotes(text: str) -> str:
    """Return the text with single quotation marks for double ones, to stand between double ones."""
    return text.translate(_INNER)
