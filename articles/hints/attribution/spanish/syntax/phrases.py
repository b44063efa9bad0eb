"""Noun phrases: their heads, and how far they reach to the right."""

from dataclasses import dataclass

from articles.hints.attribution.attribution import SourceKind
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c

# The most tokens of a phrase, of a quotation and of a bracket in one, and of articles and numbers before its head.
LONGEST, LONGEST_QUOTATION, LONGEST_BRACKET, MOST_DETERMINERS, MOST_ADJECTIVES = 25, 8, 8, 5, 3
OF, AND = frozenset(("de", "del")), frozenset(("y", "e", "o", "u", "ni"))
# Prepositions before the second half of a name: "Asociación contra el Cáncer".
IN_NAMES = frozenset(("contra", "para", "por", "sin", "sobre", "en", "con"))
# Adjectives with a complement of their own: "fuentes cercanas al club".
NEAR = ("cercan", "próxim", "ajen", "contrari", "afín", "afines", "vinculad", "familiarizad", "relacionad")
SAME = frozenset(("mismo", "misma", "mismos", "mismas"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its tokens, ``last`` included; ``core_last`` is its last token without appositions.

    ``plural`` is None if a verb in either number may follow. ``speaks`` tells whether it names people.
    """

    first: int
    last: int
    core_last: int
    head: int
    plural: bool | None
    kind: SourceKind
    speaks: bool

    def agrees(self, plural: bool) -> bool:
        """Return whether it may be the subject of a verb in this number."""
        return self.plural is None or self.plural == plural


def phrase_at(reading: Reading, token: int, end: int, *, plural: bool | None = None) -> Phrase | None:
    """Return the noun phrase that begins with a token, without appositions.

    ``plural`` is the number of the verb that it may be the subject of: only then two phrases are joined by "y".
    """
    head = find_head(reading, token, end)
    if head is None:
        return None
    walk = _Walk(reading, head, end, plural)
    walk.run()
    return make_phrase(reading, token, walk.last, head, joined=walk.joined)


def find_head(reading: Reading, token: int, end: int) -> int | None:
    """Return the noun, name or pronoun of the phrase that begins at a token; None if none begins there."""
    first = token
    while token < min(end, first + MOST_DETERMINERS) and (
        is_determiner(reading, token) or (reading.words[token] == "de" and reading.word(token + 1) == "cada")
    ):
        token += 1
    if token > first:
        if token < end and reading.has(token, c.CONTENT) and not is_plain_time(reading, token):
            return _past_adjectives(reading, token, end)
        alone = token == first + 1 and reading.has(first, c.PRONOUN)
        return first if alone and not (token < end and reading.words[token] in ("que", *OF)) else None
    if token >= end or not reading.has(token, c.WORD) or is_plain_time(reading, token):
        return None
    if reading.has(token, c.PRONOUN | c.NAME | c.PERSON | c.DOCUMENT) and not reading.has(token, c.FINITE):
        return token
    return None


def _past_adjectives(reading: Reading, token: int, end: int) -> int:
    """Return the noun or name that a phrase is about, if words of unknown kind stand before it: "el nuevo alcalde"."""
    known = c.NAME | c.PERSON | c.COLLECTIVE | c.DOCUMENT
    for at in range(token, min(end, token + MOST_ADJECTIVES)):
        if not reading.has(at, c.CONTENT) or reading.level[at] != reading.level[token]:
            break
        if reading.has(at, known):
            return at
    return token


def is_determiner(reading: Reading, token: int) -> bool:
    """Return whether a token is an article, a number or the like, and no name."""
    return reading.has(token, c.DETERMINER) and not reading.has(token, c.NAME)


def is_plain_time(reading: Reading, token: int) -> bool:
    """Return whether a token names a time, and neither a person nor a thing."""
    return reading.has(token, c.TIME) and not reading.has(token, c.NAME | c.PERSON)


def past_determiners(reading: Reading, token: int, end: int) -> int:
    """Return the first token from here on that is no article before a noun."""
    while (
        token + 1 < end
        and reading.has(token, c.DETERMINER)
        and reading.has(token + 1, c.CONTENT | c.DETERMINER)
    ):
        token += 1
    return token


def make_phrase(reading: Reading, first: int, last: int, head: int, *, joined: bool) -> Phrase:
    """Return the phrase of these tokens; ``joined`` tells whether "y" joins several in it."""
    plural = True if joined else _number(reading, first, head)
    if head == first and reading.has(head, c.PRONOUN):
        speaks = not reading.has(head, c.NEUTER)
        return Phrase(first, last, last, head, plural, SourceKind.PRONOUN, speaks)
    speaks = reading.has(head, c.NAME | c.PERSON | c.COLLECTIVE)
    document = reading.has(head, c.DOCUMENT) and not speaks
    kind = SourceKind.DOCUMENT if document else SourceKind.NAMED
    return Phrase(first, last, last, head, plural, kind, speaks)


def _number(reading: Reading, first: int, head: int) -> bool | None:
    """Return whether a phrase is plural; None if it may be either: "la mayoría de los vecinos"."""
    word = reading.words[head]
    shares = "cada" in reading.words[first:head] and head - first > 1
    if shares or reading.has(head, c.COLLECTIVE) or reading.word(head + 1) == "%":
        return None
    if head == first and reading.has(head, c.PRONOUN):
        return reading.has(head, c.PLURAL_PRONOUN)
    if head > first:
        plural = any(reading.has(token, c.PLURAL_DETERMINER) for token in range(first, head))
        return plural or (reading.words[first] in ("su", "sus") and word.endswith("s"))
    return None if reading.has(head, c.NAME) else word.endswith("s")


class _Walk:
    """A walk to the right from the head of a phrase to its end."""

    def __init__(self, reading: Reading, head: int, end: int, plural: bool | None) -> None:
        self.reading, self.head, self.end, self.plural = reading, head, end, plural
        self.last, self.joined = head, False

    def run(self) -> None:
        """Walk to the end of the phrase: ``last`` is its last token then."""
        if self._is_bare_pronoun():
            self.last += self.reading.word(self.head + 1) in SAME
            return
        limit = min(self.end, self.head + LONGEST)
        while self.last + 1 < limit:
            after = self._step(self.last + 1)
            if after is None:
                break
            self.last = after

    def _is_bare_pronoun(self) -> bool:
        reading, head = self.reading, self.head
        pronoun = reading.has(head, c.PRONOUN) and not reading.has(head, c.CONTENT)
        return pronoun and reading.word(head + 1) not in OF

    def _step(self, token: int) -> int | None:
        """Return the new last token if the phrase goes on with a token."""
        reading, word = self.reading, self.reading.words[token]
        if reading.level[token] != reading.level[self.head]:
            after = reading.after_quotation(token)
            return after - 1 if after - token <= LONGEST_QUOTATION and after < self.end else None
        if word == "(":
            ends = range(token, min(self.end, token + LONGEST_BRACKET))
            return next((at for at in ends if reading.words[at] == ")"), None)
        if word in AND or word in OF or reading.has(token, c.INNER):
            return past_determiners(reading, token + 1, self.end) if self._links(token) else None
        if word == "%" or reading.has(token, c.NUMBER | c.NAME):
            return token
        if reading.has(token, c.HOMOGRAPH) and reading.word(token + 1) in ("que", "a", "al", ":"):
            return None
        noun = reading.has(token, c.CONTENT) and not reading.has(token, c.DETERMINER)
        return token if noun and not is_plain_time(reading, token) else None

    def _links(self, token: int) -> bool:
        """Return whether a preposition or "y" links what follows to the phrase."""
        word = self.reading.words[token]
        if word in OF:
            return self._has_complement(token + 1)
        return self._joins(token) if word in AND else self._belongs(token)

    def _has_complement(self, token: int) -> bool:
        """Return whether a noun phrase follows "de", and not a clause or an infinitive."""
        reading = self.reading
        after = past_determiners(reading, token, self.end)
        if after >= self.end or reading.words[token] == "que":
            return False
        return reading.has(after, c.CONTENT | c.PRONOUN | c.NUMBER | c.DETERMINER) or (
            reading.words[after] in ("entre", "ayer", "hoy")
        )

    def _belongs(self, token: int) -> bool:
        """Return whether a preposition other than "de" belongs to the noun before it."""
        reading = self.reading
        after = past_determiners(reading, token + 1, self.end)
        if reading.words[token - 1].startswith(NEAR) and after < self.end:
            return reading.has(after, c.CONTENT)
        if after >= self.end or not reading.has(after, c.NAME) or reading.has(after, c.TIME):
            return False
        if reading.words[token] in ("en", "ante"):
            return reading.has(self.head, c.POST)
        return reading.words[token] in IN_NAMES and reading.has(token - 1, c.NAME)

    def _joins(self, token: int) -> bool:
        """Return whether "y" joins two phrases, or two words of this one."""
        reading, after = self.reading, token + 1
        if after >= self.end or reading.level[after] != reading.level[token]:
            return False
        if reading.has(after, c.NAME):
            joins = reading.has(token - 1, c.NAME) or bool(self.plural)
        elif reading.has(after, c.DETERMINER):
            joins = bool(self.plural) and find_head(reading, after, self.end) is not None
        elif reading.has(after, c.PERSON):
            joins = self.plural is not False
        else:
            return reading.has(after, c.CONTENT) and not reading.has(after, c.INFINITIVE | c.HOMOGRAPH)
        self.joined = self.joined or joins
        return joins
