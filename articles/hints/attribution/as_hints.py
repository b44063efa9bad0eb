"""Turn attributions into hints, with the reason that fits cue and source."""

from dataclasses import replace

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.stances import DISTANCES, ENDORSES
from articles.hints.document import Document
from articles.hints.hint import Extent, Hint, HintDetails, overlap
from articles.hints.reason import Reason, excerpt

KIND = "attribution"
TAG = "attributed-allegation"
# The most characters of cue and source together in one reason.
MOST_VALUES = 60


def as_hint(document: Document, attribution: Attribution) -> Hint:
    """Return the hint for an attribution: what is said, with source, cue and further pieces as details."""
    (start, end), *pieces = attribution.content
    details: HintDetails = {"cue": attribution.cue, "source": attribution.source}
    if pieces:
        details["pieces"] = tuple(pieces)
    return Hint(
        start,
        end,
        TAG,
        _reason(document.text, attribution),
        attribution.sure,
        details,
        KIND,
        attribution.strength,
    )


def strongest(attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions in the order of the text; of those whose cues overlap, only the strongest."""
    result: list[Attribution] = []
    whole = filter(None, map(_without_overlaps, attributions))
    for attribution in sorted(whole, key=lambda one: (one.cue, -one.strength)):
        if result and attribution.cue[0] < result[-1].cue[1]:
            if attribution.strength > result[-1].strength:
                result[-1] = attribution
        else:
            result.append(attribution)
    return result


def _without_overlaps(attribution: Attribution) -> Attribution | None:
    """Return an attribution with its pieces in order, without those that overlap cue, source or each other."""
    outside = [attribution.cue, *([attribution.source] if attribution.source else [])]
    if len(outside) == 2 and overlap(*outside):
        return None
    pieces: list[Extent] = []
    for piece in sorted(attribution.content):
        if not any(overlap(piece, one) for one in (*outside, *pieces[-1:])):
            pieces.append(piece)
    return replace(attribution, content=tuple(pieces)) if pieces else None


def _reason(text: str, attribution: Attribution) -> Reason:
    cue = excerpt(text[slice(*attribution.cue)])
    source = excerpt(text[slice(*attribution.source)]) if attribution.source else ""
    if attribution.source_kind is SourceKind.NOBODY:
        return Reason("no-source", {"cue": cue})
    if attribution.stance == DISTANCES:
        return Reason("cue-distance", {"cue": cue})
    if attribution.source_kind is SourceKind.DOCUMENT:
        return Reason("document", {"source": source})
    if attribution.stance == ENDORSES:
        return Reason("cue-vouch", {"cue": cue})
    if attribution.source_kind is SourceKind.PRONOUN or len(cue) + len(source) > MOST_VALUES:
        return Reason("cue-neutral-short", {"cue": cue})
    return Reason("cue-neutral", {"cue": cue, "source": source})
