"""Hearsay without a source: "presuntamente", "el presunto ladrón", "habría recibido dinero"."""

from functools import cache

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.spanish.rules.making import attribution
from articles.hints.attribution.spanish.rules.speakers import NOBODY
from articles.hints.attribution.spanish.syntax.adjuncts import bare_end
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.phrases import OF, phrase_at
from articles.hints.attribution.spanish.syntax.phrases_before import phrase_before
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.attribution.spanish.words.inflection import forms
from articles.hints.attribution.spanish.words.lexicon import phrases
from articles.hints.hint import Extent
from articles.hints.inflection.spanish_verbs import conjugate
from articles.hints.words import word_list

REACH = 40
SUPPOSED = frozenset(("supuesto", "supuesta", "supuestos", "supuestas"))
CONDITIONAL = frozenset(("habría", "habrían"))
PROGRESSIVE = frozenset(("estaría", "estarían"))
CONJUNCTIONS = frozenset((";", "(", "porque", "pero", "aunque", "mientras", "cuando"))
WEAK = frozenset(("aparentemente", "por"))
# Its stance is the same for all hearsay.
BASE = "presunto"


@cache
def _adjectives() -> frozenset[str]:
    adjectives = word_list("es", "reporting_verbs")["adjectives"]["hearsay"]
    return frozenset(form for word in adjectives for form in forms("adjectives", word))


@cache
def _rumour_words(name: str) -> frozenset[str]:
    """Return a list of ``rumours.toml``, with all forms of its verbs."""
    listed = str(word_list("es", "rumours")[name]).split()
    return (
        frozenset(form for verb in listed for form in conjugate(verb))
        if name == "verbs"
        else frozenset(listed)
    )


class Hearsay:
    """The rules for hearsay in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of a word of hearsay; None if the word at a token is none."""
        reading, word = self.reading, self.reading.words[token]
        if word in _adjectives():
            return self._adjective(token)
        if word in CONDITIONAL or (word in PROGRESSIVE and reading.has(token + 1, c.GERUND | c.PARTICIPLE)):
            return self._conditional(token)
        for phrase in phrases("adverbs", "hearsay").get(word, ()):
            last = token + len(phrase) - 1
            if reading.says(token, phrase) and reading.word(last + 1) not in OF:
                return self._attribution(token, last, self._round(token, last), sure=word not in WEAK)
        return None

    def _adjective(self, token: int) -> Attribution | None:
        """Return the attribution of "el presunto ladrón" or "el autor presunto"."""
        reading, supposed = self.reading, self.reading.words[token] in SUPPOSED
        if (
            (reading.has(token, c.NAME) and not reading.begins(token))
            or reading.has(token - 1, c.HAVE | c.BE)
            or (supposed and reading.word(token - 1) == "por")
        ):
            return None
        after = token + 1
        if after < reading.last[token] and reading.has(after, c.CONTENT):
            if supposed and reading.words[after] in _rumour_words("exercises"):
                return None
            return self._attribution(
                token, token, (self.contents.between(after, self._name_end(token)),), sure=True
            )
        if supposed or not reading.has(token - 1, c.CONTENT):
            return None
        phrase = phrase_before(reading, token, reading.first[token])
        content = self.contents.between(phrase.first, token - 1) if phrase else None
        return self._attribution(token, token, (content,), sure=True)

    def _name_end(self, token: int) -> int:
        """Return the last token of the noun phrase that goes on with an adjective."""
        reading, end = self.reading, self.reading.last[token]
        phrase = phrase_at(reading, token - 1, end) if reading.has(token - 1, c.DETERMINER) else None
        return phrase.last if phrase and phrase.last > token else bare_end(reading, token + 1, end)

    def _conditional(self, token: int) -> Attribution | None:
        """Return the attribution of "habría recibido": sure only where the sentence is about money or crime."""
        reading, last = self.reading, token + 1
        if reading.word(last) == "sido" and reading.has(last + 1, c.PARTICIPLE):
            last += 1
        participle, level = reading.word(last), reading.level[token]
        if not reading.has(last, c.PARTICIPLE | c.GERUND) and participle not in _rumour_words("participles"):
            return None
        around = range(max(reading.first[token], token - REACH), min(reading.last[token], token + REACH))
        near = {reading.words[at] for at in around if reading.level[at] == level}
        if participle in _rumour_words("wished") or near & _rumour_words("unreal"):
            return None
        first = token
        while first > reading.first[token] and (
            reading.has(first - 1, c.CLITIC) or reading.words[first - 1] == "no"
        ):
            first -= 1
        sure = bool(near & (_rumour_words("nouns") | _rumour_words("verbs")))
        strength = 0.6 if sure else 0.3
        return self._attribution(first, last, self._round(first, last), sure=sure, strength=strength)

    def _round(self, first: int, last: int) -> tuple[Extent | None, ...]:
        """Return the clause round some words, in two pieces if they stand inside it."""
        reading, contents, end = self.reading, self.contents, self.reading.last[last]
        begin, bottom = first, max(reading.first[first], first - REACH)
        while begin > bottom and not self._begins_clause(begin):
            begin -= 1
        before = contents.between(begin, first - 1) if begin < first else None
        if begin == first - 1 and reading.has(begin, c.DETERMINER):
            before = None
        after = last + 1
        while after < end and reading.has(after, c.COMMA):
            after += 1
        if after >= end:
            return (before,)
        if reading.has(first - 1, c.COMMA) and after == last + 1 and reading.has(after, c.PARTICIPLE):
            # "El robo, supuestamente cometido por dos menores, ocurrió de noche."
            commas = (at for at in range(after, min(end, after + REACH)) if reading.has(at, c.COMMA))
            if comma := next(commas, None):
                return before, contents.between(after, comma - 1)
        return before, contents.from_token(after)

    def _begins_clause(self, token: int) -> bool:
        reading, before = self.reading, token - 1
        if reading.level[before] != reading.level[token]:
            return False
        if reading.has(before, c.STOP | c.DASH) or reading.words[before] in CONJUNCTIONS:
            return True
        if reading.words[token] in ("que", "quien", "quienes", "donde"):
            return True
        joined = reading.has(before, c.COMMA) or reading.words[before] in ("y", "e")
        return joined and reading.has(token, c.DETERMINER | c.NAME | c.PRONOUN)

    def _attribution(
        self,
        first: int,
        last: int,
        content: tuple[Extent | None, ...],
        *,
        sure: bool,
        strength: float | None = None,
    ) -> Attribution | None:
        strength = strength or (0.85 if sure else 0.45)
        return attribution(self.reading.extent(first, last), NOBODY, content, strength, sure=sure, base=BASE)
