"""Find the attributions in an English text: one walk over its tokens, each cue asked what it is."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.attitudes import Attitudes
from articles.hints.attribution.english.contents import Contents
from articles.hints.attribution.english.hearsay import Hearsay
from articles.hints.attribution.english.lexicon import reporting_verbs
from articles.hints.attribution.english.nouns import Nouns
from articles.hints.attribution.english.passives import Passives
from articles.hints.attribution.english.phrases import Phrases
from articles.hints.attribution.english.reading import Reading
from articles.hints.attribution.english.verb_groups import Voice, verb_group
from articles.hints.attribution.english.verbs import Verbs
from articles.hints.document import Document


def find(document: Document) -> list[Attribution]:
    """Return the attributions in an English text."""
    return Finder(document).find()


def is_minor_within(one: Attribution, outer: Attribution) -> bool:
    """Return whether an attribution lies in what another says and is only a thought, a wish or a judgement."""
    inside = any(start <= one.cue[0] and one.cue[1] <= end for start, end in outer.content)
    return inside and one.strength < 0.8


class Finder:
    """All rules for one text."""

    def __init__(self, document: Document) -> None:
        self.reading = reading = Reading(document)
        contents = Contents(reading)
        self.attitudes = Attitudes(reading, contents)
        self.verbs, self.passives = Verbs(reading, contents), Passives(reading, contents)
        self.phrases, self.nouns, self.hearsay = (
            Phrases(reading, contents),
            Nouns(reading, contents),
            Hearsay(reading, contents),
        )

    def find(self) -> list[Attribution]:
        """Return the attributions in the order of their cues."""
        reading = self.reading
        result: list[Attribution] = []
        previous: Attribution | None = None
        sentence = -1
        for token in range(len(reading)):
            if reading.sentence_of[token] != sentence:
                sentence, previous = reading.sentence_of[token], None
            if reading.quotation_of[token] >= 0 or not reading.raw[token][0].isalpha():
                continue
            found = self._at(token, previous)
            if found and not (previous and is_minor_within(found, previous)):
                result.append(found)
                previous = found
        return result

    def _at(self, token: int, previous: Attribution | None) -> Attribution | None:
        """Return the attribution whose cue is at a token."""
        reading = self.reading
        if reading.words[token] in reporting_verbs():
            group = verb_group(reading, token)
            if group:
                passive = group.voice is Voice.PASSIVE
                found = self.passives.find(group) if passive else self.verbs.find(group, previous)
                if found:
                    return found
        return (
            self.phrases.find(token, previous)
            or self.nouns.find(token)
            or self.hearsay.find(token)
            or self.attitudes.find(token)
        )
