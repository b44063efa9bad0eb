"""Hearsay in one word: “allegedly”, “reportedly”, “the alleged thief”. Nobody is named."""

from functools import cached_property

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.lexicon import words_in
from articles.hints.attribution.english.grammar.noun_phrases import begins_phrase
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.stops import AHEAD, is_reporting
from articles.hints.attribution.english.grammar.subjects import subject_before
from articles.hints.attribution.stances import DISTANCES
from articles.hints.hint import Extent


class Hearsay:
    """The rules for adverbs and adjectives of hearsay in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of a word of hearsay; None if the word at a token is none."""
        reading = self.reading
        word = reading.word(token)
        if word in words_in("adverbs", "hearsay"):
            content = self._clause(token)
            sure = word not in ("apparently", "ostensibly")
        elif word in words_in("adjectives", "hearsay") and not reading.has(token, c.NAME):
            usual = c.DETERMINER | c.POSSESSIVE | c.PREPOSITION | c.ADJECTIVE | c.NUMBER | c.CONJUNCTION
            if token > reading.sentence_first[token] and not reading.has(token - 1, usual):
                return None
            if (
                reading.has(token - 1, c.BE | c.HAVE)
                or reading.has(token + 1, c.PREPOSITION)
                or reading.word(token + 1) in ("to", "that")
            ):
                return None
            content = self._noun_phrase(token)
            sure = word in ("alleged", "purported")
        else:
            return None
        if not content:
            return None
        cue = reading.starts[token], reading.ends[token]
        return Attribution(cue, None, content, DISTANCES, SourceKind.NOBODY, sure, 0.9 if sure else 0.5)

    def _clause(self, token: int) -> tuple[Extent, ...]:
        """Return the clause round an adverb, in two pieces if the adverb stands inside it."""
        reading = self.reading
        pieces: list[Extent | None]
        first = max(self.clauses[token], token - 3 * AHEAD)
        if reading.has(first, c.RELATIVE):
            before = subject_before(reading, first + 1)
            pieces = [(reading.starts[before.first], reading.ends[before.last])] if before else []
        else:
            pieces = [self.contents.between(first, token - 1)]
        if token < reading.sentence_last[token]:
            pieces.append(self._rest(first, token + 1))
        return tuple(piece for piece in pieces if piece and not piece[0] <= reading.starts[token] < piece[1])

    def _rest(self, first: int, token: int) -> Extent | None:
        """Return what follows an adverb; in a relative clause only as far as that clause goes."""
        reading = self.reading
        if not reading.has(first, c.RELATIVE):
            return self.contents.from_token(token)
        for at in range(token + 1, min(self.contents.stops[token], token + 2 * AHEAD)):
            if reading.is_finite(at) and not reading.has(
                at - 1, c.AUXILIARY | c.CONJUNCTION | c.ADVERB | c.RELATIVE
            ):
                return self.contents.between(token, at - 1)
        return self.contents.after(first + 1, first, token)

    @cached_property
    def clauses(self) -> list[int]:
        """Return for each token the first token of its clause."""
        reading = self.reading
        firsts: list[int] = []
        for token in range(len(reading)):
            begins = reading.sentence_first[token] == token or self._begins_clause(token)
            firsts.append(token if begins else firsts[-1])
        return firsts

    def _begins_clause(self, token: int) -> bool:
        reading = self.reading
        before = token - 1
        if reading.has(before, c.STOP | c.QUOTE | c.BRACKET_OPEN) or reading.word(token) == "that":
            return True
        if reading.word(before) in ("but", "because", "although", "while", "after", "when", "where"):
            return True
        if reading.word(before) in (",", "and"):
            return self._subject_follows(token)
        if before >= 0 and reading.is_finite(before) and is_reporting(reading, before):
            return True
        return reading.has(token, c.RELATIVE)

    def _subject_follows(self, token: int) -> bool:
        reading = self.reading
        return reading.has(token, c.DETERMINER | c.SUBJECT | c.NAME | c.POSSESSIVE)

    def _noun_phrase(self, token: int) -> tuple[Extent, ...]:
        """Return the noun phrase after an adjective."""
        reading = self.reading
        at = token + 1
        last = min(reading.sentence_last[token], token + 7)
        while at <= last:
            if reading.has(
                at,
                c.BOUNDARY
                | c.STOP
                | c.PREPOSITION
                | c.CONJUNCTION
                | c.AUXILIARY
                | c.RELATIVE
                | c.QUOTE
                | c.SIGN,
            ):
                break
            if at > token + 1 and (
                begins_phrase(reading, at) or reading.is_finite(at) or reading.has(at, c.TIME)
            ):
                break
            at += 1
        extent = self.contents.between(token + 1, at - 1) if at > token + 1 else None
        return (extent,) if extent else ()
