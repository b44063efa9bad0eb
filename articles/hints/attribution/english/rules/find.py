"""Find the attributions in an English text: one walk over its tokens, each cue asked what it is."""

from dataclasses import replace

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.lexicon import reporting_verbs
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.verb_groups import Voice, verb_group
from articles.hints.attribution.english.rules.attitudes import Attitudes
from articles.hints.attribution.english.rules.hearsay import Hearsay
from articles.hints.attribution.english.rules.nouns import Nouns
from articles.hints.attribution.english.rules.passives import Passives
from articles.hints.attribution.english.rules.phrases import Phrases
from articles.hints.attribution.english.rules.verbs import Verbs
from articles.hints.document import Document

# Wishes, judgements and nouns are weaker; inside what somebody says they are that person's words.
WEAK = 0.75
# How many attributions before and after one may be those that it is in.
NEIGHBOURS = 3


def find(document: Document) -> list[Attribution]:
    """Return the attributions in an English text in the order of their cues."""
    return _without_nested(Finder(document).find())


def _without_nested(found: list[Attribution]) -> list[Attribution]:
    """Return the attributions without weak ones inside another; a strong one inside another is not sure."""
    result = []
    for number, one in enumerate(found):
        near = found[max(0, number - NEIGHBOURS) : number] + found[number + 1 : number + 1 + NEIGHBOURS]
        outer = [other for other in near if other.strength > min(one.strength, WEAK)]
        if not any(_is_within(one, other) for other in outer):
            result.append(one)
        elif one.strength > WEAK:
            result.append(replace(one, sure=False))
    return result


def _is_within(one: Attribution, other: Attribution) -> bool:
    """Return whether the cue of an attribution is in the content or source of another."""
    extents = (*other.content, other.source) if other.source else other.content
    return any(start <= one.cue[0] and one.cue[1] <= end for start, end in extents)


class Finder:
    """All rules for one text."""

    def __init__(self, document: Document) -> None:
        self.reading = reading = Reading(document)
        contents = Contents(reading)
        self.verbs, self.passives = Verbs(reading, contents), Passives(reading, contents)
        self.others = tuple(rules(reading, contents) for rules in (Phrases, Nouns, Hearsay, Attitudes))

    def find(self) -> list[Attribution]:
        """Return all attributions in the order of the text; those inside quotations are left to the speaker."""
        reading = self.reading
        result: list[Attribution] = []
        previous: Attribution | None = None
        for token in range(len(reading)):
            if reading.sentence_first[token] == token:
                previous = None
            if reading.quotation_of[token] >= 0 or not reading.raw[token][0].isalpha():
                continue
            if found := self._at(token, previous):
                result.append(found)
                previous = found
        return result

    def _at(self, token: int, previous: Attribution | None) -> Attribution | None:
        """Return the attribution whose cue is at a token; ``previous`` is the last one of the same sentence."""
        reading = self.reading
        found = None
        if reading.words[token] in reporting_verbs() and (group := verb_group(reading, token)):
            passive = group.voice is Voice.PASSIVE
            found = self.passives.find(group) if passive else self.verbs.find(group, previous)
        return found or next((one for rule in self.others if (one := rule.find(token))), None)
