"""Attributions in the passive, which often name nobody: “is said to have left”, “was accused of”."""

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.english import classes as c
from articles.hints.attribution.english.complements import Complement, Shape, complement
from articles.hints.attribution.english.contents import Contents
from articles.hints.attribution.english.lexicon import sources
from articles.hints.attribution.english.noun_phrases import Phrase, phrase_after
from articles.hints.attribution.english.reading import Reading
from articles.hints.attribution.english.speakers import Source, main_subject, source_of, subject
from articles.hints.attribution.english.verb_groups import VerbGroup
from articles.hints.hint import Extent

# How far “by” and the speaker may stand from the verb.
BY_REACH = 12


class Passives:
    """The rules for the passive in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup) -> Attribution | None:
        """Return the attribution of a passive verb group."""
        verb = group.verb.base
        if "passive" not in group.verb.frames or group.last + 1 > self.reading.sentence_last[group.at]:
            return None
        about = subject(self.reading, group)
        if about is None and self.reading.word(group.first - 1) in ("and", "but"):
            about = main_subject(self.reading, group.first - 1)
        if verb == "quote":
            return self._quoted(group, about)
        follows = complement(self.reading, group.last + 1, False)
        if verb in sources("hearing_verbs"):
            return self._heard(group, about, follows)
        if verb in sources("accusing_verbs") and self.reading.word(group.last + 1) in (
            "of",
            "with",
            "for",
            "in",
        ):
            return self._about(group, about, group.last + 1, 0.9, sure=verb != "charge")
        if verb in sources("naming_verbs"):
            return self._named(group, about)
        if follows is None or follows.skipped:
            return None
        if follows.shape is Shape.INFINITIVE:
            return self._about(
                group, about, follows.first, 0.95, sure=verb not in ("expect", "hope", "see", "show", "find")
            )
        if follows.shape in (Shape.THAT, Shape.CLAUSE) and about and self.reading.word(about.first) == "it":
            content = self.contents.from_token(follows.first)
            return self._attribution(group, None, (content,), 0.9, sure=True) if content else None
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
        extent = (reading.starts[source.phrase.first], reading.ends[source.phrase.last]) if source else None
        pieces = tuple(
            piece
            for piece in content
            if piece and not any(piece[0] < end and start < piece[1] for start, end in (cue, extent or cue))
        )
        if not pieces:
            return None
        kind = source.kind if source else SourceKind.NOBODY
        return Attribution(cue, extent, pieces, group.verb.stance, kind, sure, strength)

    def _quoted(self, group: VerbGroup, about: Phrase | None) -> Attribution | None:
        """Return the attribution of “was quoted as saying”, whose subject speaks."""
        reading = self.reading
        if reading.word(group.last + 1) != "as" or not reading.has(group.last + 2, c.ING):
            return None
        wider = VerbGroup(group.first, group.last + 2, group.verb, group.at, group.voice)
        source = source_of(reading, about)
        if source is None:
            return None
        before = self.contents.before(source.phrase.first, 0)
        follows = (
            complement(reading, wider.last + 1, False)
            if wider.last < reading.sentence_last[group.at]
            else None
        )
        content = before or (self.contents.from_token(follows.first) if follows else None)
        return self._attribution(wider, source, (content,), 0.95, sure=True)

    def _heard(
        self, group: VerbGroup, about: Phrase | None, follows: Complement | None
    ) -> Attribution | None:
        source, start = self._by(group)
        if source:
            follows = (
                complement(self.reading, start, False)
                if start <= self.reading.sentence_last[group.at]
                else None
            )
        if follows is None or follows.shape not in (
            Shape.THAT,
            Shape.CLAUSE,
            Shape.INFINITIVE,
            Shape.QUOTATION,
            Shape.COLON,
        ):
            return None
        if about and self.reading.word(about.first) in ("i", "we", "you") and about.first == about.last:
            return None
        content = self.contents.from_token(follows.first)
        return self._attribution(
            group, source, (content,), 0.8, sure=follows.shape in (Shape.THAT, Shape.QUOTATION)
        )

    def _named(self, group: VerbGroup, about: Phrase | None) -> Attribution | None:
        """Return the attribution of “was described as a joke by Lind”."""
        reading = self.reading
        after = group.last + 1
        source, _ = self._by(group)
        as_something = (
            reading.word(after) == "as"
            or reading.opens_quotation(after)
            or reading.opens_quotation(after + 1)
        )
        if not source and not as_something:
            return None
        if as_something and about:
            return self._about(group, about, after, 0.7, sure=False, source=source)
        if not source or not about:
            return None
        piece = self._extent(about)
        return self._attribution(group, source, (piece,), 0.5, sure=False)

    def _about(
        self,
        group: VerbGroup,
        about: Phrase | None,
        first: int,
        strength: float,
        sure: bool,
        source: Source | None = None,
    ) -> Attribution | None:
        """Return the attribution whose content is what the subject is said to be or do."""
        reading = self.reading
        if about is None or (reading.word(about.first) in ("i", "we", "you") and about.first == about.last):
            return None
        if source is None:
            source, _ = self._by(group)
        relative = reading.has(group.first - 1, c.RELATIVE)
        content = self.contents.of_relative(first) if relative else self.contents.from_token(first)
        if source and content and content[1] > reading.starts[source.phrase.first]:
            by = source.phrase.first - 1
            content = self.contents.between(first, by - 1) if by > first else None
            rest = None
            if by == first:
                after = source.phrase.last + 1
                rest = self.contents.from_token(after) if after <= reading.sentence_last[first] else None
            content = content or rest
        return self._attribution(group, source, (self._extent(about), content), strength, sure)

    def _extent(self, phrase: Phrase) -> Extent:
        return self.reading.starts[phrase.first], self.reading.ends[phrase.core_last]

    def _by(self, group: VerbGroup) -> tuple[Source | None, int]:
        """Return who is named after “by”, and the token after the name."""
        reading = self.reading
        last = min(reading.sentence_last[group.at], group.last + BY_REACH)
        for at in range(group.last + 1, last):
            if reading.has(at, c.BOUNDARY | c.STOP) and not reading.has(at, c.QUOTE):
                break
            if reading.word(at) == "by" and not reading.has(at + 1, c.ING | c.TIME | c.NUMBER):
                source = source_of(reading, phrase_after(reading, at + 1))
                return (source, source.phrase.last + 1) if source else (None, group.last + 1)
        return None, group.last + 1
