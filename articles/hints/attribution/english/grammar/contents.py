"""The extent of what is said, before or after its cue."""

from collections.abc import Callable
from functools import cached_property

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.adjuncts import time_phrase_end
from articles.hints.attribution.english.grammar.complements import begins_clause, is_approximate
from articles.hints.attribution.english.grammar.noun_phrases import begins_phrase
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.stops import AHEAD, is_reporting, is_stop, stops
from articles.hints.hint import Extent

CLOSING_SIGNS = frozenset(".,;:?!…—–-")
LEADING = frozenset(
    ("and", "but", "so", "yet", "however", "meanwhile", "still", "or", ",", "also", "nevertheless")
)
# What opens an adverbial clause, which is nothing that somebody says: When asked about it, she said …
ADVERBIAL = frozenset(
    ("when", "while", "although", "though", "because", "if", "unless", "until", "whereas", "once", "whenever")
)
# How far a clause before a cue, and one inside another, may reach, in tokens.
MOST_BEFORE = 6 * AHEAD
MOST_INSIDE = 3 * AHEAD


class Contents:
    """The extents of what is said in one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def stops(self) -> list[int]:
        """Return for each token the token before which a content that begins there ends."""
        return stops(self.reading)

    def stops_before(self, token: int) -> bool:
        """Return whether what is said cannot go on with a token."""
        return is_stop(self.reading, token)

    def from_token(self, first: int) -> Extent | None:
        """Return the content that begins at a token: to the end of the sentence or the next cue."""
        if first >= len(self.reading):
            return None
        return self.between(first, max(self.stops[first] - 1, first))

    def after(self, cue: int, source: int, first: int) -> Extent | None:
        """Return the content that begins at a token, as far as the clause of its cue goes."""
        if first >= len(self.reading):
            return None
        if self._is_aside(cue) or self.reading.has(source - 1, c.RELATIVE):
            return self._until(first, self._resumes)
        if self.reading.word(source - 1) in ADVERBIAL:
            return self._until(first, begins_clause)
        return self.from_token(first)

    def _is_aside(self, cue: int) -> bool:
        """Return whether a cue is in a relative clause, or a participle between commas."""
        reading = self.reading
        if reading.has(cue - 1, c.RELATIVE) or (reading.has(cue, c.ING) and reading.has(cue - 1, c.COMMA)):
            return True
        coordinated = reading.word(cue - 1) in ("and", "but")
        low = max(reading.sentence_first[cue], cue - AHEAD) if coordinated else cue
        return any(reading.has(at, c.RELATIVE) and reading.has(at - 1, c.COMMA) for at in range(low + 1, cue))

    def _resumes(self, reading: Reading, token: int) -> bool:
        """Return whether the main clause goes on after a relative clause: “who said it was old, left”."""
        return any(reading.is_finite(at) for at in (token, token + 1) if at <= reading.sentence_last[token])

    def _until(self, first: int, ends: Callable[[Reading, int], bool]) -> Extent | None:
        """Return the content to the first comma that is followed by another clause."""
        reading = self.reading
        at, stop = first, min(self.stops[first] - 1, first + MOST_INSIDE)
        clause = reading.word(first) == "that"
        while at < stop:
            clause = clause and not reading.is_finite(at)
            if reading.opens_quotation(at):
                at = reading.quotation_last(at)
                if at < stop and reading.raw[at - 1] == "," and ends(reading, at + 1):
                    return self.between(first, at)
            elif reading.has(at, c.COMMA) and at > first and not clause and ends(reading, at + 1):
                return self.between(first, at - 1)
            at += 1
        return self.from_token(first)

    def in_subject(self, noun: int, first: int) -> Extent | None:
        """Return the content that belongs to a noun; of a subject only its clause: “His claim that … was wrong”."""
        reading = self.reading
        if any(reading.is_finite(at) for at in range(max(reading.sentence_first[noun], noun - AHEAD), noun)):
            return self.from_token(first)
        most = 2 if reading.word(first) == "that" or begins_clause(reading, first) else 1
        joined = c.AUXILIARY | c.CONJUNCTION | c.RELATIVE | c.NEGATION
        for at in range(first + 1, min(self.stops[first], first + MOST_INSIDE)):
            if reading.is_finite(at) and not reading.has(at - 1, joined):
                most -= 1
                if not most:
                    return self.between(first, at - 1)
        return self.from_token(first)

    def between(self, first: int, last: int) -> Extent | None:
        """Return the extent of some tokens without closing punctuation, widened to whole quotations."""
        reading = self.reading
        while last >= first and reading.raw[last] in CLOSING_SIGNS and not self._is_abbreviation(last):
            last -= 1
        while first <= last and (reading.raw[first] in CLOSING_SIGNS or reading.closes_quotation(first)):
            first += 1
        if not any(reading.raw[token][0].isalnum() for token in range(first, min(last, first + 5) + 1)):
            return None
        return reading.quotations.widened((reading.starts[first], reading.ends[last]))

    def _is_abbreviation(self, token: int) -> bool:
        """Return whether a full stop does not end its sentence."""
        return self.reading.raw[token] == "." and self.reading.sentence_last[token] > token

    def before(self, source: int, floor: int) -> Extent | None:
        """Return the content that ends right before the source or cue at ``source``: “…,” she said.

        ``floor`` is the first token that it may reach back to, because another cue ended there.
        """
        reading, mark = self.reading, source - 1
        if mark < 0:
            return None
        quoted = self.quotation_before(source)
        if quoted >= 0:
            opening = self._first_paragraph(reading.quotation_first(quoted), floor)
            return self.between(self._lead_in(opening, floor), quoted)
        first = max(reading.sentence_first[mark], mark - MOST_BEFORE)
        if floor > first or not (reading.has(mark, c.COMMA) or reading.word(mark) in ("—", "–")):
            return None
        marks = (at for at in range(mark - 1, first, -1) if reading.word(at) in (":", ";"))
        first = self._past_leading(next(marks, first - 1) + 1, mark)
        return self.between(first, mark - 1) if self._has_clause(first, mark - 1) else None

    def _past_leading(self, first: int, last: int) -> int:
        """Return the first token after “But” or “And”."""
        while first < last and self.reading.word(first) in LEADING:
            first += 1
        return first

    def quotation_before(self, token: int) -> int:
        """Return the closing mark of the quotation that ends right before a token, as in “…,” she said; -1 for none."""
        reading = self.reading
        closing = token - 1 - (reading.has(token - 1, c.COMMA) and reading.closes_quotation(token - 2))
        if closing < 1 or not reading.closes_quotation(closing):
            return -1
        if reading.sentence_of[closing] == reading.sentence_of[token]:
            return closing
        unfinished = reading.raw[closing - 1] in ",?!…—-"
        same = reading.document.paragraph_of[closing] == reading.document.paragraph_of[token]
        return closing if unfinished and same else -1

    def _first_paragraph(self, opening: int, floor: int) -> int:
        """Return where a quotation over several paragraphs begins: each but the last is left open."""
        reading = self.reading
        while opening > max(floor, 1) and reading.quotation_of[opening - 1] >= 0:
            before = reading.quotations.all[reading.quotation_of[opening - 1]]
            if before.closed:
                break
            opening = reading.quotation_first(opening - 1)
        return opening

    def _lead_in(self, opening: int, floor: int) -> int:
        """Return where the clause that a quotation ends begins: The plan was “a disgrace,” she said."""
        reading, before = self.reading, opening - 1
        if before < 0 or reading.sentence_of[before] != reading.sentence_of[opening]:
            return opening
        if reading.has(before, c.BOUNDARY | c.STOP) and not reading.closes_quotation(before):
            return opening
        return self._past_leading(max(reading.sentence_first[opening], floor, opening - MOST_INSIDE), opening)

    def _has_clause(self, first: int, last: int) -> bool:
        """Return whether some tokens hold a main clause, not only “On Monday” or “When asked about it”."""
        reading = self.reading
        segment, main = first, True
        for token in range(first, last + 1):
            if reading.has(token, c.COMMA):
                segment, main = token + 1, True
            elif token == segment:
                if token > first and main and reading.is_finite(token):
                    return True
                segment = time_phrase_end(reading, token)
                main = segment > token or is_approximate(reading, token) or not self._is_adverbial(token)
                if main and reading.has(token, c.CONTRACTED):
                    return True
            elif main and reading.is_finite(token):
                return True
            elif (
                not main
                and token > segment + 2
                and reading.has(token, c.SUBJECT)
                and begins_phrase(reading, token)
            ):
                main = True
        return False

    def _is_adverbial(self, token: int) -> bool:
        """Return whether an adjunct or an adverbial clause begins at a token."""
        reading = self.reading
        opens = c.PREPOSITION | c.ING | c.PARTICIPLE | c.RELATIVE
        if reading.word(token) in ADVERBIAL:
            return True
        return reading.has(token, opens) and not reading.has(token, c.NAME | c.DETERMINER | c.BASE)

    def continued(self, end: int) -> list[Extent]:
        """Return the quotations that come right after ``end`` in the same paragraph and have no cue of their own.

        A quotation that its paragraph leaves open goes on in the next one.
        """
        reading = self.reading
        text, quotations = reading.document.text, reading.quotations
        pieces: list[Extent] = []
        last = quotations.at(end - 1) if end else None
        left_open = last is not None and not last.closed
        while True:
            while end < len(text) and text[end] in ".?!…":
                end += 1
            quotation = quotations.after(end)
            if quotation is None or not (left_open or quotations.same_paragraph(end - 1, quotation.start)):
                return pieces
            if self.has_own_cue(reading.document.token_at(quotation.end - 1)):
                return pieces
            pieces.append((quotation.start, quotation.end))
            end, left_open = quotation.end, not quotation.closed

    def has_own_cue(self, closing: int) -> bool:
        """Return whether a cue follows a quotation that ends at a token: “…,” she said."""
        reading = self.reading
        if closing and reading.raw[closing - 1] in (".", "…") and reading.closes_quotation(closing):
            return False
        for token in range(closing + 1, min(closing + AHEAD, len(reading))):
            if reading.has(token, c.STOP | c.QUOTE) or reading.raw[token] == ".":
                return False
            if is_reporting(reading, token):
                return True
        return False
