"""Claims worth checking: sentences in the writer's own words with something in them that can be looked up."""

from collections.abc import Iterator

from articles.hints.claim.rules import NEVER
from articles.hints.claim.signals import claim_signals, is_future, is_past, with_words_around
from articles.hints.document import Document
from articles.hints.hint import Hint
from articles.hints.reason import Reason
from articles.hints.sentences.own_text import Sentence, attributed_tokens, own_words, sentences
from articles.hints.sentences.signal import Signal
from web.i18n.lazy_message import Message

ENOUGH, SURE = 1.5, 2.5
# For a sentence that may be attributed to somebody.
ENOUGH_IN_DOUBT = 3.5
FEWEST_WORDS = 6
# How much of the words of a sentence must be the writer's own.
MOSTLY = 0.6
NAME_WEIGHT = PAST_WEIGHT = 0.5
OPINION = "opinion"
# Of two signs that are as strong, the reason tells of the one whose code comes first.
RANK = ("number", "comparison", "cause", "decision", "event")
# What ends a sentence that tells something.
TELLING = (".", "…")


class Claims:
    """Whole sentences that are neither opinions nor attributed to anybody."""

    slug = "claims"
    title = Message("Claims worth checking")
    example = Message("The bridge carries 11,000 vehicles a day.")
    tag = "factual-claim"
    order = 50

    def find(self, document: Document, found: tuple[Hint, ...]) -> Iterator[Hint]:
        """Return a hint for each sentence with a number, a comparison, a cause, a decision or a date to check."""
        attributed = attributed_tokens(document, (hint for hint in found if hint.sure))
        words = own_words(document, attributed)
        signals = claim_signals(document, words)
        opinions = {document.sentences.at(hint.start) for hint in found if hint.tag == OPINION}
        others = opinions | _sentences_of(document, attributed)
        doubtful = _sentences_of(document, attributed_tokens(document, found))
        for sentence in sentences(document):
            if sentence.number in others:
                continue
            enough = ENOUGH_IN_DOUBT if sentence.number in doubtful else ENOUGH
            if hint := _hint(document, words, sentence, signals.get(sentence.number, []), enough):
                yield hint


def _sentences_of(document: Document, attributed: list[bool]) -> set[int]:
    """Return the numbers of the sentences in which something is attributed."""
    return {document.sentence_of[token] for token, is_attributed in enumerate(attributed) if is_attributed}


def _hint(
    document: Document, words: list[str], sentence: Sentence, signals: list[Signal], enough: float
) -> Hint | None:
    own = [token for token in sentence.tokens if words[token] and document.is_word(token)]
    every = sum(map(document.is_word, sentence.tokens))
    if sentence.stop not in TELLING or len(own) < max(FEWEST_WORDS, MOSTLY * every):
        return None
    if any(signal.group == NEVER for signal in signals) or is_future(document, words, sentence.tokens):
        return None
    strongest: dict[str, Signal] = {}
    for signal in signals:
        if signal.first not in sentence.tokens:
            continue
        if signal.group not in strongest or signal.weight > strongest[signal.group].weight:
            strongest[signal.group] = signal
    score = sum(signal.weight for signal in strongest.values())
    if any(document.is_capitalized(token) for token in own[1:]):
        score += NAME_WEIGHT
    if is_past(document, words, own):
        score += PAST_WEIGHT
    if not strongest or score < enough:
        return None
    best = max(
        strongest.values(), key=lambda signal: (signal.weight, -RANK.index(signal.code), -signal.first)
    )
    cue = with_words_around(document, words, best)
    return Hint(
        *sentence.extent,
        tag=Claims.tag,
        reason=Reason(best.code, {"thing": cue.excerpt(document)}),
        sure=score >= SURE,
        details={"cue": document.extent(cue.first, cue.last)},
        kind=Claims.slug,
        strength=score,
    )
