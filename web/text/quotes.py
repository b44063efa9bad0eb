"""Quotation marks inside quotation marks."""

_INNER = str.maketrans("“”„«»", "‘’‚‹›")


def nest_quotes(text: str) -> str:
    """Return the text with single quotation marks instead of double ones, to be put between double ones."""
    return text.translate(_INNER)
