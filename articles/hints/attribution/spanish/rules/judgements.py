"""Attributions whose content is an object: "acusó a Ruiz de mentir", "calificó de «farsa» la ley"."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.spanish.rules.making import attribution
from articles.hints.attribution.spanish.rules.speakers import speaker
from articles.hints.attribution.spanish.syntax.adjuncts import after_time
from articles.hints.attribution.spanish.syntax.complements import Complement
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import VerbGroup
from articles.hints.attribution.spanish.words import classes as c

GROUPS = frozenset(("judgement", "naming", "object"))
# How far "como" may stand from "describió".
NAMING_REACH = 10


class Judgements:
    """The rules for verbs with an object in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup, follows: Complement, previous: Attribution | None) -> Attribution | None:
        """Return the attribution of a judgement, an announcement or a name; ``previous`` is the one before it."""
        reading, groups, end = self.reading, group.verb.groups, self.reading.last[group.last]
        if not groups & GROUPS:
            return None
        first = after_time(reading, (follows.subject.last if follows.subject else group.last) + 1, end)
        if first >= end or not self._has_object(group, first):
            return None
        source = speaker(reading, group, follows.subject, previous)
        if source is None or not source.speaks or not (group.verb.strong or source.extent):
            return None
        first += "naming" in groups and reading.words[first] == "de"
        content = self.contents.phrase_from(first) if first < end else None
        cue = reading.extent(group.first, group.last)
        sure = group.verb.strong
        return attribution(cue, source, (content,), 0.7 if sure else 0.4, sure=sure, base=group.verb.base)

    def _has_object(self, group: VerbGroup, first: int) -> bool:
        """Return whether what is judged begins at a token."""
        reading, groups = self.reading, group.verb.groups
        if reading.has(first, c.STOP | c.COMMA | c.DASH):
            return False
        if "judgement" in groups:
            return True
        if reading.has(first, c.PREPOSITION) and reading.words[first] not in group.verb.prepositions:
            return False
        return "object" in groups or self._names(first)

    def _names(self, first: int) -> bool:
        """Return whether what follows says what somebody is called: with "de", "como" or a quotation."""
        reading = self.reading
        for token in range(first, min(first + NAMING_REACH, reading.last[first])):
            if reading.has(token, c.COMMA | c.STOP | c.FINITE):
                return False
            if reading.words[token] == "como" or reading.level[token] != reading.level[first - 1]:
                return True
        return reading.words[first] == "de"
