"""The sentences of a text, and what in them is neither quoted nor said by somebody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from articles.hints.document import Document
from articles.hints.hint import Extent, Hint

ATTRIBUTION = "attribution"
# Those who say "I" outside quotation marks are the writers.
WRITER = frozenset({"i", "we", "me", "us", "my", "our", "yo", "nosotros", "nosotras", "nos"})
CLOSING = frozenset("\"'”’»)]")
STOPS = frozenset(".!?…:;")
DASHES = frozenset("—–-")
# Words before the dash of a dateline: "NEW VELDRIN —".
LONGEST_DATELINE = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``[start, end)`` without the white space around it and a dateline, and its ``tokens``.

    ``stop`` is the sign that ends it, and ``stop_token`` its token; "" and -1 for a heading or the like.
    """

    number: int
    start: int
    end: int
    tokens: range
    stop: str
    stop_token: int

    @property
    def extent(self) -> Extent:
        """Return where the sentence is in the text."""
        return self.start, self.end


def sentences(document: Document) -> Iterator[Sentence]:
    """Return the sentences of a text that have words."""
    for number in range(len(document.sentences)):
        tokens = _without_dateline(document, document.sentence_tokens(number))
        if not tokens:
            continue
        start, end = document.extent(tokens[0], tokens[-1])
        last = tokens[-1]
        while last > tokens[0] and document.raw[last] in CLOSING:
            last -= 1
        stop = document.raw[last] if document.raw[last] in STOPS else ""
        yield Sentence(number, start, end, tokens, stop, last if stop else -1)


def _without_dateline(document: Document, tokens: range) -> range:
    """Return the tokens of a sentence after the place (and date) in capitals that a report begins with."""
    for count, token in enumerate(tokens[: LONGEST_DATELINE + 1]):
        word = document.raw[token]
        if word in DASHES:
            return tokens[count + 1 :] if count else tokens
        belongs = (len(word) > 1 and word.isupper()) or (count and word.isdecimal())
        if document.is_word(token) and not belongs:
            break
    return tokens


def attributed_tokens(document: Document, found: Iterable[Hint]) -> list[bool]:
    """Return for each token whether somebody other than the writer says it, or it is the word for saying so."""
    changes = [0] * (len(document) + 1)
    for hint in found:
        if hint.kind != ATTRIBUTION or _is_by_writer(document, hint):
            continue
        for start, end in ((hint.start, hint.end), hint.cue, *hint.details.get("pieces", ())):
            tokens = document.tokens_in(start, end)
            changes[tokens.start] += 1
            changes[tokens.stop] -= 1
    return [depth > 0 for depth in accumulate(changes[:-1])]


def own_words(document: Document, attributed: list[bool]) -> list[str]:
    """Return the words of a text with "" for each that is attributed or inside quotation marks."""
    return [
        "" if is_attributed or quotation >= 0 else word
        for word, is_attributed, quotation in zip(
            document.words, attributed, document.quotation_of, strict=True
        )
    ]


def _is_by_writer(document: Document, hint: Hint) -> bool:
    source = hint.details.get("source")
    if not source:
        return False
    return all(document.words[token] in WRITER for token in document.tokens_in(*source))
