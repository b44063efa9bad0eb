"""Attributions whose cue is a verb: each is asked in turn what stands before it, round it, and after it."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.complements import Complement, Shape, complement
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.tokens import REACH
from articles.hints.attribution.english.grammar.verb_groups import VerbGroup, Voice
from articles.hints.attribution.english.rules.found import Found
from articles.hints.attribution.english.rules.objects import Objects
from articles.hints.attribution.english.rules.parentheses import Parentheses
from articles.hints.attribution.english.rules.speakers import (
    extent_of,
    issuing_verb,
    main_subject,
    source_of,
    speaker_before,
)
from articles.hints.attribution.english.rules.statements import Statements

# Verbs that may be followed by the person spoken to.
LISTENING = frozenset(("listener", "order"))
# What makes it uncertain that anybody has said something.
HYPOTHETICAL = frozenset(
    ("if", "whether", "unless", "would", "could", "might", "may", "should", "can", "must", "will")
)


class Verbs:
    """The rules for verbs in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents
        self.parentheses = Parentheses(reading, contents)
        self.statements, self.objects = Statements(reading, contents), Objects(reading, contents)

    def find(self, group: VerbGroup, previous: Attribution | None) -> Attribution | None:
        """Return the attribution of a verb group; ``previous`` is the last one of the same sentence."""
        reading = self.reading
        found = self._found(group, previous)
        if found is None or found.source is None:
            return None
        issuing = issuing_verb(reading, group)
        cue = reading.starts[issuing if issuing >= 0 else group.first], reading.ends[group.last]
        source = extent_of(reading, found.source)
        sure = found.sure and not self._is_hypothetical(group, found.source.phrase.first)
        return Attribution(
            cue, source, found.content, group.verb.stance, found.source.kind, sure, found.strength
        )

    def _is_hypothetical(self, group: VerbGroup, source: int) -> bool:
        words = self.reading.words[group.first : group.at]
        return not HYPOTHETICAL.isdisjoint(words) or self.reading.word(source - 1) in (
            "if",
            "whether",
            "unless",
        )

    def _found(self, group: VerbGroup, previous: Attribution | None) -> Found | None:
        reading = self.reading
        follows = self._complement(group)
        if group.voice is Voice.PARTICIPLE and group.first == reading.sentence_first[group.at]:
            return self._opening(group, follows)
        if found := self.parentheses.inverted(group, previous):
            return found
        source = speaker_before(reading, group, previous)
        if source is None:
            return None
        follows = follows or self._pushed_down(group, source.phrase.first)
        if found := self.parentheses.around(group, source, previous, follows):
            return found
        found = self.statements.find(group, source, follows) if follows else None
        return found or self.objects.find(group, source)

    def _complement(self, group: VerbGroup) -> Complement | None:
        if group.last >= self.reading.sentence_last[group.at]:
            return None
        return complement(self.reading, group.last + 1, bool(group.verb.frames & LISTENING))

    def _pushed_down(self, group: VerbGroup, source: int) -> Complement | None:
        """Return what follows in “which economists say would cost …”, where the clause has no subject of its own."""
        reading, after = self.reading, group.last + 1
        relative = reading.has(source - 1, c.RELATIVE) or reading.word(source - 1) in ("what", "that")
        finite = (
            after <= reading.sentence_last[group.at]
            and reading.has(after, c.AUXILIARY)
            and reading.is_finite(after)
        )
        return Complement(Shape.CLAUSE, after, False) if relative and finite else None

    def _opening(self, group: VerbGroup, follows: Complement | None) -> Found | None:
        """Return the attribution of a participle that opens a sentence: Saying that it was rigged, Oddvar left."""
        reading = self.reading
        if (
            follows is None
            or follows.shape is Shape.INFINITIVE
            or not group.verb.frames & {"clause", "that", "listener"}
        ):
            return None
        last = reading.sentence_last[group.at]
        for comma in range(follows.first + 1, min(last, group.at + REACH)):
            if not reading.has(comma, c.COMMA):
                continue
            source = source_of(reading, main_subject(reading, min(comma + 12, last), comma))
            content = self.contents.between(follows.first, comma - 1)
            if source and content:
                return Found(source, (content,), 0.7, False)
        return None
