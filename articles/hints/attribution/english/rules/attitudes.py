"""What somebody thinks or feels, in an adjective: “is confident that”, “was adamant that”."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.complements import Shape, complement
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.lexicon import words_in
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.subjects import subject_before
from articles.hints.attribution.english.rules.speakers import source_of
from articles.hints.attribution.stances import NEUTRAL, stance_by_base


class Attitudes:
    """The rules for adjectives such as “confident” in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of an adjective after a form of “be”."""
        reading = self.reading
        if (
            reading.word(token) not in words_in("adjectives", "attitude")
            or token == reading.sentence_last[token]
        ):
            return None
        first = token
        while (
            reading.has(first - 1, c.AUXILIARY | c.ADVERB | c.NEGATION)
            and first - 1 > reading.sentence_first[token]
        ):
            first -= 1
        if first == token or not any(reading.has(at, c.BE) for at in range(first, token)):
            return None
        follows = complement(reading, token + 1, False)
        if follows is None or follows.skipped or follows.shape not in (Shape.THAT, Shape.CLAUSE):
            return None
        if follows.shape is Shape.CLAUSE and not reading.has(follows.first, c.SUBJECT):
            return None
        source = source_of(reading, subject_before(reading, first))
        content = self.contents.from_token(follows.first)
        if source is None or content is None or reading.word(source.phrase.first) == "it":
            return None
        cue = reading.starts[first], reading.ends[token]
        extent = reading.starts[source.phrase.first], reading.ends[source.phrase.last]
        stance = stance_by_base("en").get(reading.word(token), NEUTRAL)
        return Attribution(cue, extent, (content,), stance, source.kind, False, 0.6)
