"""Attributions without a verb before what is said: "según la policía", "según dijo Ana", "para el sindicato"."""

from dataclasses import replace

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.spanish.rules.making import attribution
from articles.hints.attribution.spanish.rules.speakers import DROPPED, NOBODY, source_of
from articles.hints.attribution.spanish.syntax.appositions import with_apposition
from articles.hints.attribution.spanish.syntax.complements import complement
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.phrases import OF, Phrase, phrase_at
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.attribution.spanish.words.lexicon import phrases
from articles.hints.hint import Extent

AS = frozenset(("según", "como", "conforme"))
REPORTS = frozenset(("clause", "thought", "evidence", "passive", "according"))
JUDGEMENT_REACH, RUNS_ON, REST_REACH, CONNECTOR_REACH = 14, 20, 40, 4
# What may follow "según dijo" without a subject.
ENDS_PHRASE = c.COMMA | c.STOP | c.DASH | c.PREPOSITION | c.ADVERB
CLOSING = frozenset(("»", "”", '"', "("))
# Words before a phrase that still opens its clause: "y según", "no obstante, según".
LEADING = frozenset(["siempre", "tal", "y", "pero", "e", "no", "obstante", "además", "así", "sin", "embargo"])
CONNECTORS = frozenset(("en", "sin", "por", "no", "además"))
JUDGES = frozenset(("supone", "significa", "resulta", "trata", "constituye", "representa"))


class According:
    """The rules for "según" and its like in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of the phrase that begins at a token; None if none does."""
        word = self.reading.words[token]
        if word in AS:
            group = self.contents.by_first.get(token + 1)
            if group and group.shape is Shape.FINITE and group.verb.groups & REPORTS:
                return self._with_verb(token, group)
        for phrase in phrases("phrases", "own").get(word, ()):
            if self.reading.says(token, phrase):
                last = token + len(phrase) - 1
                cue, content = self.reading.extent(token, last), self._content(token, last + 1)
                return attribution(cue, DROPPED, content, 0.6, sure=False)
        for phrase in phrases("phrases", "before_source").get(word, ()):
            if self._matches(token, phrase):
                return self._with_source(token, token + len(phrase) - 1)
        return self._for_somebody(token) if word == "para" and self._opens(token) else None

    def _matches(self, token: int, phrase: tuple[str, ...]) -> bool:
        contracted = phrase[-1] == "de" and self.reading.says(token, (*phrase[:-1], "del"))
        return contracted or self.reading.says(token, phrase)

    def _with_verb(self, token: int, group: VerbGroup) -> Attribution | None:
        """Return the attribution of "según dijo Ana" or "como recordó la jueza"."""
        reading, comparing = self.reading, self.reading.words[token] == "como"
        subject, after = self._subject(group), group.last + 1
        if subject is None or (comparing and not source_of(reading, subject).speaks):
            ends = after >= reading.last[group.last] or reading.has(after, ENDS_PHRASE)
            if reading.words[token] != "según" or not ends:
                return None
        source = NOBODY if group.se and subject is None else source_of(reading, subject)
        content = self._content(token, subject.last + 1 if subject else after)
        cue = reading.extent(group.first if comparing else token, group.last)
        return attribution(cue, source, content, 0.9, sure=True, base=group.verb.base)

    def _subject(self, group: VerbGroup) -> Phrase | None:
        """Return who or what is named after "según dijo": a subject, or a document in "según consta en el acta"."""
        reading, after, end = self.reading, group.last + 1, self.reading.last[group.last]
        subject = complement(reading, group).subject
        if subject:
            return subject
        phrase = phrase_at(reading, after, end, plural=group.plural)
        if phrase and phrase.agrees(group.plural):
            return with_apposition(reading, phrase, end)
        if reading.word(after) == "desde":
            return phrase_at(reading, after + 1, end)
        if "according" in group.verb.groups and reading.word(after) in ("en", "de", "del"):
            phrase = phrase_at(reading, after + 1, end)
            return phrase if phrase and phrase.kind is SourceKind.DOCUMENT else None
        return None

    def _with_source(self, first: int, last: int) -> Attribution | None:
        """Return the attribution of "según la policía"."""
        reading = self.reading
        phrase = self._source_phrase(first, last + 1)
        if phrase is None or not self._is_source(first, phrase):
            return None
        known = phrase.speaks or phrase.kind is SourceKind.DOCUMENT
        content = self._content(first, phrase.last + 1)
        strength = 0.95 if known else 0.5
        return attribution(
            reading.extent(first, last), source_of(reading, phrase), content, strength, sure=known
        )

    def _is_source(self, first: int, phrase: Phrase) -> bool:
        """Return whether a phrase after "según" says something, and is not what something depends on."""
        reading = self.reading
        if reading.has(phrase.head, c.MEASURE) and not reading.has(
            phrase.head, c.NAME | c.PERSON | c.DOCUMENT
        ):
            return False
        if phrase.speaks:
            return True
        if phrase.kind is SourceKind.PRONOUN or reading.words[first] == "conforme":
            return False
        before = first - 1
        return self._opens(first) or reading.has(before, c.COMMA | c.DASH) or reading.raw[before] in CLOSING

    def _source_phrase(self, first: int, token: int) -> Phrase | None:
        """Return the source: at the start of a sentence to the comma, at its end with its appositions."""
        reading, end = self.reading, self.reading.last[first]
        if (
            reading.word(token) == "lo"
            and reading.word(token + 2) == "por"
            and reading.has(token + 1, c.PARTICIPLE)
        ):
            token += 3
        phrase = phrase_at(reading, token, end, plural=True) if token < end else None
        if phrase is None:
            return None
        phrase = replace(phrase, last=self._runs_on(phrase, end))
        if not self._opens(first):
            return with_apposition(reading, phrase, end)
        whole = with_apposition(reading, phrase, end, most=1)
        named = reading.has(phrase.last + 2, c.NAME | c.PERSON) or reading.has(phrase.head, c.NAME)
        return whole if named and reading.has(whole.last + 1, c.COMMA) else phrase

    def _runs_on(self, phrase: Phrase, end: int) -> int:
        """Return the last token of a source with its relative clause, which lasts to the comma."""
        reading, after = self.reading, phrase.last + 1
        if after >= end or not (reading.has(after, c.RELATIVE) or reading.word(after + 1) == "que"):
            return phrase.last
        ends = range(after, min(end, after + RUNS_ON))
        stop = next((at for at in ends if reading.has(at, c.COMMA | c.STOP)), None)
        return stop - 1 if stop else phrase.last

    def _opens(self, token: int) -> bool:
        """Return whether a phrase opens its clause."""
        reading, before = self.reading, token - 1
        while before >= reading.first[token] and (
            reading.words[before] in LEADING
            or (reading.has(before, c.COMMA) and reading.words[before - 1] in (*LEADING, "que"))
        ):
            before -= 1
        return before < reading.first[token] or reading.words[before] in ("que", ";", ":")

    def _for_somebody(self, token: int) -> Attribution | None:
        """Return the attribution of "Para el sindicato, la obra es cara": a judgement of somebody."""
        reading, end = self.reading, self.reading.last[token]
        phrase = phrase_at(reading, token + 1, end, plural=True)
        if phrase is None or not phrase.speaks or reading.has(phrase.head, c.TIME | c.INFINITIVE):
            return None
        after = phrase.last + 1
        near = range(after, min(end, after + JUDGEMENT_REACH))
        judged = any(reading.has(at, c.BE) or reading.words[at] in JUDGES for at in near)
        if not reading.has(after, c.COMMA) or not judged:
            return None
        cue, source = reading.extent(token, token), source_of(reading, phrase)
        return attribution(
            cue, source, self._content(token, after), 0.6, sure=reading.has(phrase.head, c.NAME)
        )

    def _content(self, first: int, after: int) -> tuple[Extent | None, ...]:
        """Return what is said: the clause after the phrase if it opens the sentence, else the one round it."""
        reading, contents, end = self.reading, self.contents, self.reading.last[first]
        opens = self._opens(first)
        limit = after + REST_REACH
        while after < min(end, limit) and not opens and not reading.has(after, c.COMMA | c.STOP):
            after += 1
        rest = None
        if after + 1 < end and (opens or reading.has(after, c.COMMA)):
            rest = contents.from_token(after + reading.has(after, c.COMMA))
        if opens:
            return (self._without_connector(rest),) if rest else ()
        before = self._before(first)
        if before is None:
            return (rest,)
        unfinished = not contents.has_verb(reading.document.token_at(before[0]), first)
        if rest and (unfinished or reading.word(after + 1) in OF) and not reading.has(after + 1, c.RELATIVE):
            return before, rest
        return (before, *contents.continued(reading.document.ends[min(after, end) - 1]))

    def _without_connector(self, extent: Extent) -> Extent:
        """Return what is said without "en cambio," or "sin embargo," at its beginning."""
        reading, token = self.reading, self.reading.document.token_at(extent[0])
        for comma in range(token + 1, min(token + CONNECTOR_REACH, reading.last[token] - 1)):
            if reading.has(comma, c.COMMA) and reading.words[token] in CONNECTORS:
                return reading.document.starts[comma + 1], extent[1]
        return extent

    def _before(self, first: int) -> Extent | None:
        """Return the clause before a phrase."""
        reading, last = self.reading, first - 1 - (self.reading.word(first - 1) in ("tal", "siempre"))
        while last > reading.first[first] and (
            reading.has(last, c.COMMA | c.DASH) or reading.words[last] == "("
        ):
            last -= 1
        if last < reading.first[first] and (last < 0 or reading.level[last] < 0):
            return None
        return self.contents.between(self.contents.clause_start(last, 0), last)
