"""Insertions that only say who or what something is, or where it is."""

from newsroom.claims.matching.lexicon import lexicon
from newsroom.claims.matching.tokens import Token

# The longest insertion, in words.
MOST_WORDS = 9
WHO_IS = {
    "en": {
        ("who", "is"),
        ("which", "is"),
        ("who", "was"),
        ("which", "was"),
        ("which", "lies"),
        ("one", "of"),
    },
    "es": {("que", "es"), ("que", "era"), ("que", "fue"), ("quien", "es"), ("uno", "de"), ("una", "de")},
}
RELATIVES = {"who", "which", "whose", "where", "que", "quien", "cuyo", "cuya", "donde"}
# An insertion that ends its sentence begins with one of these: otherwise the sentence goes on after an insertion.
STARTS = {
    "a", "an", "the", "one", "un", "una", "uno", "el", "la", "los", "las", "de", "in", "en", "near", "who", "which",
}  # fmt: skip
_ENDS = {".", ",", ";", ":", "(", ")", "!", "?"}


def detail_positions(tokens: list[Token], language: str) -> set[int]:
    """Return the positions of the words of insertions between commas or brackets."""
    positions: set[int] = set()
    start, is_inserted = 0, False
    ends = [position for position, token in enumerate(tokens) if token.word in _ENDS]
    for end in [*ends, len(tokens)]:
        words = [token.word for token in tokens[start:end]]
        if start and tokens[start - 1].word in (",", "(") and not is_inserted:
            is_detail = _is_detail(words, language) and (_closes(tokens, end) or words[0] in STARTS)
            is_inserted = is_detail or bool(words and words[0] in RELATIVES)
            positions.update(range(start, end) if is_detail else ())
        else:
            is_inserted = False
        start = end + 1
    return positions


def _closes(tokens: list[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].word in (",", ")")


def _is_detail(words: list[str], language: str) -> bool:
    if not 0 < len(words) <= MOST_WORDS:
        return False
    return tuple(words[:2]) in WHO_IS[language] or lexicon(language).words["not_in_details"].isdisjoint(words)
