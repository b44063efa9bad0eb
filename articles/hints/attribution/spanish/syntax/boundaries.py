"""Where what is said ends: at the next cue, at ", pero", at the end of its sentence."""

from articles.hints.attribution.spanish.syntax.phrases import phrase_at
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup
from articles.hints.attribution.spanish.words import classes as c

# How far a boundary looks ahead for what the next cue reports.
AHEAD = 12
# "al tiempo que señaló", "a la vez que", "mientras que".
MEANWHILE = (
    ("al", "tiempo", "que"),
    ("a", "la", "vez", "que"),
    ("mientras", "que"),
    ("mientras",),
    ("a", "lo", "que"),
)
JOINING = frozenset(("y", "e", "pero", "aunque", "bien"))
SPOKEN = frozenset(("clause", "thought", "quotation"))


class Boundaries:
    """The ends of what is said in one text: ``stops[t]`` is the token before which a content from ``t`` on ends."""

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
        reading, word = self.reading, self.reading.words[token]
        if reading.has(token, c.COMMA):
            return self._is_last_comma(token)
        if reading.has(token, c.DASH):
            return self._cue_at(token + 1) is not None
        if word in ("y", "e", "pero") and not reading.has(token, c.NAME):
            group = self._cue_at(token + 1)
            return self._reports(group) if group else self._subject_and_cue(token + 1)
        if word in ("al", "tras"):
            group = self.by_first.get(token + 1)
            if group and group.shape is Shape.INFINITIVE:
                return self._reports(group)
        if word in ("al", "a", "mientras"):
            return self._meanwhile(token)
        return word == ";"

    def _is_last_comma(self, comma: int) -> bool:
        """Return whether what is said ends at a comma."""
        reading, after = self.reading, self.reading.word(comma + 1)
        if after == "pero" or (after == "según" and not self._goes_on_after(comma + 1)):
            return True
        if after in ("como", "tal") and (comma + 2 in self.by_first or comma + 3 in self.by_first):
            return True
        return (after == "de" and reading.word(comma + 2) == "acuerdo") or self._cue_after(comma + 1)

    def _goes_on_after(self, according: int) -> bool:
        """Return whether what is said goes on after "según …," between commas."""
        reading = self.reading
        for at in range(according, min(according + AHEAD, reading.last[according])):
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
        joined = reading.word(token) in JOINING
        group = self._cue_at(token + joined)
        if group is None:
            return False
        if group.shape is Shape.GERUND or joined:
            return self._reports(group)
        if group.shape is not Shape.FINITE or not group.verb.groups & SPOKEN:
            return False
        if self._reports(group) or reading.has(group.last + 1, c.STOP | c.COMMA):
            return True
        subject = phrase_at(reading, group.last + 1, reading.last[token], plural=group.plural)
        return subject is not None and subject.speaks and subject.agrees(group.plural)

    def _meanwhile(self, token: int) -> bool:
        reading = self.reading
        for phrase in MEANWHILE:
            if reading.says(token, phrase):
                group = self._cue_at(token + len(phrase))
                return self._reports(group) if group else self._subject_and_cue(token + len(phrase))
        return False

    def _subject_and_cue(self, token: int) -> bool:
        """Return whether a subject and its cue begin at a token: "y la oposición anuncia que"."""
        reading = self.reading
        subject = phrase_at(reading, token, reading.last[token - 1], plural=True)
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
