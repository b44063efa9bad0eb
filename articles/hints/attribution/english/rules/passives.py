"""Attributions in the passive, which often name nobody: “is said to have left”, “was accused of”."""

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.complements import Complement, Shape, complement
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.followers import phrase_after
from articles.hints.attribution.english.grammar.lexicon import listed
from articles.hints.attribution.english.grammar.noun_phrases import Phrase
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.subjects import phrase_before
from articles.hints.attribution.english.grammar.verb_groups import VerbGroup
from articles.hints.attribution.english.rules.speakers import (
    Source,
    extent_of,
    main_subject,
    source_of,
    subject,
)
from articles.hints.hint import Extent

# How far “by” and the speaker, or “as saying”, may stand from the verb.
BY_REACH = 12
AS_REACH = 8
# Infinitives that are plans rather than what anybody says: “is expected to”.
PLANS = frozenset(("expect", "hope", "see", "show", "find"))
HEARD = frozenset((Shape.THAT, Shape.CLAUSE, Shape.INFINITIVE, Shape.QUOTATION, Shape.COLON))


class Passives:
    """The rules for the passive in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup) -> Attribution | None:
        """Return the attribution of a passive verb group."""
        reading, verb = self.reading, group.verb.base
        if "passive" not in group.verb.frames or group.last + 1 > reading.sentence_last[group.at]:
            return None
        if not any(reading.has(at, c.AUXILIARY) for at in range(group.first, group.at)):
            return self._reduced(group)
        about = subject(reading, group)
        if about is None and reading.word(group.first - 1) in ("and", "but"):
            about = main_subject(reading, group.first - 1)
        if about is None or (about.first == about.last and reading.word(about.first) in ("i", "we", "you")):
            return None
        if verb == "quote":
            return self._quoted(group, about)
        source, after = self._by(group)
        follows = complement(reading, after, False) if after <= reading.sentence_last[group.at] else None
        if verb in listed("hearing_verbs"):
            return self._heard(group, source, follows)
        if verb in listed("accusing_verbs"):
            if reading.word(after) not in ("of", "with", "for", "in"):
                return None
            return self._about(group, source, about, after, 0.9, sure=verb != "charge")
        if verb in listed("naming_verbs") or verb in listed("judging_verbs"):
            return self._named(group, source, about, after)
        return self._said(group, source, about, follows)

    def _reduced(self, group: VerbGroup) -> Attribution | None:
        """Return the attribution of “a man accused of fraud” and “The mayor, accused of fraud, left”."""
        reading, before = self.reading, group.first - 1
        about = phrase_before(reading, before if reading.has(before, c.COMMA) else group.first)
        if about is None:
            return None
        within = range(about.first + 1, about.last + 1)
        if any(reading.is_finite(at) for at in within):
            # "Police look for a man accused of fraud"
            first = max(
                (at for at in within if reading.has(at, c.DETERMINER | c.POSSESSIVE)), default=about.first
            )
            about = Phrase(first, about.last, about.core_last)
        content = self.contents.in_subject(about.last, group.last + 1)
        if reading.has(before, c.COMMA):
            comma = (
                at
                for at in range(group.last, reading.right_limit(group.last) + 1)
                if reading.has(at, c.COMMA)
            )
            end = next(comma, -1)
            content = self.contents.between(group.last + 1, end - 1) if end > group.last + 1 else content
        return self._attribution(group, None, (self._extent(about), content), 0.9, sure=True)

    def _said(
        self, group: VerbGroup, source: Source | None, about: Phrase, follows: Complement | None
    ) -> Attribution | None:
        """Return the attribution of “is said to have left” and “it is believed that”."""
        if follows is None or follows.skipped:
            return None
        if follows.shape is Shape.INFINITIVE:
            sure = group.verb.base not in PLANS
            return self._about(group, source, about, follows.first, 0.95, sure=sure)
        if follows.shape in (Shape.THAT, Shape.CLAUSE) and self.reading.word(about.first) == "it":
            return self._attribution(
                group, source, (self.contents.from_token(follows.first),), 0.9, sure=True
            )
        return None

    def _attribution(
        self,
        group: VerbGroup,
        source: Source | None,
        content: tuple[Extent | None, ...],
        strength: float,
        sure: bool,
    ) -> Attribution | None:
        reading = self.reading
        cue = reading.starts[group.first], reading.ends[group.last]
        extent = extent_of(reading, source) if source else None
        pieces = tuple(filter(None, content))
        kind = source.kind if source else SourceKind.NOBODY
        return Attribution(cue, extent, pieces, group.verb.stance, kind, sure, strength) if pieces else None

    def _quoted(self, group: VerbGroup, about: Phrase) -> Attribution | None:
        """Return the attribution of “was quoted as saying”, whose subject speaks."""
        reading = self.reading
        last = min(reading.sentence_last[group.at] - 1, group.last + AS_REACH)
        found = (
            at
            for at in range(group.last + 1, last)
            if reading.word(at) == "as" and reading.has(at + 1, c.ING)
        )
        saying = next(found, -1) + 1
        source = source_of(reading, about)
        if not saying or source is None:
            return None
        adjacent = saying == group.last + 2
        wider = VerbGroup(group.first, saying if adjacent else group.last, group.verb, group.at, group.voice)
        before = self.contents.before(source.phrase.first, 0)
        follows = complement(reading, saying + 1, False)
        content = before or (self.contents.from_token(follows.first) if follows else None)
        return self._attribution(wider, source, (content,), 0.95, sure=True)

    def _heard(
        self, group: VerbGroup, source: Source | None, follows: Complement | None
    ) -> Attribution | None:
        """Return the attribution of “was told that”."""
        if follows is None or follows.shape not in HEARD:
            return None
        sure = follows.shape in (Shape.THAT, Shape.QUOTATION)
        return self._attribution(group, source, (self.contents.from_token(follows.first),), 0.8, sure)

    def _named(
        self, group: VerbGroup, source: Source | None, about: Phrase, after: int
    ) -> Attribution | None:
        """Return the attribution of “was described as a joke by Lind” and “was denied by Lind”."""
        reading = self.reading
        name = (
            reading.word(after) == "as"
            or reading.opens_quotation(after)
            or reading.opens_quotation(after + 1)
        )
        if name and after <= reading.sentence_last[group.at]:
            source = source or self._by_later(group)
            return self._about(group, source, about, after, 0.7, sure=False)
        source = source or self._by_later(group)
        if source is None or group.verb.base not in listed("judging_verbs"):
            return None
        return self._attribution(group, source, (self._extent(about),), 0.5, sure=False)

    def _about(
        self, group: VerbGroup, source: Source | None, about: Phrase, first: int, strength: float, sure: bool
    ) -> Attribution | None:
        """Return the attribution whose content is what the subject is said to be or do."""
        content = self.contents.after(group.first, about.first, first)
        if source and content and source.phrase.first > first:
            content = self.contents.between(first, source.phrase.first - 2)
        return self._attribution(group, source, (self._extent(about), content), strength, sure)

    def _extent(self, phrase: Phrase) -> Extent:
        return self.reading.starts[phrase.first], self.reading.ends[phrase.core_last]

    def _by(self, group: VerbGroup) -> tuple[Source | None, int]:
        """Return who is named right after the verb with “by”, and the token after that or after the verb."""
        after = group.last + 1
        if self.reading.word(after) != "by" or self.reading.has(after + 1, c.ING | c.TIME | c.NUMBER):
            return None, after
        phrase = phrase_after(self.reading, after + 1)
        for at in range(after + 2, phrase.last if phrase else 0):
            # "accused by rivals of buying votes"
            if self.reading.word(at) == "of" and self.reading.has(at + 1, c.ING):
                phrase = Phrase(after + 1, at - 1, at - 1)
                break
        source = source_of(self.reading, phrase)
        return (source, source.phrase.last + 1) if source else (None, after)

    def _by_later(self, group: VerbGroup) -> Source | None:
        """Return who is named with “by” later in the clause."""
        reading = self.reading
        for at in range(group.last + 1, min(reading.sentence_last[group.at], group.last + BY_REACH)):
            if reading.has(at, c.COMMA | c.STOP | c.BRACKET_OPEN):
                return None
            if reading.word(at) == "by" and not reading.has(at + 1, c.ING | c.TIME | c.NUMBER):
                return source_of(reading, phrase_after(reading, at + 1))
        return None
