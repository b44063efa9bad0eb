"""Noun phrases that end right before a verb: its subject, found from its end."""

from dataclasses import replace

from articles.hints.attribution.spanish.syntax.appositions import apposition_end, is_age, may_be_apposition
from articles.hints.attribution.spanish.syntax.phrases import (
    AND,
    LONGEST,
    LONGEST_BRACKET,
    LONGEST_QUOTATION,
    OF,
    Phrase,
    find_head,
    is_determiner,
    is_plain_time,
    make_phrase,
)
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c

RELATIVE_REACH, MOST_COMMAS = 10, 3
LAST = frozenset(("pasado", "pasada", "próximo", "próxima", "mismo", "misma", "último", "última"))
BEFORE_TIMES = frozenset(("en", "durante", "desde", "a", "por", "hasta"))


def phrase_before(
    reading: Reading, end: int, start: int, *, plural: bool | None = None, near: bool = False
) -> Phrase | None:
    """Return the noun phrase that ends right before token ``end`` and begins at ``start`` or later.

    Adverbs and times between are stepped over, and an apposition or a relative clause. ``near``: it need not be a
    subject, so that a preposition may stand before it.
    """
    last = _before_adverbials(reading, end - 1, start)
    if last < start:
        return None
    if reading.has(last, c.COMMA | c.DASH):
        return _before_comma(reading, last, start, plural)
    first = _phrase_start(reading, last, start, plural, near=near)
    that = _relative(reading, last if first is None else first - 1, start)
    if that is not None:
        antecedent = _phrase_start(reading, that - 1, start, plural)
        first = first if antecedent is None else antecedent
    if first is None:
        return None
    head = find_head(reading, first, last + 1)
    if head is None:
        nouns = (token for token in range(first, last + 1) if reading.has(token, c.CONTENT))
        head = next(nouns, None)
        if head is None:
            return None
    joined = bool(plural) and any(
        reading.words[token] in AND and reading.has(token + 1, c.DETERMINER | c.NAME | c.PERSON | c.PRONOUN)
        for token in range(head + 1, last)
    )
    return make_phrase(reading, first, last, head, joined=joined)


def _before_adverbials(reading: Reading, token: int, start: int) -> int:
    """Return the last token before adverbs and times such as "este lunes"."""
    while token >= start:
        before = token - 1 if reading.has(token, c.ADVERB) else _before_time(reading, token, start)
        if before == token:
            break
        token = before
    return token


def _before_time(reading: Reading, token: int, start: int) -> int:
    """Return the last token before a time that ends at a token: "el pasado lunes", "el 3 de mayo", "en 2019"."""
    if is_age(reading, token):
        return token
    at, named = token, False
    while at >= start and (
        is_plain_time(reading, at)
        or reading.has(at, c.NUMBER)
        or (at < token and (reading.words[at] in LAST or reading.words[at] in ("de", "del", "por")))
    ):
        named = named or is_plain_time(reading, at) or reading.has(at, c.NUMBER)
        at -= 1
    if not named or at < start:
        return at if named else token
    if is_determiner(reading, at):
        at -= 1
    elif not is_plain_time(reading, token) and reading.words[at] not in ("en", "desde", "de"):
        return token
    if at >= start and reading.words[at] in BEFORE_TIMES:
        return at - 1
    return token if at >= start and reading.words[at] in (*OF, "al") else at


def _phrase_start(
    reading: Reading, last: int, start: int, plural: bool | None, *, near: bool = False
) -> int | None:
    """Return the first token of the noun phrase that ends with ``last``; see ``phrase_before`` for ``near``."""
    walk = _WalkBack(reading, last, start, plural, near)
    found = walk.run()
    return found if found is not None else walk.without_article()


class _WalkBack:
    """A walk to the left from the last token of a phrase to its first."""

    def __init__(self, reading: Reading, last: int, start: int, plural: bool | None, near: bool) -> None:
        self.reading, self.last, self.start, self.plural, self.near = reading, last, start, plural, near
        self.bottom = max(start, last - LONGEST)
        self.token: int = last
        self.first: int | None = None
        self.failed = False

    def run(self) -> int | None:
        """Return the article with which the phrase begins; None if it has none."""
        reading = self.reading
        while self.token >= self.bottom and not self.failed:
            token = self.token
            number = token == self.last and reading.has(token, c.NUMBER)
            pronoun = token == self.last and reading.has(token, c.PRONOUN)
            if reading.level[token] == reading.level[self.last] and (
                (is_determiner(reading, token) and not number) or pronoun
            ):
                found = self._at_article(token)
                if found is not None:
                    return found
            elif not self._step(token):
                break
        return None

    def without_article(self) -> int | None:
        """Return the first token of a phrase without an article: a name, or a noun with which the clause begins."""
        reading, first = self.reading, self.first
        if self.failed or first is None:
            return None
        first += reading.words[first] in AND
        if reading.has(first, c.NAME) or opens_clause(reading, first, self.start):
            return first
        named = next((token for token in range(first, self.last + 1) if reading.has(token, c.NAME)), None)
        if named is None:
            return None
        rest = range(named, self.last + 1)
        return (
            named if all(reading.has(token, c.NAME) or reading.words[token] in OF for token in rest) else None
        )

    def _at_article(self, token: int) -> int | None:
        """Return the article if the phrase begins with it; else step over what links it to the left."""
        reading, before = self.reading, token - 1
        if before < self.bottom:
            return token
        year = reading.has(before, c.NUMBER) and not reading.has(token, c.NUMBER)
        if is_determiner(reading, before) and not year:
            self.token = before
        elif year or (self.near and reading.has(before, c.PREPOSITION) and reading.words[before] not in OF):
            return token
        elif reading.words[before] in OF and reading.begins(before) and reading.has(token + 1, c.NAME):
            # "De la Torre dijo"
            return before
        elif reading.has(before, c.PREPOSITION):
            self.failed = not self._has_noun_before(before)
            self.token, self.first = before - 1, None
        elif before > self.bottom and self.plural and reading.words[before] in AND:
            left = _phrase_start(reading, before - 1, self.start, None)
            return token if left is None else self._list_start(left)
        else:
            return token
        return None

    def _list_start(self, first: int) -> int:
        """Return where a list begins whose last but one member begins here: "la ONU, la OTAN y la UE"."""
        reading = self.reading
        while first - 2 >= self.bottom and reading.has(first - 1, c.COMMA):
            left = _phrase_start(reading, first - 2, self.start, None)
            if (
                left is None
                or is_plain_time(reading, first - 2)
                or not opens_clause(reading, left, self.start)
            ):
                break
            first = left
        return first

    def _step(self, token: int) -> bool:
        """Step over a token that is no article, and return whether the walk goes on."""
        reading, word = self.reading, self.reading.words[token]
        if reading.level[token] != reading.level[self.last]:
            opening = reading.before_quotation(token) + 1
            self.token = opening - 1
            return token - opening < LONGEST_QUOTATION and opening > self.bottom
        if word == ")":
            starts = range(token, max(self.bottom, token - LONGEST_BRACKET) - 1, -1)
            opening = next((at for at in starts if reading.words[at] == "("), self.bottom)
            self.token = opening - 1
            return opening > self.bottom
        if reading.has(token, c.PREPOSITION):
            self.failed = not self._has_noun_before(token)
            self.first = None
        elif word in AND:
            if self.first is None or not reading.has(token - 1, c.CONTENT):
                return False
        elif reading.has(token, c.CONTENT | c.NAME | c.NUMBER):
            self.first = token
        else:
            return False
        self.token = token - 1
        return True

    def _has_noun_before(self, preposition: int) -> bool:
        """Return whether a preposition may belong to a noun before it."""
        reading, before = self.reading, preposition - 1
        return before >= self.bottom and (
            reading.has(before, c.CONTENT | c.NAME | c.NUMBER | c.PRONOUN)
            or reading.raw[before] in (")", "»", "”", '"')
        )


def opens_clause(reading: Reading, first: int, start: int) -> bool:
    """Return whether a clause may begin with a token, so that a noun there needs no article."""
    before = first - 1
    if before < start or reading.begins(first) or reading.words[before] in ("que", "("):
        return True
    return reading.has(before, c.COMMA | c.STOP | c.DASH | c.CONJUNCTION | c.ADVERB | c.TIME)


def _relative(reading: Reading, verb: int, start: int) -> int | None:
    """Return the "que" of a relative clause that ends with a token: "El informe que presentó (Ruiz)"."""
    for token in range(verb, max(start, verb - RELATIVE_REACH), -1):
        if reading.has(token, c.COMMA | c.STOP | c.DASH) or reading.words[token] in AND:
            return None
        if reading.words[token] == "que":
            if token == verb or not reading.has(token - 1, c.CONTENT):
                return None
            after = token + 1
            while reading.has(after, c.CLITIC | c.CUE_ADVERB):
                after += 1
            near = reading.has(after, c.FINITE | c.HAVE | c.BE) or reading.has(verb, c.FINITE)
            return token if near else None
    return None


def _before_comma(reading: Reading, comma: int, start: int, plural: bool | None) -> Phrase | None:
    """Return the phrase whose apposition or relative clause ends at a comma: "Ana Ruiz, la alcaldesa,"."""
    token, commas, bottom = comma - 1, 0, max(start, comma - LONGEST)
    kind = reading.tags[comma] & (c.COMMA | c.DASH)
    while token > bottom and commas < MOST_COMMAS:
        if reading.level[token] != reading.level[comma]:
            token = reading.before_quotation(token)
            continue
        if reading.words[token] in (";", ":"):
            return None
        if reading.has(token, kind):
            commas += 1
            phrase = _before_aside(reading, token, comma, start, plural)
            if phrase:
                return phrase
        token -= 1
    return None


def _before_aside(
    reading: Reading, opening: int, comma: int, start: int, plural: bool | None
) -> Phrase | None:
    """Return the phrase before the aside between two commas; an apposition belongs to it."""
    last, aside = opening - 1, opening + 1
    if last < start or (reading.has(last, c.ADVERB | c.TIME | c.COMMA) and not is_age(reading, last)):
        return None
    relative = reading.has(aside, c.RELATIVE) or reading.words[aside + 1] in (
        "que",
        "cual",
        "cuales",
        "quien",
    )
    apposition = not relative and may_be_apposition(reading, aside, comma + 1)
    if apposition and apposition_end(reading, aside, comma + 1) is None:
        return None
    if not (relative or apposition or reading.has(aside, c.PREPOSITION | c.GERUND | c.PARTICIPLE | c.ADVERB)):
        return None
    phrase = phrase_before(reading, opening, start, plural=plural)
    if phrase is None or phrase.last < last or not opens_clause(reading, phrase.first, start):
        return None
    return replace(phrase, last=comma - 1) if apposition else phrase
