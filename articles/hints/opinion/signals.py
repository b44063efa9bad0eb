"""The signs of an opinion that stand in the writer's own words."""

from collections.abc import Iterator

from articles.hints.document import Document
from articles.hints.hint import Hint
from articles.hints.opinion.rules import General, OpinionRules, opinion_rules
from articles.hints.sentences.own_text import WRITER, Sentence
from articles.hints.sentences.signal import Signal

# How many words before a word are searched for those that it needs.
REACH = 4
ADVERB_ENDINGS = ("ly", "mente")
LOADED, SCARE_QUOTES = "loaded-words", "scare-quotes"
# A verb such as "insists" tells about the speaker.
STANCE = "loaded-stance"
QUESTION, EXCLAMATION, GENERAL = "question", "exclamation", "general"
JUDGEMENT = "judgement"


def opinion_signals(
    document: Document,
    found: tuple[Hint, ...],
    attributed: list[bool],
    words: list[str],
    sentences: list[Sentence],
) -> dict[int, list[Signal]]:
    """Return the signs of each sentence in ``words``, the writer's own, by its number."""
    result: dict[int, list[Signal]] = {}
    for signal in (
        *_listed(document, words),
        *_loaded(document, words, attributed, found),
        *_stops(words, sentences),
        *_general(document, words, sentences),
    ):
        result.setdefault(document.sentence_of[signal.first], []).append(signal)
    return result


def _listed(document: Document, words: list[str]) -> Iterator[Signal]:
    rules = opinion_rules(document.language)
    for match in rules.patterns.find(document, words):
        group = rules.groups[match.group]
        if group.only_after and not _is_after(words, match.first, group.only_after, rules):
            continue
        stronger = bool(group.more_after) and _is_after(words, match.first, group.more_after, rules)
        yield Signal(match.group, group.code, group.weight + stronger, match.first, match.last)


def _is_after(words: list[str], token: int, words_before: frozenset[str], rules: OpinionRules) -> bool:
    """Return whether one of the ``words_before`` words stands a few words before ``token``."""
    for before in range(token - 1, max(-1, token - 1 - REACH), -1):
        word = words[before]
        if word in words_before:
            return True
        if word not in rules.between and not word.endswith(ADVERB_ENDINGS):
            return False
    return False


def _loaded(
    document: Document, words: list[str], attributed: list[bool], found: tuple[Hint, ...]
) -> Iterator[Signal]:
    for hint in found:
        if hint.kind not in (LOADED, SCARE_QUOTES) or hint.reason.code == STANCE:
            continue
        tokens = document.tokens_in(*hint.cue)
        if not tokens or attributed[tokens[0]]:
            continue
        if hint.kind == SCARE_QUOTES:
            yield Signal(SCARE_QUOTES, JUDGEMENT, 0.5, tokens[0], tokens[-1])
        elif words[tokens[0]]:
            yield Signal(LOADED, JUDGEMENT, 1.0 if hint.sure else 0.75, tokens[0], tokens[-1])


def _stops(words: list[str], sentences: list[Sentence]) -> Iterator[Signal]:
    """Return the signs that questions and exclamations are, at the mark that ends them."""
    for sentence in sentences:
        if sentence.stop not in "?!" or sentence.stop_token < 0 or not words[sentence.stop_token]:
            continue
        code, weight = (QUESTION, 1.0) if sentence.stop == "?" else (EXCLAMATION, 1.5)
        yield Signal(code, code, weight, sentence.stop_token, sentence.stop_token)


def _general(document: Document, words: list[str], sentences: list[Sentence]) -> Iterator[Signal]:
    """Return a weak sign for each statement in the present tense without a name or a figure: it is about no event."""
    verbs = opinion_rules(document.language).general
    for sentence in sentences:
        if sentence.stop == "?":
            continue
        own = [token for token in sentence.tokens if words[token] and document.is_word(token)]
        if own and not any(_is_particular(document, words[token], token, own[0], verbs) for token in own):
            weight = 0.5 if verbs.present.isdisjoint(words[token] for token in own) else 1.0
            yield Signal(GENERAL, JUDGEMENT, weight, own[0], own[0])


def _is_particular(document: Document, word: str, token: int, first: int, verbs: General) -> bool:
    is_name = token != first and document.is_capitalized(token) and word not in WRITER
    return is_name or word[0].isdecimal() or word in verbs.past or word.endswith(verbs.past_endings)
