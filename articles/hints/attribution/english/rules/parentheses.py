"""Cues after or inside what is said: “…,” said Oddvar; The firm, she argued, had known; as the mayor put it."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.complements import Complement, Shape
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.lexicon import words_in
from articles.hints.attribution.english.grammar.noun_phrases import Phrase
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.verb_groups import VerbGroup, Voice
from articles.hints.attribution.english.rules.found import SPEECH, Found
from articles.hints.attribution.english.rules.speakers import Source, source_of, speaker_after
from articles.hints.hint import Extent

# How far the next piece of a quotation may be from the speaker, and the lead of an interrupted clause.
MOST_ASIDE = 14
MOST_LEAD = 12
DASHES = frozenset(("—", "–"))


class Parentheses:
    """The rules for cues after or inside what is said, in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def inverted(self, group: VerbGroup, previous: Attribution | None) -> Found | None:
        """Return the attribution of “…,” said Oddvar."""
        reading, verb = self.reading, group.verb
        plain = group.voice is Voice.ACTIVE and (verb.form & (c.PAST | c.THIRD))
        quoted = self.contents.quotation_before(group.first) >= 0
        mark = group.first - 1
        if not plain or not verb.frames & (SPEECH if quoted else {"clause", "that"}):
            return None
        if not quoted and not reading.has(mark, c.COMMA) and reading.word(mark) not in DASHES:
            return None
        phrase = speaker_after(reading, group)
        if phrase is None or self._is_told(group, phrase, quoted):
            return None
        before = self.contents.before(group.first, self._floor(previous, group.first))
        if before is None:
            return None
        pieces = (before, *self._going_on(phrase.last + 1))
        return Found(
            source_of(reading, phrase), pieces, 0.99 if quoted else 0.9, quoted or verb.base == "say"
        )

    def _is_told(self, group: VerbGroup, phrase: Phrase, quoted: bool) -> bool:
        """Return whether what follows the verb is told something rather than speaking."""
        reading = self.reading
        if "listener" in group.verb.frames and not quoted:
            return True
        return reading.has(phrase.first, c.OBJECT) and not reading.has(phrase.first, c.POSSESSIVE)

    def around(
        self, group: VerbGroup, source: Source, previous: Attribution | None, follows: Complement | None
    ) -> Found | None:
        """Return the attribution of “…,” she said, of “The firm, she argued, had known”, and of “As she put it, …”."""
        reading, frames = self.reading, group.verb.frames
        first = source.phrase.first
        if (
            group.voice is not Voice.ACTIVE
            or first > group.first
            or not frames & (SPEECH | {"thought", "listener"})
        ):
            return None
        if reading.word(first - 1) == "as":
            return self._as_clause(group, source, first - 1, previous)
        if self.contents.quotation_before(first) >= 0:
            return self._after_quotation(group, source, previous, follows)
        if not frames & {"clause", "that", "thought"} or self._has_complement(group, follows):
            return None
        return self._after_clause(group, source, previous)

    def _has_complement(self, group: VerbGroup, follows: Complement | None) -> bool:
        """Return whether what is said follows the verb, so that a comma before the subject means nothing."""
        if follows is None:
            return False
        between = self.reading.has(group.last + 1, c.COMMA)
        if (
            between
            and not follows.skipped
            and (follows.shape is not Shape.QUOTATION or self._is_small(follows.first + 1))
        ):
            return False
        return follows.shape is not Shape.CLAUSE or not between

    def _after_quotation(
        self, group: VerbGroup, source: Source, previous: Attribution | None, follows: Complement | None
    ) -> Found | None:
        before = self.contents.before(source.phrase.first, self._floor(previous, source.phrase.first))
        if before is None:
            return None
        also = follows is not None and follows.shape is Shape.THAT and not follows.skipped
        more = [] if also else self._going_on(group.last + 1)
        return Found(source, (before, *more), 0.97, True)

    def _after_clause(self, group: VerbGroup, source: Source, previous: Attribution | None) -> Found | None:
        reading = self.reading
        first, after = source.phrase.first, group.last + 1
        if reading.word(first) in ("a", "an") and reading.word(first + 1) in words_in("nouns", "speech"):
            # "…, a claim the engineers dispute" is no source.
            return None
        closes = reading.word(after) == "." and reading.sentence_last[group.at] == after
        before = self.contents.before(first, 0 if closes else self._floor(previous, first))
        interrupts = reading.has(after, c.COMMA)
        if before is None:
            inside = interrupts and reading.has(first - 1, c.COMMA)
            return self._interrupting(source, first - 1, after) if inside else None
        piece = self.contents.from_token(after + 1) if interrupts and self._goes_on(after) else None
        pieces = (before, *([piece] if piece else self._going_on(after)))
        return Found(source, pieces, 0.93, bool(group.verb.frames & {"clause", "that"}))

    def _is_small(self, token: int) -> bool:
        """Return whether a quotation begins with a small letter at a token: it goes on with the clause before."""
        return self.reading.raw[token][0].islower()

    def _goes_on(self, comma: int) -> bool:
        """Return whether the clause that a cue interrupts goes on after the comma."""
        reading = self.reading
        after = comma + 1
        if after >= reading.sentence_last[comma]:
            return False
        if reading.opens_quotation(after):
            return self._is_small(after + 1)
        return (
            not reading.has(after, c.ING | c.CONJUNCTION | c.RELATIVE) and reading.word(after) != "according"
        )

    def _interrupting(self, source: Source, mark: int, after: int) -> Found | None:
        """Return the attribution of a cue between commas inside a clause: The firm, she argued, had known."""
        reading = self.reading
        first = reading.sentence_first[mark]
        while first < mark and reading.has(first, c.CONJUNCTION | c.COMMA):
            first += 1
        if mark - first > MOST_LEAD or not self._goes_on(after) or reading.has(first, c.PARTICIPLE | c.ING):
            return None
        if reading.opens_quotation(after + 1) and reading.has(first, c.PREPOSITION | c.TIME | c.ADVERB):
            return None
        lead, piece = self.contents.between(first, mark - 1), self.contents.from_token(after + 1)
        return Found(source, (lead, piece), 0.9, True) if lead and piece else None

    def _as_clause(
        self, group: VerbGroup, source: Source, mark: int, previous: Attribution | None
    ) -> Found | None:
        """Return the attribution of “As the mayor put it, …” and “…, as the mayor said”."""
        reading = self.reading
        if not group.verb.frames & {"clause", "that"}:
            return None
        if mark != reading.sentence_first[mark] and not reading.has(mark - 1, c.QUOTE):
            before = self.contents.before(mark, self._floor(previous, mark))
            return Found(source, (before,), 0.85, True) if before else None
        for comma in range(group.last + 1, min(reading.sentence_last[mark], group.last + 10) + 1):
            if reading.has(comma, c.COMMA):
                piece = self.contents.from_token(comma + 1)
                return Found(source, (piece,), 0.85, True) if piece else None
        return None

    def _going_on(self, token: int) -> list[Extent]:
        """Return the quotations that go on after cue and source: in the same sentence, or right after it."""
        reading = self.reading
        last = reading.sentence_last[token - 1]
        if token > last:
            return self.contents.continued(reading.ends[last])
        for at in range(token, min(last, token + MOST_ASIDE) + 1):
            if reading.opens_quotation(at):
                return self._next_piece(at)
            if self.contents.stops_before(at):
                return []
            if at == last:
                return self.contents.continued(reading.ends[at])
        return []

    def _next_piece(self, opening: int) -> list[Extent]:
        """Return a quotation after “she said,” and those after it; none if it has a cue of its own."""
        reading = self.reading
        if not reading.has(opening - 1, c.COMMA | c.STOP | c.SIGN) or self.contents.has_own_cue(
            reading.quotation_last(opening)
        ):
            return []
        piece = self.contents.from_token(opening)
        return [piece, *self.contents.continued(piece[1])] if piece else []

    def _floor(self, previous: Attribution | None, token: int) -> int:
        """Return the first token that a content before the cue may reach back to."""
        if previous is None or previous.strength < 0.7:
            return 0
        extents = (previous.cue, previous.source or previous.cue, *previous.content)
        end = max((end for _, end in extents if end <= self.reading.starts[token]), default=0)
        return self.reading.document.token_at(end - 1) + 1 if end else 0
