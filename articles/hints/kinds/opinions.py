"""Opinions: sentences in which the writer judges, advises, foretells or asks without expecting an answer."""

from collections.abc import Iterator

from articles.hints.document import Document
from articles.hints.hint import Hint
from articles.hints.opinion.rules import USUALLY_MOST, opinion_rules
from articles.hints.opinion.signals import EXCLAMATION, GENERAL, LOADED, QUESTION, opinion_signals
from articles.hints.reason import Reason
from articles.hints.sentences.own_text import Sentence, attributed_tokens, own_words, sentences
from articles.hints.sentences.signal import Signal
from web.i18n.lazy_message import Message

ENOUGH, SURE = 1.5, 3.0
# A lighter sign tells too little to be named in the reason.
TELLING = 0.75


class Opinions:
    """Whole sentences. Signs inside quotations and in what other people say do not count."""

    slug = "opinions"
    title = Message("Opinions")
    example = Message("The council should have asked the people.")
    tag = "opinion"
    order = 40

    def find(self, document: Document, found: tuple[Hint, ...]) -> Iterator[Hint]:
        """Return a hint for each sentence with one strong sign of an opinion, or several weak ones."""
        # What others may be saying counts unless it is sure that they say it.
        attributed = attributed_tokens(document, (hint for hint in found if hint.sure))
        words = own_words(document, attributed)
        every = list(sentences(document))
        signals = opinion_signals(document, found, attributed, words, every)
        for sentence in every:
            if hint := _hint(document, words, sentence, signals.get(sentence.number, [])):
                yield hint


def _hint(document: Document, words: list[str], sentence: Sentence, signals: list[Signal]) -> Hint | None:
    counted = _counted(document, [signal for signal in signals if signal.first in sentence.tokens])
    score = sum(signal.weight for signal in counted)
    # A heading is short of words, and of a sentence that is mostly somebody else's the rest says little.
    is_whole = bool(sentence.stop) and 2 * sum(bool(words[n]) for n in sentence.tokens) > len(sentence.tokens)
    if score < (ENOUGH if is_whole else SURE):
        return None
    best = max(counted, key=lambda signal: (signal.group != GENERAL, signal.weight, -signal.first))
    cue = document.extent(best.first, best.last)
    return Hint(
        *sentence.extent,
        tag=Opinions.tag,
        reason=_reason(document, best, counted),
        sure=score >= SURE,
        details={"cue": cue},
        kind=Opinions.slug,
        strength=score,
    )


def _counted(document: Document, signals: list[Signal]) -> list[Signal]:
    """Return the signs that count: the strongest of those that overlap, and not too many of one group."""
    groups = opinion_rules(document.language).groups
    counted: list[Signal] = []
    by_group: dict[str, int] = {}
    covered: set[int] = set()
    for signal in sorted(signals, key=lambda signal: (-signal.weight, signal.first)):
        # That a sentence is about no event is not a matter of its first word.
        tokens = range(signal.first, signal.last + 1) if signal.group != GENERAL else ()
        most = groups[signal.group].most if signal.group in groups else USUALLY_MOST
        if by_group.get(signal.group, 0) >= most or not covered.isdisjoint(tokens):
            continue
        by_group[signal.group] = by_group.get(signal.group, 0) + 1
        covered.update(tokens)
        counted.append(signal)
    return counted


def _reason(document: Document, best: Signal, counted: list[Signal]) -> Reason:
    if best.code in (QUESTION, EXCLAMATION):
        return Reason(best.code)
    if best.weight < TELLING and any(signal.group == GENERAL for signal in counted):
        return Reason(GENERAL)
    loaded = [signal for signal in counted if signal.group == LOADED]
    if best.group == LOADED and len(loaded) > 1:
        first, second = sorted(loaded, key=lambda signal: signal.first)
        return Reason("loaded-pair", {"word": first.excerpt(document), "other": second.excerpt(document)})
    return Reason(best.code, {"word": best.excerpt(document)})
