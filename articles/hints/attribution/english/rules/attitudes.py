"""What somebody thinks or feels, in an adjective: “is confident that”, “was adamant that”."""

from functools import cache

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.complements import Shape, complement
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.lexicon import words_in
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.subjects import subject_before
from articles.hints.attribution.english.rules.speakers import extent_of, source_of
from articles.hints.attribution.stances import NEUTRAL, stance_by_base


class Attitudes:
    """The rules for adjectives such as “confident” in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, token: int) -> Attribution | None:
        """Return the attribution of an adjective after a form of “be”."""
        reading = self.reading
        if reading.word(token) not in _adjectives() or token == reading.sentence_last[token]:
            return None
        first = token
        while (
            reading.has(first - 1, c.AUXILIARY | c.ADVERB | c.NEGATION)
            and first - 1 > reading.sentence_first[token]
        ):
            first -= 1
        if first == token or not any(reading.has(at, c.BE) for at in range(first, token)):
            return None
        begins = self._content_first(token)
        if begins is None:
            return None
        source = source_of(reading, subject_before(reading, first))
        content = self.contents.from_token(begins)
        if source is None or content is None or reading.word(source.phrase.first) == "it":
            return None
        cue = reading.starts[first], reading.ends[token]
        extent = extent_of(reading, source)
        stance = stance_by_base("en").get(reading.word(token), NEUTRAL)
        return Attribution(cue, extent, (content,), stance, source.kind, False, 0.5)

    def _content_first(self, token: int) -> int | None:
        """Return where the content begins: at “that”, a clause, an infinitive, or “of”; None if nothing fits."""
        reading, after, word = self.reading, token + 1, self.reading.word(token)
        if reading.word(after) == "of":
            return (
                after
                if word in words_in("adjectives", "judging") and after < reading.sentence_last[token]
                else None
            )
        follows = complement(reading, after, False)
        if follows is None or follows.skipped:
            return None
        clause = follows.shape is Shape.CLAUSE and reading.has(follows.first, c.SUBJECT)
        if follows.shape is Shape.THAT or clause:
            return follows.first if word in words_in("adjectives", "attitude") else None
        willing = follows.shape is Shape.INFINITIVE and word in words_in("adjectives", "willing")
        return follows.first if willing else None


@cache
def _adjectives() -> frozenset[str]:
    return (
        words_in("adjectives", "attitude")
        | words_in("adjectives", "willing")
        | words_in("adjectives", "judging")
    )
