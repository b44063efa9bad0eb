"""What a claim says, without the words that say who says so."""

from articles.hints.attribution import english, spanish
from articles.hints.attribution.as_hints import strongest
from articles.hints.attribution.attribution import Attribution
from articles.hints.document import Document
from newsroom.claims.matching.lexicon import lexicon, stem
from web.text.folding import fold

GRAMMARS = {"en": english.find, "es": spanish.find}
# What is left has to be a claim of its own.
FEWEST_WORDS = 3
_SUBORDINATORS = ("that ", "que ")


def without_attribution(text: str, language: str) -> str:
    """Return a claim without its sources and their verbs; a denial stays as it is."""
    document = Document(text, language)
    removed: list[tuple[int, int]] = []
    for attribution in strongest(list(GRAMMARS[language](document))):
        if _only_says(text, attribution, language):
            removed += [extent for extent in (attribution.cue, attribution.source) if extent]
    if not removed:
        return text
    pieces, end = [], 0
    for start, stop in sorted(removed):
        pieces.append(text[end : max(start, end)].strip(" ,"))
        end = max(end, stop)
    pieces.append(text[end:].strip(" ,"))
    pieces = [_without_subordinator(piece) for piece in pieces if piece.strip(" ,.:")]
    rest = " ".join(pieces)
    return rest if len(rest.split()) >= FEWEST_WORDS else text


def _only_says(text: str, attribution: Attribution, language: str) -> bool:
    """Return whether the verb only says who says so: not in "told its customers" or "denied having met him"."""
    words = lexicon(language).words
    start, end = attribution.cue
    stems = {stem(fold(word), language) for word in text[start:end].split()}
    if stems & words["denials"]:
        return False
    if stems & words["saying"]:
        return True
    is_last = all(piece[1] <= start for piece in attribution.content)
    follows = text[end:].lstrip().casefold().startswith(_SUBORDINATORS)
    return bool(stems & words["saying_that"]) and (is_last or follows)


def _without_subordinator(piece: str) -> str:
    for word in _SUBORDINATORS:
        if piece.casefold().startswith(word):
            return piece[len(word) :]
    return piece
