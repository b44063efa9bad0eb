"""What follows a reporting verb, past its subject, the person told, dates and places."""

from enum import Enum
from typing import NamedTuple

from articles.hints.attribution.attribution import SourceKind
from articles.hints.attribution.spanish.syntax.adjuncts import after_prepositional, after_time, names_medium
from articles.hints.attribution.spanish.syntax.appositions import with_apposition
from articles.hints.attribution.spanish.syntax.phrases import Phrase, phrase_at
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import VerbGroup
from articles.hints.attribution.spanish.words import classes as c

# How many phrases, and how far, the walk steps over.
MOST_STEPS, REACH = 8, 18
PREPOSITIONS = frozenset(
    ["a", "al", "ante", "en", "durante", "tras", "desde", "por", "con", "sobre", "mediante", "hacia"]
)

TOLD = frozenset(("clause", "question", "order", "quotation"))


class Kind(Enum):
    """The shape of what follows a verb."""

    THAT = "that"
    QUESTION = "question"
    QUOTATION = "quotation"
    COLON = "colon"
    INFINITIVE = "infinitive"
    OBJECT = "object"
    NOTHING = "nothing"


class Complement(NamedTuple):
    """What follows a verb: its shape, its first token, and the subject between them.

    ``adjacent`` tells whether nothing was stepped over.
    """

    kind: Kind
    first: int
    subject: Phrase | None
    adjacent: bool


def complement(reading: Reading, group: VerbGroup) -> Complement:
    """Return what follows a reporting verb."""
    walk = _Walk(reading, group)
    for _ in range(MOST_STEPS):
        if walk.at >= walk.end or (reading.has(walk.at, c.STOP | c.DASH) and reading.words[walk.at] != ":"):
            break
        kind = _kind_at(reading, group, walk.at)
        if kind:
            return Complement(kind, _first(reading, group, walk.at, kind), walk.subject, walk.adjacent)
        if not walk.step():
            return walk.ended()
    return Complement(Kind.NOTHING, walk.at, walk.subject, walk.adjacent)


class _Walk:
    """A walk from a verb to what it reports."""

    def __init__(self, reading: Reading, group: VerbGroup) -> None:
        self.reading, self.group = reading, group
        self.at, self.end = group.last + 1, reading.last[group.last]
        self.subject: Phrase | None = None
        self.is_object = False

    @property
    def adjacent(self) -> bool:
        """Return whether nothing was stepped over."""
        return self.at == self.group.last + 1

    def step(self) -> bool:
        """Step over what is at the token, and return whether the walk goes on."""
        reading, at = self.reading, self.at
        if reading.has(at, c.COMMA):
            after = self._after_aside()
        elif (past := after_time(reading, at, self.end)) > at:
            after = past
        elif reading.words[at] in self.group.verb.prepositions and not self._is_adjunct():
            self.is_object = True
            return False
        elif reading.words[at] in PREPOSITIONS and (
            reading.words[at] not in ("a", "al") or self._has_listener()
        ):
            after = after_prepositional(reading, at, self.end)
        else:
            return self._step_over_subject()
        if after is None:
            return False
        self.at = after
        return True

    def ended(self) -> Complement:
        """Return what follows where the walk ended without a clause."""
        colon = self._quotation_after_object() if self.is_object else None
        if colon:
            return Complement(Kind.COLON, colon + 1, self.subject, False)
        kind = Kind.OBJECT if self.is_object else Kind.NOTHING
        return Complement(kind, self.at, self.subject, self.adjacent)

    def _quotation_after_object(self) -> int | None:
        """Return the colon in "explicó los motivos de su retirada: «…»"."""
        reading, level = self.reading, self.reading.level[self.at]
        for token in range(self.at, min(self.end - 1, self.at + REACH)):
            if reading.has(token, c.FINITE | c.HAVE | c.BE | c.COMMA) or reading.level[token] != level:
                return None
            if reading.words[token] == ":":
                return token if reading.level[token + 1] != level else None
        return None

    def _step_over_subject(self) -> bool:
        reading, at = self.reading, self.at
        phrase = phrase_at(reading, at, self.end, plural=self.group.plural)
        if phrase is None or self.subject is not None or not self._is_subject(phrase):
            self.is_object = self.subject is None and (phrase is not None or self.adjacent)
            return False
        self.subject = with_apposition(reading, phrase, self.end)
        self.at = self.subject.last + 1
        apposition = self.subject.last > phrase.last and reading.has(self.at, c.COMMA)
        if apposition and self.at + 1 < self.end and _kind_at(reading, self.group, self.at + 1):
            self.at += 1
        return True

    def _is_subject(self, phrase: Phrase) -> bool:
        """Return whether a phrase after a verb is its subject and not its object."""
        if not phrase.agrees(self.group.plural) or self.group.verb.rest[-1:] == ("contra",):
            return False
        document = phrase.kind is SourceKind.DOCUMENT and "evidence" in self.group.verb.groups
        return phrase.speaks or (document and self.reading.word(phrase.last + 1) == "que")

    def _has_listener(self) -> bool:
        """Return whether the verb may say something to somebody: not "La foto muestra a dos niños que"."""
        return not self.group.verb.groups.isdisjoint(TOLD)

    def _is_adjunct(self) -> bool:
        """Return whether the verb's preposition begins the person told or the place, not what is said."""
        reading = self.reading
        if names_medium(reading, self.at):
            return True
        if reading.words[self.at] not in ("a", "con", "en", "por"):
            return False
        after = after_prepositional(reading, self.at, self.end)
        if after is None or after >= self.end:
            return False
        return _kind_at(reading, self.group, after) in (Kind.THAT, Kind.INFINITIVE)

    def _after_aside(self) -> int | None:
        """Return where what is said begins after an aside between commas: "dijo, durante el acto, que"."""
        reading, comma = self.reading, self.at
        for token in range(comma + 1, min(self.end - 1, comma + REACH)):
            if reading.level[token] != reading.level[comma]:
                return None
            if reading.has(token, c.STOP | c.DASH | c.FINITE | c.HAVE):
                return None
            if reading.has(token, c.COMMA) and token > comma + 1:
                kind = _kind_at(reading, self.group, token + 1)
                if kind:
                    return token + 1 if kind in (Kind.THAT, Kind.QUOTATION) else None
        return None


def _first(reading: Reading, group: VerbGroup, at: int, kind: Kind) -> int:
    """Return the first token of what is said, past a colon, a comma or the verb's preposition."""
    if kind is Kind.COLON or (kind is Kind.QUOTATION and reading.has(at, c.COMMA)):
        return at + 1
    if kind in (Kind.THAT, Kind.QUESTION):
        return at + (reading.words[at] in group.verb.prepositions)
    return at


def _kind_at(reading: Reading, group: VerbGroup, at: int) -> Kind | None:
    """Return the shape of what begins exactly at a token; None if nothing that is said does."""
    level, end = reading.level[group.last], reading.last[group.last]
    if reading.level[at] != level:
        return Kind.QUOTATION
    if reading.has(at, c.COMMA):
        opens = at + 1 < end and reading.level[at + 1] != level
        return Kind.QUOTATION if opens else None
    if reading.words[at] == ":":
        return Kind.COLON if at + 1 < end else None
    if reading.words[at] in group.verb.prepositions:
        return _clause_at(reading, at + 1)
    return _clause_at(reading, at)


def _clause_at(reading: Reading, at: int) -> Kind | None:
    word, after = reading.word(at), at + 1
    if word == "que":
        return None if reading.has(after, c.STOP) else Kind.THAT
    if reading.has(at, c.QUESTION) or (word == "por" and reading.word(after) == "qué"):
        return Kind.QUESTION
    infinitive = at if word != "no" else after
    return (
        Kind.INFINITIVE
        if reading.has(infinitive, c.INFINITIVE) and not reading.has(infinitive, c.NAME)
        else None
    )
