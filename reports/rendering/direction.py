"""In which direction a text is written."""

import unicodedata

RIGHT_TO_LEFT = ("R", "AL")


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter of ``text`` belongs to a script that is written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((d in RIGHT_TO_LEFT for d in directions if d == "L" or d in RIGHT_TO_LEFT), False)
