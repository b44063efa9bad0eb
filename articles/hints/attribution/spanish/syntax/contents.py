"""Where what is said begins and ends."""

from articles.hints.attribution.spanish.syntax.phrases import phrase_at
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent

CLOSING_SIGNS = frozenset(".,;:…—–―-")
LEADING = frozenset(("y", "e", "pero", "además", "asimismo", "sin", "no", "así", "por", "también", ","))
# How far a boundary looks ahead for what the next cue reports, and a parenthesis for its end.
AHEAD, REACH = 12, 40
# "al tiempo que señaló", "a la vez que", "mientras que".
MEANWHILE = (
    ("al", "tiempo", "que"),
    ("a", "la", "vez", "que"),
    ("mientras", "que"),
    ("mientras",),
    ("a", "lo", "que"),
)


class Contents:
    """The extents of what is said in one text."""

    def __init__(self, reading: Reading, groups: list[VerbGroup]) -> None:
        self.reading = reading
        self.by_first = {group.first: group for group in groups}
        self.stops = self._stops()

    def _stops(self) -> list[int]:
        """Return for each token the token before which a content that begins there ends."""
        reading = self.reading
        stops = [0] * len(reading)
        for token in range(len(reading) - 1, -1, -1):
            opens = reading.level[token] >= 0 and reading.before_quotation(token) == token - 1
            if opens:
                after = reading.after_quotation(token)
                inside = token > 0 and after < len(reading) and reading.first[after] <= token
                goes_on = inside and not self.is_stop(after)
                stops[token] = stops[after] if goes_on else after
            elif self.is_stop(token):
                stops[token] = token
            else:
                stops[token] = token + 1 if token + 1 >= reading.last[token] else stops[token + 1]
        return stops

    def is_stop(self, token: int) -> bool:
        """Return whether what is said ends before a token: at another cue, at ", pero", or at a dash."""
        reading = self.reading
        word = reading.words[token]
        if word == ";" or reading.has(token, c.DASH):
            return word == ";" or self._cue_at(token + 1) is not None
        if reading.has(token, c.COMMA):
            after = reading.word(token + 1)
            if after == "pero" or (after == "según" and not self._inside_according(token)):
                return True
            if after == "de" and reading.word(token + 2) == "acuerdo":
                return True
            return self._cue_after(token + 1)
        if word in ("y", "e", "pero") and not reading.has(token, c.NAME):
            group = self._cue_at(token + 1)
            return self._reports(group) if group else self._subject_and_cue(token + 1)
        if word in ("al", "a", "mientras"):
            return self._meanwhile(token)
        return False

    def _inside_according(self, comma: int) -> bool:
        """Return whether "según" after a comma opens a parenthesis and what is said goes on after it."""
        return False if self.reading.word(comma + 1) != "según" else self._closing_comma(comma + 1)

    def _closing_comma(self, token: int) -> bool:
        reading = self.reading
        for at in range(token, min(token + AHEAD, reading.last[token])):
            if reading.has(at, c.COMMA):
                return reading.word(at + 1) not in ("que", "y", "quien", "pero", "en", "tras")
        return False

    def _cue_after(self, token: int) -> bool:
        """Return whether a cue follows a comma: ", y añadió que", ", asegurando que", ", dijo Ana"."""
        reading = self.reading
        if self._meanwhile(token):
            return True
        if (reading.word(token), reading.word(token + 1)) == ("si", "bien"):
            token += 1
        joined = reading.word(token) in ("y", "e", "pero", "aunque", "bien")
        group = self._cue_at(token + joined)
        if group is None:
            return False
        if group.shape is Shape.GERUND or joined:
            return self._reports(group)
        if group.shape is not Shape.FINITE or not group.verb.groups & {"clause", "thought", "quotation"}:
            return False
        if self._reports(group) or reading.has(group.last + 1, c.STOP | c.COMMA):
            return True
        subject = phrase_at(reading, group.last + 1, reading.last[token], plural=group.plural)
        return subject is not None and subject.speaks and subject.agrees(group.plural)

    def _meanwhile(self, token: int) -> bool:
        reading = self.reading
        for phrase in MEANWHILE:
            if tuple(reading.words[token : token + len(phrase)]) == phrase:
                group = self._cue_at(token + len(phrase))
                return self._reports(group) if group else self._subject_and_cue(token + len(phrase))
        return False

    def _subject_and_cue(self, token: int) -> bool:
        """Return whether a subject and its cue begin at a token: "y la oposición anuncia que"."""
        reading = self.reading
        subject = phrase_at(reading, token, reading.last[token], plural=True)
        group = self._cue_at(subject.last + 1) if subject and subject.speaks else None
        return group is not None and group.shape is Shape.FINITE and self._reports(group)

    def _cue_at(self, token: int) -> VerbGroup | None:
        """Return the verb group that begins at a token or after adverbs."""
        for at in range(token, token + 3):
            if at in self.by_first:
                return self.by_first[at]
            if not self.reading.has(at, c.ADVERB):
                return None
        return None

    def _reports(self, group: VerbGroup) -> bool:
        """Return whether "que", a colon or a quotation follows a verb soon, before any other verb."""
        reading = self.reading
        if group.shape in (Shape.PASSIVE, Shape.PARTICIPLE):
            return False
        if "judgement" in group.verb.groups and reading.word(group.last + 1) in ("a", "al"):
            return True
        for at in range(group.last + 1, min(group.last + AHEAD, reading.last[group.last])):
            if reading.words[at] in ("que", ":") or reading.level[at] != reading.level[group.last]:
                return True
            if reading.words[at] == "no":
                continue
            if at <= group.last + 2 and (
                reading.has(at, c.QUESTION)
                or (reading.has(at, c.INFINITIVE) and group.verb.groups & {"infinitive", "order"})
            ):
                return True
            if reading.has(at, c.FINITE | c.HAVE | c.BE | c.STOP):
                return False
        return False

    def from_token(self, first: int) -> Extent | None:
        """Return the content that begins at a token: to the end of its clause."""
        if first >= len(self.reading):
            return None
        return self.between(first, max(self.stops[first] - 1, first))

    def between(self, first: int, last: int) -> Extent | None:
        """Return the extent of some tokens without closing punctuation, widened to whole quotations."""
        reading = self.reading
        level = reading.level[first]
        while last >= first and (
            reading.raw[last] in CLOSING_SIGNS or (reading.raw[last] == ")" and not self._opened(first, last))
        ):
            last -= 1
        while first <= last and (reading.raw[first] in CLOSING_SIGNS or reading.raw[first] == ")"):
            first += 1
        if last < first or not any(
            reading.has(token, c.WORD) for token in range(first, min(last, first + 5) + 1)
        ):
            return None
        extent = reading.extent(first, last)
        inside = (
            level >= 0
            and reading.level[last] == level
            and reading.first[first] <= first
            and first > reading.before_quotation(first) + 1
        )
        return extent if inside else reading.quotations.widened(extent)

    def _opened(self, first: int, last: int) -> bool:
        return "(" in self.reading.raw[max(first, last - REACH) : last]

    def phrase_from(self, first: int) -> Extent | None:
        """Return the content without a finite verb that begins at a token: it ends before "y" and such a verb."""
        reading = self.reading
        stop = self.stops[first]
        for token in range(first, min(stop, first + REACH)):
            if reading.level[token] == reading.level[first] and reading.words[token] in (
                "y",
                "e",
                "pero",
                ",",
            ):
                after = token + 1
                while after < stop and (
                    reading.has(after, c.ADVERB)
                    or (reading.has(after, c.CLITIC) and not reading.has(after, c.DETERMINER))
                ):
                    after += 1
                if after < stop and reading.has(after, c.FINITE | c.HAVE | c.BE):
                    return self.between(first, token - 1)
            if reading.words[token] in ("que", "si", "porque", "cuando"):
                break
        return self.from_token(first)

    def before(self, mark: int, floor: int) -> Extent | None:
        """Return the content that ends right before a comma or dash, or with the quotation that ends there."""
        reading = self.reading
        last = mark - 1 if reading.has(mark, c.COMMA | c.DASH) else mark
        if last < floor:
            return None
        return self.between(self.clause_start(last, floor), last)

    def clause_start(self, last: int, floor: int) -> int:
        """Return where the clause begins that ends with a token: after a colon, a semicolon or a dash."""
        reading = self.reading
        level = reading.level[last]
        token = last
        if level >= 0 and level != reading.level[last + 1] if last + 1 < len(reading) else level >= 0:
            token = reading.before_quotation(last)
        bottom = max(
            reading.first[last] if level < 0 else reading.first[max(token, 0)], floor, last - 3 * REACH
        )
        first = last if token == last else token + 1
        while token >= bottom:
            if (
                reading.level[token] != reading.level[min(first, len(reading) - 1)]
                and reading.level[token] >= 0
                and token != last
            ):
                token = reading.before_quotation(token)
                continue
            if reading.words[token] in (":", ";", "¿") or reading.has(token, c.DASH | c.STOP):
                break
            first = token
            token -= 1
        while first < last and reading.words[first] in ("y", "pero", ",", "e"):
            first += 1
        return first

    def has_verb(self, first: int, end: int) -> bool:
        """Return whether there is a finite verb among some tokens."""
        return any(
            self.reading.has(token, c.FINITE | c.HAVE | c.BE)
            for token in range(first, min(end, first + REACH))
        )

    def before_dash(self, dash: int) -> Extent | None:
        """Return what is said before a dash: back to the dash before it, or the beginning of the sentence."""
        reading = self.reading
        paragraph = reading.document.paragraph_of[dash]
        token, bottom = dash - 1, max(0, dash - 3 * REACH)
        dialogue = reading.opens_dialogue(dash)
        while (
            token >= bottom
            and reading.document.paragraph_of[token] == paragraph
            and not reading.has(token, c.DASH)
        ):
            if not dialogue and token < reading.first[dash] < dash:
                break
            token -= 1
        return self.between(token + 1, dash - 1) if token + 1 < dash else None

    def after_dash(self, token: int) -> Extent | None:
        """Return what is said after the next dash that closes "—dijo Ana—"."""
        reading = self.reading
        paragraph = reading.document.paragraph_of[token]
        end = min(len(reading), token + REACH)
        while token < end and reading.document.paragraph_of[token] == paragraph:
            if reading.has(token, c.DASH):
                dialogue, first = reading.opens_dialogue(token), token + 1
                while first < len(reading) and reading.has(first, c.STOP | c.COMMA):
                    first += 1
                if first >= len(reading) or reading.document.paragraph_of[first] != paragraph:
                    return None
                return self._to_dash(first) if dialogue else self.from_token(first)
            token += 1
        return None

    def _to_dash(self, first: int) -> Extent | None:
        reading = self.reading
        token, paragraph = first, reading.document.paragraph_of[first]
        while (
            token < len(reading)
            and token < first + 5 * REACH
            and reading.document.paragraph_of[token] == paragraph
            and not reading.has(token, c.DASH)
        ):
            token += 1
        return self.between(first, token - 1)

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
        for token in range(closing + 1, min(closing + 4, len(reading))):
            if reading.has(token, c.STOP):
                return False
            if token in self.by_first or reading.words[token] == "según":
                return True
        return False
