"""Attributions whose cue is a noun: “his claim that the vote was fixed”, “allegations of fraud”."""

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.complements import (
    Complement,
    Shape,
    begins_clause,
    complement,
)
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.followers import phrase_after
from articles.hints.attribution.english.grammar.lexicon import listed, verb_forms_of, words_in
from articles.hints.attribution.english.grammar.noun_phrases import Phrase, begins_phrase
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.rules.speakers import Source, extent_of, main_subject, source_of
from articles.hints.attribution.stances import DISTANCES, NEUTRAL, stance_by_base


class Nouns:
    """The rules for nouns in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of a noun such as “claim”; None if nothing is said to be claimed."""
        reading = self.reading
        word = reading.word(token)
        speech = word in words_in("nouns", "speech")
        known = speech or word in words_in("nouns", "thought") or word in listed("nouns_with_to")
        if not (known or word in listed("voiced_nouns")) or reading.has(token, c.NAME):
            return None
        source, after = self._source_after(token)
        follows = self._content_first(token, after) if known else None
        follows = follows or self._voiced(token)
        if follows is None:
            return None
        content = self.contents.in_subject(token, follows)
        if content is None:
            return None
        first, support = self._support(token)
        source = source or self._owner(token, support) or (self._subject(first) if support else None)
        cue = reading.starts[first], reading.ends[token]
        extent = extent_of(reading, source) if source else None
        base = word if word in stance_by_base("en") else word.removesuffix("s")
        stance = stance_by_base("en").get(base, NEUTRAL)
        kind = source.kind if source else SourceKind.NOBODY
        strength = 0.4 + 0.1 * speech + 0.1 * bool(source)
        sure = speech and reading.word(follows) == "that" and bool(source) and stance == DISTANCES
        return Attribution(cue, extent, (content,), stance, kind, sure, strength)

    def _content_first(self, token: int, after: int) -> int | None:
        """Return where what is claimed begins: at “that”, a quotation, or “of” after some nouns."""
        reading = self.reading
        if after > reading.sentence_last[token]:
            return None
        if reading.word(after) in ("is", "was") and reading.word(after + 1) == "that":
            # "The fear is that the dam will break."
            after += 1
        if reading.word(after) == "that":
            follows: Complement | None = complement(reading, after, False)
            return after if follows and follows.shape is Shape.THAT and not self._is_relative(after) else None
        if reading.word(after) in ("of", "about", "over") and reading.word(token) in listed("nouns_with_of"):
            return after
        plural = reading.word(token).endswith("s") and reading.has(
            after, c.DETERMINER | c.SUBJECT | c.POSSESSIVE
        )
        verb = reading.is_nominal(token - 1) or reading.has(token - 1, c.SUBJECT)
        if (
            plural
            and not verb
            and reading.word(token) in listed("nouns_with_clause")
            and begins_clause(reading, after)
        ):
            return after
        infinitive = reading.word(after) == "to" and reading.has(after + 1, c.BASE | c.BE | c.HAVE | c.DO)
        if infinitive and reading.word(token) in listed("nouns_with_to") and self._owner(token, False):
            return after
        return None

    def _voiced(self, token: int) -> int | None:
        """Return where the content of “voiced support for” begins; None if there is no such verb before the noun."""
        reading = self.reading
        after = token + 1
        preposition = (
            reading.word(after) in listed("noun_prepositions") and after < reading.sentence_last[token]
        )
        first, support = self._support(token)
        voiced = (
            any(reading.word(at) in verb_forms_of("voicing") for at in range(first, token))
            if support
            else False
        )
        return after if preposition and voiced else None

    def _is_relative(self, that: int) -> bool:
        """Return whether “that” is the subject of its clause: “a statement that surprised everybody”."""
        reading = self.reading
        after = that + 1
        verb = reading.has(after, c.AUXILIARY | c.PAST | c.THIRD | c.BASE)
        plural = reading.word(that - 1).endswith("s") and reading.has(after, c.BASE)
        return verb and not reading.has(after, c.DETERMINER | c.NAME) and (plural or reading.is_finite(after))

    def _source_after(self, token: int) -> tuple[Source | None, int]:
        """Return the source in “a claim by Lind that”, and the token after it."""
        reading = self.reading
        after = token + 1
        if (
            reading.word(after) in ("made", "raised", "brought", "issued", "put")
            and reading.word(after + 1) == "by"
        ):
            after += 1
        if reading.word(after) in ("by", "from", "among"):
            phrase = phrase_after(reading, after + 1)
            source = source_of(reading, phrase)
            if source and phrase:
                return source, phrase.last + 1
        return None, after

    def _owner(self, token: int, support: bool) -> Source | None:
        """Return the possessor: “his claim”, “the mayor’s claim”."""
        reading = self.reading
        owner = token - 1
        low = max(reading.sentence_first[token], token - 4)
        while owner > low and (
            reading.has(owner, c.ADJECTIVE | c.ADVERB) or reading.has(owner, c.PAST | c.ING)
        ):
            owner -= 1
        if owner < low or (reading.word(owner) in ("my", "our", "your", "its") and not support):
            return None
        word = reading.raw[owner]
        if reading.has(owner, c.POSSESSIVE) and reading.word(owner) in ("his", "her", "their"):
            return Source(Phrase(owner, owner, owner), SourceKind.PRONOUN)
        if not word.endswith(("'s", "’s")) and not (
            word in ("'", "’") and reading.word(owner - 1).endswith("s")
        ):
            return None
        first = owner
        while first > max(reading.sentence_first[token], owner - 6) and not reading.has(
            first, c.DETERMINER | c.POSSESSIVE if first != owner else c.DETERMINER
        ):
            before = first - 1
            if not (
                reading.has(before, c.NAME | c.DETERMINER | c.ADJECTIVE) or reading.is_nominal(before)
            ) or (begins_phrase(reading, first) and reading.has(first, c.NAME)):
                break
            first = before
        return source_of(reading, Phrase(first, owner, owner))

    def _support(self, token: int) -> tuple[int, bool]:
        """Return where the cue begins: at “expressed” in “expressed concern that”; and whether there is such a verb."""
        reading = self.reading
        first = token - 1
        low = max(reading.sentence_first[token], token - 4)
        while first > low and reading.has(first, c.DETERMINER | c.ADJECTIVE | c.ADVERB):
            first -= 1
        if first < low or reading.word(first) not in verb_forms_of("support") or reading.has(first, c.NAME):
            return token, False
        if reading.has(first, c.HAVE) and reading.has(first + 1, c.PAST):
            return token, False
        while first > low and reading.has(first - 1, c.AUXILIARY | c.NEGATION):
            first -= 1
        return first, True

    def _subject(self, verb: int) -> Source | None:
        return source_of(self.reading, main_subject(self.reading, verb + 1))
