"""Codes that are read aloud and typed by hand, without letters that look or sound alike. Pure but random."""

import secrets

# Without 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, and without the vowels that would make words.
ALPHABET = "CDFHJKMNPRTVWXY3479"
JOIN, RETURN = 6, 9
# A guess hits one of the valid codes with at most this chance: one in so many.
MIN_GUESSES = 10_000_000


def generate_code(min_length: int, others: int) -> str:
    """Return a random code of at least ``min_length``; longer if many ``others`` are valid beside it."""
    length = min_length
    while len(ALPHABET) ** length < MIN_GUESSES * (others + 1):
        length += 1
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normalize_code(text: str) -> str:
    """Return the code without spaces and dashes, in upper case."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:64]


def format_code(code: str) -> str:
    """Return the code in groups of three, for display."""
    return "-".join(code[i : i + 3] for i in range(0, len(code), 3))
