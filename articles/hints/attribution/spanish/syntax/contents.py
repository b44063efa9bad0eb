"""Where what is said begins and ends."""

from articles.hints.attribution.spanish.syntax.boundaries import Boundaries
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import VerbGroup
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent

CLOSING_SIGNS = frozenset(".,;:…—–―-")
VERB = c.FINITE | c.HAVE | c.BE
# How far the walks reach, in tokens, and how soon a cue of its own follows a quotation.
REACH, SOON = 40, 4


class Contents:
    """The extents of what is said in one text."""

    def __init__(self, reading: Reading, groups: list[VerbGroup]) -> None:
        self.reading, self.boundaries = reading, Boundaries(reading, groups)
        self.by_first, self.stops = self.boundaries.by_first, self.boundaries.stops

    def from_token(self, first: int) -> Extent | None:
        """Return the content that begins at a token: to the end of its clause."""
        if first >= len(self.reading):
            return None
        return self.between(first, max(self.stops[first] - 1, first))

    def between(self, first: int, last: int) -> Extent | None:
        """Return the extent of some tokens without closing punctuation, widened to whole quotations."""
        reading = self.reading
        while last >= first and self._closes(first, last):
            last -= 1
        while first <= last and (reading.raw[first] in CLOSING_SIGNS or reading.raw[first] == ")"):
            first += 1
        if not any(reading.has(token, c.WORD) for token in range(first, min(last, first + 5) + 1)):
            return None
        extent, level = reading.extent(first, last), reading.level[first]
        within = level >= 0 and level == reading.level[last] and first > reading.before_quotation(first) + 1
        return extent if within else reading.quotations.widened(extent)

    def _closes(self, first: int, last: int) -> bool:
        """Return whether the last token is closing punctuation, or a bracket that was not opened."""
        raw = self.reading.raw
        return raw[last] in CLOSING_SIGNS or (
            raw[last] == ")" and "(" not in raw[max(first, last - REACH) : last]
        )

    def phrase_from(self, first: int) -> Extent | None:
        """Return the content without a finite verb that begins at a token: it ends before "y" and such a verb."""
        reading, stop = self.reading, self.stops[first]
        for token in range(first, min(stop, first + REACH)):
            word = reading.words[token]
            if word in ("que", "si", "porque", "cuando"):
                break
            if reading.level[token] == reading.level[first] and word in ("y", "e", "pero", ","):
                verb = reading.verb_after(token + 1)
                if verb < stop and (reading.has(verb, VERB) or reading.has(verb - 1, c.HAVE)):
                    return self.between(first, token - 1)
        return self.from_token(first)

    def before(self, last: int, floor: int) -> Extent | None:
        """Return the clause that ends with a token, and begins at ``floor`` or later."""
        return self.between(self.clause_start(last, floor), last) if last >= floor else None

    def clause_start(self, last: int, floor: int) -> int:
        """Return where the clause begins that ends with a token: after a colon, a semicolon or a dash."""
        reading = self.reading
        first, quoted = last + 1, reading.level[last] >= 0 and reading.after_quotation(last) == last + 1
        if quoted:
            first = reading.before_quotation(last) + 1
        token = first - 1
        outer = reading.level[token] if token >= 0 else -1
        bottom = max(reading.first[last if not quoted else max(token, 0)], floor, last - 3 * REACH)
        while token >= bottom:
            if reading.level[token] != outer:
                token = first = reading.before_quotation(token)
                first += 1
                continue
            if reading.words[token] in (";", "¿") or reading.has(token, c.DASH | c.STOP):
                break
            first = token
            token -= 1
        while first < last and reading.words[first] in ("y", "e", "pero", ","):
            first += 1
        return min(first, last)

    def has_verb(self, first: int, end: int) -> bool:
        """Return whether there is a finite verb among some tokens."""
        return any(self.reading.has(token, VERB) for token in range(first, min(end, first + REACH)))

    def continued(self, end: int) -> list[Extent]:
        """Return the quotations right after ``end`` in the same paragraph that have no cue of their own."""
        reading = self.reading
        text, quotations = reading.document.text, reading.quotations
        pieces: list[Extent] = []
        while True:
            while end < len(text) and text[end] in ".?!…":
                end += 1
            quotation = quotations.after(end)
            if quotation is None or not quotations.same_paragraph(end - 1, quotation.start):
                return pieces
            closing = reading.document.token_at(quotation.end - 1)
            if self._has_own_cue(closing):
                return pieces
            pieces.append((quotation.start, quotation.end))
            end = quotation.end

    def _has_own_cue(self, closing: int) -> bool:
        """Return whether a cue follows a quotation: "«…», añadió"."""
        reading = self.reading
        for token in range(closing + 1, min(closing + SOON, len(reading))):
            if reading.has(token, c.STOP):
                return False
            if token in self.by_first or reading.words[token] == "según":
                return True
        return False
