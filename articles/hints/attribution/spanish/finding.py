"""Find the attributions in a Spanish text: one walk over its tokens, each cue asked what it is."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.spanish.rules.according import According
from articles.hints.attribution.spanish.rules.hearsay import Hearsay
from articles.hints.attribution.spanish.rules.judgements import Judgements
from articles.hints.attribution.spanish.rules.nouns import Nouns
from articles.hints.attribution.spanish.rules.passives import Passives
from articles.hints.attribution.spanish.rules.speech import Speech
from articles.hints.attribution.spanish.rules.verbs import Verbs
from articles.hints.attribution.spanish.syntax.complements import complement
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup, verb_groups
from articles.hints.document import Document


def find(document: Document) -> list[Attribution]:
    """Return the attributions in a Spanish text."""
    return _Finder(Reading(document)).find()


class _Finder:
    """All rules for one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        groups = verb_groups(reading)
        contents = Contents(reading, groups)
        self.groups = {group.main: group for group in groups}
        self.verbs, self.speech = Verbs(reading, contents), Speech(reading, contents)
        self.judgements, self.passives = Judgements(reading, contents), Passives(reading, contents)
        self.phrases = (According(reading, contents), Hearsay(reading, contents), Nouns(reading, contents))

    def find(self) -> list[Attribution]:
        """Return the attributions in the order of their cues."""
        result: list[Attribution] = []
        for token in range(len(self.reading)):
            if not self.reading.raw[token][0].isalpha():
                continue
            found = self._at(token, result[-1] if result else None)
            if found:
                result.append(found)
        return result

    def _at(self, token: int, previous: Attribution | None) -> Attribution | None:
        """Return the attribution whose cue is at a token; in a quotation, only one that names its source."""
        group = self.groups.get(token)
        found = self._of_verb(group, previous) if group else None
        if self.reading.level[token] >= 0:
            return found if found and found.source else None
        return found or next((one for rule in self.phrases if (one := rule.find(token))), None)

    def _of_verb(self, group: VerbGroup, previous: Attribution | None) -> Attribution | None:
        reading = self.reading
        quoted = reading.level[group.main] >= 0
        if group.shape in (Shape.PASSIVE, Shape.PARTICIPLE):
            return None if quoted else self.passives.find(group)
        if group.first > reading.first[group.first] and reading.words[group.first - 1] == "según":
            return None
        if group.verb.base == "decir" and self._means(group):
            return None
        follows = complement(reading, group)
        found = self.speech.find(group, follows) or self.verbs.find(group, follows, previous)
        return found if found or quoted else self.judgements.find(group, follows, previous)

    def _means(self, group: VerbGroup) -> bool:
        """Return whether "quiere decir" means "means"."""
        return group.main > group.first and self.reading.words[group.main - 1].startswith(("quier", "quer"))
