"""Codes that are read aloud and typed by hand: no letter that looks or sounds like another's. Pure, but for chance."""

import secrets

# Without 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, and without the vowels that would make words.
ALPHABET = "CDFHJKMNPRTVWXY3479"
JOIN, RETURN = 6, 9
# A guess hits one of the codes that work with a chance of one in so many, or less.
AMBIGUOUS = 10_000_000


def generate_code(shortest: int, others: int) -> str:
    """Return a code that nobody can guess: longer where so many others work beside it that one would be hit."""
    length = shortest
    while len(ALPHABET) ** length < AMBIGUOUS * (others + 1):
        length += 1
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normalize_code(text: str) -> str:
    """What somebody meant to type: case, spaces and dashes make no difference."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:64]


def format_code(code: str) -> str:
    """A code in groups of three, as it is shown."""
    return "-".join(code[i : i + 3] for i in range(0, len(code), 3))
