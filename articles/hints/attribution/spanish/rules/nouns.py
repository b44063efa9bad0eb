"""Attributions whose cue is a noun: "su denuncia de que", "la afirmación del alcalde de que"."""

from functools import cache

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.spanish.rules.making import attribution
from articles.hints.attribution.spanish.rules.speakers import NOBODY, Source, source_of
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.phrases import OF, phrase_at
from articles.hints.attribution.spanish.syntax.phrases_before import phrase_before
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent
from articles.hints.inflection.spanish import plural
from articles.hints.words import word_list

# How far the source after "de" may reach, and the main verb after what is claimed.
REACH, VERB_REACH = 12, 40


@cache
def _nouns() -> dict[str, tuple[str, bool]]:
    """Return the base form of each form of the nouns, and whether it means speech and not thought."""
    lists = word_list("es", "reporting_verbs")["nouns"]
    return {
        form: (noun, name == "speech")
        for name in lists
        for noun in lists[name]
        for form in (noun, plural(noun))
    }


class Nouns:
    """The rules for nouns in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of a noun before "de que"; None if nothing is said to be claimed."""
        reading = self.reading
        noun, speech = _nouns().get(reading.words[token], ("", False))
        if not noun or reading.has(token, c.NAME):
            return None
        source, that = self._after(token)
        if reading.word(that) != "que" or that + 1 >= reading.last[token]:
            return None
        source = source or self._owner(token)
        cue, content = reading.extent(token, token), self._content(token, that)
        sure = speech and source is not None
        return attribution(cue, source or NOBODY, (content,), 0.45 + 0.2 * speech, sure=sure, base=noun)

    def _content(self, token: int, that: int) -> Extent | None:
        """Return what is claimed, without the main verb: "Su denuncia de que hubo trampas (era falsa)"."""
        reading, verb = self.reading, c.FINITE | c.HAVE | c.BE
        before = range(max(reading.first[token], token - REACH), token)
        end = min(self.contents.stops[that], that + VERB_REACH)
        verbs = [
            at
            for at in range(that + 1, end)
            if reading.level[at] == reading.level[token] and reading.has(at, verb)
        ]
        for at in verbs[1:] if not any(reading.has(one, verb) for one in before) else ():
            first = at
            while reading.has(first - 1, c.CLITIC) or reading.words[first - 1] == "no":
                first -= 1
            if not reading.has(first - 1, c.CONJUNCTION | c.RELATIVE | c.COMMA | c.HAVE | c.BE):
                comma = next((one for one in range(that, first) if reading.has(one, c.COMMA)), first)
                return self.contents.between(that, comma - 1)
        return self.contents.from_token(that)

    def _after(self, token: int) -> tuple[Source | None, int]:
        """Return the source in "la denuncia del sindicato de que", and the token of "que"."""
        reading = self.reading
        at = token + 1 + (reading.has(token + 1, c.CONTENT) and reading.word(token + 3) == "que")
        if reading.word(at) in ("de", "a") and reading.word(at + 1) == "que":
            return None, at + 1
        if reading.word(at) not in OF:
            return None, token
        ends = range(at + 2, min(reading.last[token], at + REACH))
        that = next(
            (one for one in ends if reading.words[one] == "que" and reading.words[one - 1] == "de"), None
        )
        phrase = phrase_at(reading, at + 1, that - 1, plural=True) if that else None
        if that is None or phrase is None or phrase.last != that - 2:
            return None, token
        return source_of(reading, phrase), that

    def _owner(self, token: int) -> Source | None:
        """Return the possessor, "su", or the subject of the verb before it: "La jueza expresó su temor de que"."""
        reading, owner = self.reading, token - 1
        while (
            owner > reading.first[token]
            and reading.has(owner, c.CONTENT)
            and not reading.has(owner, c.DETERMINER)
        ):
            owner -= 1
        if owner < reading.first[token] or reading.words[owner] not in ("su", "sus"):
            return None
        if reading.has(owner - 1, c.FINITE):
            phrase = phrase_before(reading, owner - 1, reading.first[token])
            if phrase and phrase.speaks:
                return source_of(reading, phrase)
        return Source(reading.extent(owner, owner), SourceKind.PRONOUN, True)
