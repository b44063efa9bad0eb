"""Attributions without a verb: “according to the Gazette”, “in the words of”, “in Lind’s view”."""

from functools import cache

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.followers import phrase_after
from articles.hints.attribution.english.grammar.lexicon import listed, words_in
from articles.hints.attribution.english.grammar.noun_phrases import Phrase
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.tokens import REACH
from articles.hints.attribution.english.rules.speakers import Source, source_of
from articles.hints.attribution.stances import NEUTRAL
from articles.hints.hint import Extent


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases that a source follows by their first word, the longest first."""
    result: dict[str, list[tuple[str, ...]]] = {}
    for phrase in words_in("phrases", "before_source"):
        words = tuple(phrase.split())
        result.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in result.items()}


# Words that are also used otherwise: they need a comma or a name.
DOUBTFUL = frozenset(("per", "citing", "quoting"))


class Phrases:
    """The rules for phrases without a verb in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of the phrase that begins at a token; None if none does."""
        reading = self.reading
        for phrase in () if reading.has(token, c.NAME) else _phrases().get(reading.word(token), ()):
            last = token + len(phrase) - 1
            if tuple(reading.words[token : last + 1]) == phrase:
                return self._with_source_after(token, last)
        if reading.word(token) in ("in", "by", "for", "to") and not reading.has(token, c.NAME):
            return self._with_source_inside(token)
        return None

    def _with_source_after(self, first: int, last: int) -> Attribution | None:
        reading = self.reading
        doubtful = reading.word(first) in DOUBTFUL
        if doubtful and not reading.has(first - 1, c.COMMA):
            return None
        if last + 1 > reading.sentence_last[first]:
            return None
        phrase = self._source_phrase(first, last + 1)
        source = source_of(reading, phrase)
        if source is None or phrase is None or self._is_measure(phrase):
            return None
        return self._attribution(first, last, source, phrase, 0.6 if doubtful else 0.95, not doubtful)

    def _is_measure(self, phrase: Phrase) -> bool:
        """Return whether a phrase is what something goes by: according to age, according to plan."""
        reading = self.reading
        word = reading.word(phrase.first)
        bare = not reading.has(
            phrase.first, c.NAME | c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.OBJECT | c.ADJECTIVE | c.NUMBER
        )
        return (
            bare
            and phrase.first == phrase.core_last
            and not word.endswith("s")
            and word not in listed("bodies")
        )

    def _source_phrase(self, first: int, token: int) -> Phrase | None:
        """Return the source: at the start of a sentence to the comma, at its end to the end of the phrase."""
        reading = self.reading
        phrase = phrase_after(reading, token)
        if phrase is None or not self._opens(first):
            return phrase
        comma = next((at for at in range(token, phrase.last + 1) if reading.has(at, c.COMMA)), None)
        if comma is None or not self._is_apposition_before_clause(comma, phrase):
            return phrase if comma is None else Phrase(phrase.first, comma - 1, comma - 1)
        return phrase

    def _is_apposition_before_clause(self, comma: int, phrase: Phrase) -> bool:
        """Return whether “According to Lind, a nurse, the …” goes on with its clause only after the apposition."""
        return self.reading.has(phrase.last + 1, c.COMMA)

    def _opens(self, token: int) -> bool:
        reading = self.reading
        first = reading.sentence_first[token]
        while first < token and reading.has(first, c.CONJUNCTION | c.ADVERB | c.COMMA):
            first += 1
        return first == token

    def _attribution(
        self, first: int, last: int, source: Source, phrase: Phrase, strength: float, sure: bool
    ) -> Attribution | None:
        reading = self.reading
        content = self._content(first, phrase.last + 1)
        if not content:
            return None
        cue = reading.starts[first], reading.ends[last]
        extent = reading.starts[phrase.first], reading.ends[phrase.last]
        return Attribution(cue, extent, content, NEUTRAL, source.kind, sure, strength)

    def _content(self, first: int, after: int) -> tuple[Extent, ...]:
        """Return what is said: the clause after the phrase at the start of a sentence, else the one round it."""
        reading = self.reading
        last = reading.sentence_last[first]
        rest = None
        if after <= last and (reading.has(after, c.COMMA) or self._opens(first)):
            start = self._past_relative(after + reading.has(after, c.COMMA), last)
            rest = self.contents.from_token(start) if start <= last else None
        if self._opens(first):
            return (rest,) if rest else ()
        before = self._clause_before(first)
        if before is None:
            return (rest,) if rest else ()
        more = self.contents.continued(reading.ends[after - 1])
        goes_on = rest is not None and (reading.has(first - 1, c.COMMA) and self._unfinished(first - 1))
        return (before, rest, *more) if goes_on and rest else (before, *more)

    def _past_relative(self, token: int, last: int) -> int:
        """Return the token after a relative clause: According to the report, which was secret, the …"""
        reading = self.reading
        if not reading.has(token, c.RELATIVE) or not reading.has(token - 1, c.COMMA):
            return token
        return next(
            (at + 1 for at in range(token, min(last, token + REACH)) if reading.has(at, c.COMMA)), token
        )

    def _clause_before(self, first: int) -> Extent | None:
        """Return the clause that ends before a phrase: back to the start of the sentence, or to “, but”."""
        reading = self.reading
        end = first - 1
        while end >= 0 and (reading.has(end, c.COMMA) or reading.word(end) in ("—", "–")):
            end -= 1
        if end < 0:
            return None
        if reading.closes_quotation(end):
            return self.contents.between(reading.quotation_first(end), end)
        low = max(reading.sentence_first[first], first - 2 * REACH)
        start = low
        for at in range(end, low, -1):
            if reading.word(at) == ";" or (reading.word(at) == "but" and reading.has(at - 1, c.COMMA)):
                start = at + 1
                break
        while start < end and reading.has(start, c.CONJUNCTION | c.COMMA):
            start += 1
        return (
            self.contents.between(start, end)
            if start <= end and reading.sentence_first[first] <= end
            else None
        )

    def _unfinished(self, comma: int) -> bool:
        """Return whether the clause before a comma has no finite verb yet: The bridge, according to Lind, is safe."""
        reading = self.reading
        return not any(
            reading.is_finite(at) for at in range(max(reading.sentence_first[comma], comma - 14), comma)
        )

    def _with_source_inside(self, token: int) -> Attribution | None:
        """Return the attribution of “in Lind’s view” or “by her own account”."""
        reading = self.reading
        last = min(token + 6, reading.sentence_last[token])
        for at in range(token + 1, last + 1):
            if reading.word(at) in words_in("phrases", "opinion_of"):
                break
            if reading.has(at, c.BOUNDARY | c.STOP | c.PREPOSITION | c.AUXILIARY):
                return None
        else:
            return None
        owner = at - 1
        while owner > token and (reading.word(owner) in ("own", "'") or reading.has(owner, c.ADJECTIVE)):
            owner -= 1
        possessive = (
            reading.has(owner, c.POSSESSIVE)
            or reading.raw[owner].endswith(("'s", "’s"))
            or reading.raw[owner + 1] in "'’"
        )
        comma = reading.has(at + 1, c.COMMA) or reading.has(token - 1, c.COMMA)
        if not possessive or not comma or reading.word(owner) in ("my", "our", "your", "its"):
            return None
        phrase = Phrase(token + 1, owner, owner)
        source = source_of(reading, phrase)
        content = self._content(token, at + 1)
        if source is None or not content:
            return None
        cue = reading.starts[owner + 1], reading.ends[at]
        return Attribution(
            cue, (reading.starts[token + 1], reading.ends[owner]), content, NEUTRAL, source.kind, False, 0.7
        )
