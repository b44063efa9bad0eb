"""Attributions in the passive: "fue acusado de robar", "fue descrito por sus vecinos como"."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.spanish.rules.making import attribution
from articles.hints.attribution.spanish.rules.speakers import NOBODY, source_of
from articles.hints.attribution.spanish.syntax.appositions import with_apposition
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.phrases import Phrase, phrase_at
from articles.hints.attribution.spanish.syntax.phrases_before import phrase_before
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent

# How far "por" and who says it may stand from the verb, and the comma that ends an aside.
BY_REACH, REACH = 12, 40
THAT = frozenset(("passive",))


class Passives:
    """The rules for the passive in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup) -> Attribution | None:
        """Return the attribution of a passive, or of a participle such as "acusado de"."""
        reading, groups = self.reading, group.verb.groups
        at, end = group.last + 1, reading.last[group.last]
        agent = self._agent(group)
        if agent and agent.first <= at + 2:
            at = agent.last + 1
        if at + 1 >= end:
            return None
        word, passive = reading.words[at], group.shape is Shape.PASSIVE
        charged = "charge" in groups and word in ("de", "por", "como")
        named = passive and "naming" in groups and word in ("como", *group.verb.prepositions)
        if (charged or named) and not self._names_agent(at):
            return self._about_somebody(group, agent, at + 1)
        if passive and word == "que" and groups >= THAT:
            return self._attribution(group, agent, (self.contents.from_token(at),), 0.7)
        return None

    def _about_somebody(self, group: VerbGroup, agent: Phrase | None, first: int) -> Attribution | None:
        """Return the attribution of "El alcalde fue acusado de robar": what is said, with whom it is about."""
        reading = self.reading
        same = reading.level[first] == reading.level[group.last]
        if same and not reading.has(first, c.INFINITIVE | c.CONTENT | c.DETERMINER | c.HAVE):
            return None
        content = self._content(group, first)
        if content and agent and content[0] < reading.document.starts[agent.first] < content[1]:
            content = self.contents.between(first, agent.first - 2)
        if content is None:
            return None
        about = self._about(group, first)
        whom = reading.extent(about.first, about.core_last) if about else None
        return self._attribution(group, agent, (whom, content), 0.85)

    def _content(self, group: VerbGroup, first: int) -> Extent | None:
        """Return what is said; in an aside, to the comma that ends it: "Ruiz, acusado de robar, dimitió"."""
        reading = self.reading
        if self._is_aside(group):
            ends = range(first + 1, min(reading.last[first], first + REACH))
            comma = next((at for at in ends if reading.has(at, c.COMMA)), None)
            if comma:
                return self.contents.between(first, comma - 1)
        return self.contents.from_token(first)

    def _is_aside(self, group: VerbGroup) -> bool:
        """Return whether the participle begins an aside, or stands before the main clause: "Acusado de robar, …"."""
        return self.reading.has(group.first - 1, c.COMMA) or self.reading.begins(group.first)

    def _about(self, group: VerbGroup, first: int) -> Phrase | None:
        """Return whom it is about: the subject before, or after the comma."""
        reading = self.reading
        if group.shape is Shape.PARTICIPLE and reading.begins(group.first):
            ends = range(first, min(reading.last[first] - 1, first + REACH))
            comma = next((at for at in ends if reading.has(at, c.COMMA)), None)
            return phrase_at(reading, comma + 1, reading.last[first]) if comma else None
        end = group.first - reading.has(group.first - 1, c.COMMA)
        return phrase_before(reading, end, reading.first[group.first])

    def _names_agent(self, at: int) -> bool:
        """Return whether "por" is followed by somebody who speaks."""
        reading = self.reading
        if reading.words[at] != "por":
            return False
        phrase = phrase_at(reading, at + 1, reading.last[at])
        return phrase is not None and phrase.speaks

    def _agent(self, group: VerbGroup) -> Phrase | None:
        """Return who is named after "por"."""
        reading, end = self.reading, self.reading.last[group.last]
        for at in range(group.last + 1, min(end, group.last + BY_REACH)):
            if reading.has(at, c.COMMA | c.STOP | c.DASH):
                break
            if self._names_agent(at):
                phrase = phrase_at(reading, at + 1, end, plural=True)
                return with_apposition(reading, phrase, end) if phrase else None
        return None

    def _attribution(
        self, group: VerbGroup, agent: Phrase | None, content: tuple[Extent | None, ...], strength: float
    ) -> Attribution | None:
        cue = self.reading.extent(group.first, group.last)
        source = source_of(self.reading, agent) if agent else NOBODY
        return attribution(cue, source, content, strength, sure=True, base=group.verb.base)
