"""Verbs whose object is what is said or judged: Critics accuse the council of hiding the bill."""

from articles.hints.attribution.attribution import SourceKind
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.noun_phrases import begins_phrase
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.verb_groups import VerbGroup
from articles.hints.attribution.english.rules.found import Found
from articles.hints.attribution.english.rules.speakers import Source

# Verbs of judging and naming that leave no doubt.
PLAIN_NAMING = frozenset(("describe", "call", "dismiss", "label", "brand"))
PLAIN_JUDGEMENT = frozenset(("accuse", "blame", "criticize", "criticise", "condemn", "praise", "denounce"))
# Verbs that may have a bare noun as their object: “denies wrongdoing”.
PLAIN_OBJECT = frozenset(
    ("deny", "predict", "announce", "promise", "demand", "propose", "pledge", "admit", "confirm")
)
# How far what somebody is called may be from the verb.
NAMED_REACH = 9


class Objects:
    """The rules for verbs with an object, in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup, source: Source) -> Found | None:
        """Return the attribution of a verb by its object; None if it has none that anybody says."""
        reading, frames, verb = self.reading, group.verb.frames, group.verb.base
        after = group.last + 1
        if after > reading.sentence_last[group.at]:
            return None
        if (
            reading.word(after) == "as"
            and "naming" in frames
            and reading.word(source.phrase.first - 1) == "what"
        ):
            named = self.contents.after(group.first, source.phrase.first, after + 1)
            return Found(source, (named,), 0.6, False) if named else None
        if not self._begins_object(after) or self._is_pronoun(after):
            return None
        content = self.contents.after(group.first, source.phrase.first, after)
        if content is None or (source.kind is SourceKind.DOCUMENT and "object" not in frames):
            return None
        if "naming" in frames and self._is_named(after):
            return Found(source, (content,), 0.6, verb in PLAIN_NAMING and self._quotes(after))
        determined = reading.has(
            after, c.DETERMINER | c.POSSESSIVE | c.OBJECT | c.NAME | c.ING | c.NUMBER
        ) or reading.opens_quotation(after)
        if "judgement" in frames and (determined or verb in PLAIN_JUDGEMENT or group.verb.rest):
            return Found(source, (content,), 0.55, verb == "accuse")
        if "object" in frames and (determined or verb in PLAIN_OBJECT):
            return Found(source, (content,), 0.45, False)
        return None

    def _begins_object(self, token: int) -> bool:
        reading = self.reading
        if reading.has(token, c.TIME | c.COMMA):
            return False
        noun = c.DETERMINER | c.POSSESSIVE | c.OBJECT | c.ADJECTIVE | c.NUMBER | c.ING
        return reading.is_nominal(token) or reading.has(token, noun) or reading.opens_quotation(token)

    def _is_pronoun(self, token: int) -> bool:
        """Return whether only a pronoun follows: “denies this”, “said so”."""
        reading = self.reading
        pronoun = c.OBJECT | c.SUBJECT | c.DETERMINER | c.ADVERB | c.PREPOSITION
        alone = self.contents.stops[token] <= token + 2 and not reading.is_nominal(token + 1)
        return reading.has(token, pronoun) and alone

    def _quotes(self, token: int) -> bool:
        """Return whether a quotation follows soon."""
        last = min(self.reading.sentence_last[token], token + NAMED_REACH)
        return any(self.reading.opens_quotation(at) for at in range(token, last + 1))

    def _is_named(self, token: int) -> bool:
        """Return whether an object is followed by what it is called: “as”, a quotation, or another noun phrase."""
        reading = self.reading
        for at in range(token, min(reading.sentence_last[token], token + NAMED_REACH) + 1):
            if (
                reading.word(at) == "as"
                or reading.opens_quotation(at)
                or (at > token and begins_phrase(reading, at))
            ):
                return True
            if at > token and reading.word(at) in ("a", "an") and not reading.has(at - 1, c.PREPOSITION):
                return True
            if reading.has(at, c.STOP | c.COMMA):
                return False
        return False
