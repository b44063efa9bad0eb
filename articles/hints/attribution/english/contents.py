"""Where what is said begins and ends."""

from functools import cached_property

from articles.hints.attribution.english import classes as c
from articles.hints.attribution.english.complements import begins_clause
from articles.hints.attribution.english.lexicon import reporting_verbs
from articles.hints.attribution.english.noun_phrases import begins_phrase
from articles.hints.attribution.english.reading import Reading
from articles.hints.hint import Extent

# How far a boundary looks ahead for the next cue.
AHEAD = 12
SPEAKS = frozenset(("clause", "that", "quotation", "question", "order", "judgement"))
# What opens an adverbial clause, which is nothing that somebody says: When asked about it, she said …
ADVERBIAL = frozenset(
    (
        "when",
        "while",
        "although",
        "though",
        "because",
        "if",
        "unless",
        "until",
        "whereas",
        "once",
        "whenever",
        "who",
        "which",
    )
)
CLOSING_SIGNS = frozenset(".,;:?!…—–-")
LEADING = frozenset(
    ("and", "but", "so", "yet", "however", "meanwhile", "still", "or", ",", "also", "nevertheless")
)


class Contents:
    """The extents of what is said in one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def stops(self) -> list[int]:
        """Return for each token the token before which a content that begins there ends."""
        reading = self.reading
        stops = [0] * len(reading)
        for token in range(len(reading) - 1, -1, -1):
            if reading.opens_quotation(token):
                close = reading.quotation_last(token)
                within = (
                    close + 1 < len(reading) and reading.sentence_of[close + 1] == reading.sentence_of[close]
                )
                stops[token] = stops[close + 1] if within and not self.is_stop(close + 1) else close + 1
            elif self.is_stop(token):
                stops[token] = token
            else:
                last = reading.sentence_last[token] == token
                stops[token] = token + 1 if last else stops[token + 1]
        return stops

    def is_stop(self, token: int) -> bool:
        """Return whether what is said ends before a token, because another cue follows, or “, but”."""
        reading = self.reading
        tag, word = reading.tags[token], reading.word(token)
        if tag & c.COMMA:
            after = reading.word(token + 1)
            if after == "but" or (after == "according" and reading.word(token + 2) == "to"):
                return True
            at = token + 1
            while at < token + 4 and (
                reading.has(at, c.ADVERB | c.CONJUNCTION) or reading.word(at) in ("before", "while", "without", "by")
            ):
                at += 1
            if reading.has(at, c.ING) and self._is_reporting(at):
                return True
            return self._cue_follows(token)
        if word == "according":
            return reading.word(token + 1) == "to"
        if word in ("and", "but") and not tag & c.NAME:
            return self._coordinates_cue(token)
        if word == ";":
            return reading.word(token + 1) != "that"
        if word in ("—", "–", "while", "although", "whereas"):
            return self._cue_follows(token)
        return False

    def _is_reporting(self, token: int) -> bool:
        words = self.reading.words
        return any(
            verb.frames & SPEAKS and tuple(words[token + 1 : token + 1 + len(verb.rest)]) == verb.rest
            for verb in reporting_verbs().get(self.reading.word(token), ())
        )

    def _coordinates_cue(self, conjunction: int) -> bool:
        """Return whether a cue of the same or another speaker follows: “and warned that”, “and Lind said”."""
        reading = self.reading
        at = conjunction + 1
        while at < conjunction + 4 and reading.has(at, c.ADVERB | c.HAVE | c.NEGATION | c.BE):
            at += 1
        if self._is_cue(at) or self._is_thought(at):
            return True
        return self._cue_follows(conjunction)

    def _is_thought(self, token: int) -> bool:
        """Return whether a token is a verb of thinking with its clause: “and believes it has a duty”."""
        reading = self.reading
        verbs = reporting_verbs().get(reading.word(token), ())
        finite = any("thought" in verb.frames and verb.form & (c.PAST | c.THIRD) for verb in verbs)
        return finite and (reading.word(token + 1) == "that" or reading.has(token + 1, c.SUBJECT | c.DETERMINER))

    def _is_cue(self, token: int) -> bool:
        """Return whether a token is a finite reporting verb with something that it reports."""
        reading = self.reading
        verbs = reporting_verbs().get(reading.word(token), ())
        if not verbs or reading.has(token, c.NAME):
            return False
        after = reading.word(token + 1)
        for verb in verbs:
            if not verb.form & (c.PAST | c.THIRD) or not verb.frames & SPEAKS or verb.rest:
                continue
            if verb.base in ("say", "tell"):
                return True
            if verb.base in ("call", "describe", "dismiss") and reading.has(
                token + 1, c.DETERMINER | c.POSSESSIVE | c.OBJECT
            ):
                return True
            if after == "that" or reading.has(token + 1, c.QUOTE) or after == ":":
                return True
            if "order" in verb.frames and any(reading.word(token + n) == "to" for n in (1, 2, 3)):
                return True
            if "judgement" in verb.frames and verb.base in (
                "accuse",
                "criticize",
                "criticise",
                "blame",
                "praise",
                "condemn",
            ):
                return True
            if (
                "clause" in verb.frames
                and reading.has(token + 1, c.SUBJECT | c.DETERMINER | c.POSSESSIVE)
                and verb.form & c.PAST
            ):
                return True
        return False

    def _cue_follows(self, boundary: int) -> bool:
        """Return whether a subject and its cue follow a boundary before any other finite verb."""
        reading = self.reading
        last = min(reading.sentence_last[boundary], boundary + AHEAD)
        token = boundary + 1
        if reading.has(token, c.CONJUNCTION | c.SUBORDINATOR) and reading.word(token) != "that":
            token += 1
        if reading.has(token, c.RELATIVE | c.PREPOSITION) or reading.word(token) == "that":
            return False
        for at in range(token, last + 1):
            if reading.has(at, c.BOUNDARY | c.STOP) or reading.word(at) == "that":
                return False
            if at > token and self._is_cue(at):
                return True
            if reading.is_finite(at) and not reading.has(at, c.AUXILIARY):
                return False
        return False

    def from_token(self, first: int) -> Extent | None:
        """Return the content that begins at a token: to the end of the sentence or the next cue."""
        reading = self.reading
        if first >= len(reading):
            return None
        last = max(self.stops[first] - 1, first)
        return self.between(first, last)

    def of_relative(self, first: int) -> Extent | None:
        """Return the content that begins at a token of a relative clause, which ends before the main clause goes on."""
        reading = self.reading
        stop = self.stops[first]
        for at in range(first + 1, min(stop, first + 3 * AHEAD)):
            if reading.opens_quotation(at):
                break
            if reading.has(at, c.COMMA) and any(
                reading.is_finite(then) for then in (at + 1, at + 2) if then < stop
            ):
                return self.between(first, at - 1)
        return self.from_token(first)

    def of_subordinate(self, first: int) -> Extent | None:
        """Return the content that begins at a token in “While Marr says …, her party …”: to the main clause."""
        reading = self.reading
        stop = self.stops[first]
        for at in range(first + 1, min(stop, first + 3 * AHEAD)):
            if reading.opens_quotation(at):
                break
            if reading.has(at, c.COMMA) and begins_clause(reading, at + 1):
                return self.between(first, at - 1)
        return self.from_token(first)

    def between(self, first: int, last: int) -> Extent | None:
        """Return the extent of some tokens without closing punctuation, widened to whole quotations."""
        reading = self.reading
        while last >= first and reading.raw[last] in CLOSING_SIGNS and not self._is_abbreviation(last):
            last -= 1
        while first <= last and (reading.raw[first] in CLOSING_SIGNS or reading.closes_quotation(first)):
            first += 1
        if last < first or not any(
            reading.raw[token][0].isalnum() for token in range(first, min(last, first + 5) + 1)
        ):
            return None
        return reading.quotations.widened((reading.starts[first], reading.ends[last]))

    def _is_abbreviation(self, token: int) -> bool:
        """Return whether a full stop does not end its sentence."""
        return self.reading.raw[token] == "." and self.reading.sentence_last[token] > token

    def before(self, source: int, floor: int) -> Extent | None:
        """Return the content that ends right before the source or cue at ``source``: “…,” she said.

        ``floor`` is the first token that it may reach back to, because another cue ended there.
        """
        reading = self.reading
        mark = source - 1
        if mark < 0:
            return None
        quoted = self.quotation_before(source)
        if quoted >= 0:
            return self.between(self._lead_in(reading.quotation_first(quoted), floor), quoted)
        if not reading.has(mark, c.COMMA) and reading.word(mark) not in ("—", "–"):
            return None
        first = max(reading.sentence_first[mark], mark - 6 * AHEAD)
        if floor > first:
            return None
        while first < mark and reading.word(first) in LEADING:
            first += 1
        return self.between(first, mark - 1) if self._has_clause(first, mark - 1) else None

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

    def _lead_in(self, opening: int, floor: int) -> int:
        """Return where the clause that a quotation ends begins: The plan was “a disgrace,” she said."""
        reading = self.reading
        before = opening - 1
        if before < 0 or reading.sentence_of[before] != reading.sentence_of[opening]:
            return opening
        if reading.has(before, c.BOUNDARY | c.STOP) and not reading.closes_quotation(before):
            return opening
        first = max(reading.sentence_first[opening], floor, opening - 40)
        while first < opening and reading.word(first) in LEADING:
            first += 1
        return first

    def _has_clause(self, first: int, last: int) -> bool:
        """Return whether some tokens hold a main clause, not only “On Monday” or “When asked about it”."""
        reading = self.reading
        segment, opens = first, True
        for token in range(first, last + 1):
            if reading.has(token, c.COMMA):
                segment, opens = token + 1, True
                continue
            if (
                opens
                and token == segment
                and (
                    reading.has(token, c.PREPOSITION | c.ING | c.PARTICIPLE)
                    or (
                        reading.word(token) in ADVERBIAL
                        and not reading.has(token, c.NAME | c.DETERMINER)
                        and not reading.has(token, c.BASE)
                    )
                )
            ):
                opens = False
            if opens and token > segment and reading.is_finite(token):
                return True
            if opens and reading.has(token, c.CONTRACTED):
                return True
            if (
                not opens
                and token > segment + 2
                and begins_phrase(reading, token)
                and reading.has(token, c.SUBJECT)
            ):
                opens, segment = True, token
        return False

    def after_comma(self, comma: int) -> Extent | None:
        """Return the content that goes on after a cue between commas: The firm, she argued, had known."""
        return self.from_token(comma + 1) if comma + 1 < len(self.reading) else None

    def continued(self, end: int) -> list[Extent]:
        """Return the quotations that come right after ``end`` in the same paragraph and have no cue of their own.

        A quotation that its paragraph leaves open goes on in the next one.
        """
        reading = self.reading
        text, quotations = reading.document.text, reading.quotations
        pieces: list[Extent] = []
        while True:
            while end < len(text) and text[end] in ".?!…":
                end += 1
            quotation = quotations.after(end)
            if quotation is None:
                return pieces
            same = quotations.same_paragraph(end - 1, quotation.start)
            if not same and not (pieces and self._left_open(pieces[-1])):
                return pieces
            last = reading.document.token_at(quotation.end - 1)
            if self.has_own_cue(last):
                return pieces
            pieces.append((quotation.start, quotation.end))
            end = quotation.end

    def _left_open(self, piece: Extent) -> bool:
        quotation = self.reading.quotations.at(piece[0])
        return quotation is not None and not quotation.closed

    def has_own_cue(self, closing: int) -> bool:
        """Return whether a cue follows a quotation that ends at a token: “…,” she said."""
        reading = self.reading
        before = reading.raw[closing - 1] if closing else ""
        if before in (".", "…") and reading.closes_quotation(closing):
            return False
        for token in range(closing + 1, min(closing + AHEAD, len(reading))):
            if reading.has(token, c.STOP | c.QUOTE) or reading.raw[token] == ".":
                return False
            if self._is_reporting(token):
                return True
        return False
