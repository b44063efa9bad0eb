"""Names in a claim: capitalized words without titles, and abbreviations."""

from newsroom.claims.matching.lexicon import lexicon, stem
from newsroom.claims.matching.tokens import Token

# Words inside a name: University of Northmere, Isla de la Luz.
CONNECTORS = {"of", "the", "and", "de", "del", "la", "las", "los", "el", "y", "von", "van", "al"}
_STARTS = {".", "!", "?", ":", "¿", "¡"}
# A text in which so many words have capitals is a title, in which they mean nothing.
TITLE_CASE, ENOUGH_WORDS = 0.7, 4


def find_names(tokens: list[Token], language: str, taken: set[int]) -> set[int]:
    """Return the positions of words that are certainly names."""
    if _is_title_case(tokens):
        return set()
    words = lexicon(language).words
    positions: set[int] = set()
    for position, token in enumerate(tokens):
        if position in taken or not token.is_capitalized or token.word in words["titles"]:
            continue
        if _starts_sentence(tokens, position):
            if _is_name_at_start(tokens, position, language):
                positions.add(position)
        elif token.word not in words["function"] or _has_neighbour(tokens, position):
            positions.add(position)
    known = {position for position in positions if _is_common_noun(tokens, position, positions, language)}
    return positions - known


def initials(tokens: list[Token], position: int) -> set[str]:
    """Return the initials of the capitalized words from here on, with and without small words between them."""
    found, short, long = set(), "", ""
    for token in tokens[position : position + 12]:
        if token.is_capitalized:
            short, long = short + token.word[0], long + token.word[0]
            if len(short) > 1:
                found |= {short, long}
        elif token.word in CONNECTORS:
            long += token.word[0]
        else:
            break
    return found


def is_abbreviation(token: Token) -> bool:
    """Return whether a word is made of capital letters: NHA."""
    return 2 <= len(token.text) <= 6 and token.text.isupper() and token.text.isalpha()


def _is_title_case(tokens: list[Token]) -> bool:
    long = [token for token in tokens[1:] if len(token.text) > 3 and token.text.isalpha()]
    capitalized = sum(token.is_capitalized for token in long)
    return len(long) >= ENOUGH_WORDS and capitalized >= TITLE_CASE * len(long)


def _starts_sentence(tokens: list[Token], position: int) -> bool:
    return position == 0 or tokens[position - 1].word in _STARTS


def _is_name_at_start(tokens: list[Token], position: int, language: str) -> bool:
    """Return whether the first word of a sentence is a name for certain."""
    token = tokens[position]
    known = lexicon(language)
    if token.word in known.words["function"] or stem(token.word, language) in known.groups:
        return False
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return token.possessive or is_abbreviation(token) or bool(following and following.is_capitalized)


def _has_neighbour(tokens: list[Token], position: int) -> bool:
    return any(
        0 <= at < len(tokens) and tokens[at].is_capitalized and tokens[at].text.isalpha()
        for at in (position - 1, position + 1)
    )


def _is_common_noun(tokens: list[Token], position: int, positions: set[int], language: str) -> bool:
    """Return whether a capitalized word stands alone and is an ordinary one: el Gobierno, the Council."""
    if tokens[position].word not in lexicon(language).words["institutions"]:
        return False
    step = position + 1
    while step < len(tokens) and tokens[step].word in CONNECTORS and step - position < 4:
        step += 1
    return step not in positions and position - 1 not in positions and position - 2 not in positions
