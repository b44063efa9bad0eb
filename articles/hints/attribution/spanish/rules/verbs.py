"""Attributions whose cue is a verb before what is said: "aseguró que", "preguntó si", "dijo: «No»"."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.spanish.rules.making import attribution
from articles.hints.attribution.spanish.rules.speakers import DROPPED, WHO, speaker
from articles.hints.attribution.spanish.syntax.complements import Complement, Kind
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent

# Verbs that a clause with "que" may follow, and those that a quotation may.
THAT = frozenset(
    ("impersonal", "passive", "clause", "thought", "evidence", "order", "question", "infinitive")
)
SPOKEN = frozenset(
    ("clause", "quotation", "question", "order", "thought", "object", "judgement", "infinitive", "naming")
)
SAID = frozenset(("clause", "evidence", "order", "impersonal"))
ONLY_SE = frozenset(("passive", "charge", "judgement"))
JOINED = frozenset(("preterite", "perfect", "present"))
REACH = 60


class Verbs:
    """The rules for verbs before what is said in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup, follows: Complement, previous: Attribution | None) -> Attribution | None:
        """Return the attribution of a verb and what follows it; ``previous`` is the one before it."""
        evidence = self._evidence(group, follows)
        if evidence is None:
            return None
        strength, sure = evidence
        source = speaker(self.reading, group, follows.subject, previous)
        if source is None:
            return None
        if source is DROPPED and "thought" in group.verb.groups and "clause" not in group.verb.groups:
            strength, sure = 0.4, False
        content = self._content(group, follows)
        cue = self.reading.extent(group.first, group.last)
        return attribution(cue, source, content, strength, sure=sure, base=group.verb.base)

    def _evidence(self, group: VerbGroup, follows: Complement) -> tuple[float, bool] | None:
        """Return strength and tier of a verb with what follows; None if it is no cue."""
        groups, kind = group.verb.groups, follows.kind
        if kind is Kind.THAT:
            return self._evidence_of_clause(group)
        if kind is Kind.QUESTION and "question" in groups:
            return 0.7, not group.verb.weak
        if kind in (Kind.QUOTATION, Kind.COLON) and groups & SPOKEN:
            quoted = self.reading.level[follows.first] != self.reading.level[group.last]
            return (0.95, True) if quoted else (0.6, "clause" in groups)
        if kind is Kind.INFINITIVE and groups & {"infinitive", "order"}:
            if not follows.adjacent and "order" not in groups:
                return None
            sure = "infinitive" in groups and not group.verb.weak
            return 0.75 if sure else 0.5, sure
        return None

    def _evidence_of_clause(self, group: VerbGroup) -> tuple[float, bool] | None:
        groups = group.verb.groups
        if not groups & THAT or (groups <= ONLY_SE and not group.se):
            return None
        if groups & SAID:
            return 0.85 if "clause" not in groups else 0.9, True
        return 0.5 if group.verb.weak else 0.8, not group.verb.weak

    def _content(self, group: VerbGroup, follows: Complement) -> tuple[Extent, ...]:
        reading, contents, first = self.reading, self.contents, follows.first
        if reading.level[first] != reading.level[group.last]:
            after = reading.after_quotation(first)
            ends = after >= reading.last[group.last] or reading.has(after, c.STOP | c.COMMA)
            extent = contents.between(first, after - 1) if ends else contents.from_token(first)
        elif follows.kind is Kind.INFINITIVE:
            extent = contents.phrase_from(first)
        else:
            extent = contents.from_token(first)
        last = self._last_of_aside(group, first) or self._last_before_next_verb(group, first)
        if extent and last:
            extent = contents.between(first, last)
        return (extent, *contents.continued(extent[1])) if extent else ()

    def _last_of_aside(self, group: VerbGroup, first: int) -> int | None:
        """Return the last token of what is said in an aside: "Ruiz, que negó que robara, dimitió"."""
        reading = self.reading
        opening = group.shape is Shape.INFINITIVE and reading.begins(group.first - 1)
        relative = reading.word(group.first - 1) in WHO and reading.has(group.first - 2, c.COMMA)
        if not (relative or opening):
            return None
        for token in range(first, min(self.contents.stops[first], first + REACH)):
            if reading.has(token, c.COMMA):
                verb = reading.verb_after(token + 1)
                if opening or reading.has(verb, c.FINITE | c.HAVE | c.BE | c.PARTICIPLE):
                    return token - 1
        return None

    def _last_before_next_verb(self, group: VerbGroup, first: int) -> int | None:
        """Return the last token before a verb that "y" joins to the cue: "dijo que abrirá y se fue".

        It is one if it shares the cue's tense and no verb of what is said does; in the present, only a cue is.
        """
        reading, tense = self.reading, self.reading.tense(group.main)
        if tense not in JOINED or reading.level[first] != reading.level[group.main]:
            return None
        for token in range(first, min(self.contents.stops[first], first + REACH)):
            if reading.level[token] != reading.level[first]:
                continue
            verb = reading.verb_after(token + 1)
            if reading.words[token] in ("y", "e") and reading.tense(verb) == tense:
                return token - 1 if tense != "present" or token + 1 in self.contents.by_first else None
            if reading.tense(token) == tense:
                return None
        return None
