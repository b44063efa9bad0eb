"""Cues that what is said follows: a clause, a quotation, a question, or an infinitive."""

from articles.hints.attribution.attribution import SourceKind
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.complements import Complement, Shape
from articles.hints.attribution.english.grammar.contents import Contents
from articles.hints.attribution.english.grammar.lexicon import listed, words_in
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.verb_groups import VerbGroup, Voice
from articles.hints.attribution.english.rules.found import SPEECH, Found
from articles.hints.attribution.english.rules.speakers import Source
from articles.hints.hint import Extent

# “Everybody knows that …” is the writer's own view.
EVERYBODY = frozenset(("everybody", "everyone", "nobody", "anyone", "anybody", "whoever"))
# Verbs whose questions are surely heard.
ASKING = frozenset(("ask", "explain", "say", "tell"))
# How far a finite verb may be from the beginning of a clear clause.
CLEAR = 9
# A quotation of so few tokens may be a word in quotation marks.
SHORT = 4


class Statements:
    """The rules for what follows a verb, in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup, source: Source, follows: Complement) -> Found | None:
        """Return the attribution of a verb by what follows it; None if the verb needs something else."""
        if group.voice is Voice.PARTICIPLE and source.phrase.last == group.first - 1:
            content = self.contents.in_subject(source.phrase.last, follows.first)
        else:
            content = self.contents.after(group.first, source.phrase.first, follows.first)
        if content is None or self._is_anonymous(follows) or not self._can_say(group, source, follows.shape):
            return None
        match follows.shape:
            case Shape.QUOTATION:
                return self._quotation(group, source, follows, content)
            case Shape.COLON if group.verb.frames & {"clause", "that", "quotation", "listener"}:
                quotes = self.reading.opens_quotation(follows.first)
                sure = quotes or (not follows.skipped and "clause" in group.verb.frames)
                return Found(source, self._with_more(content), 0.84 if sure else 0.6, sure)
            case Shape.THAT:
                return self._that(group, source, content)
            case Shape.CLAUSE:
                return self._clause(group, source, follows.first, content)
            case Shape.QUESTION if "question" in group.verb.frames:
                strength = 0.7 if self.reading.word(follows.first) in ("whether", "if") else 0.5
                return Found(source, (content,), strength, strength > 0.5 and group.verb.base in ASKING)
            case Shape.INFINITIVE if group.verb.frames & {"order", "want"}:
                return self._infinitive(group, source, follows, content)
        return None

    def _can_say(self, group: VerbGroup, source: Source, shape: Shape) -> bool:
        """Return whether the source can be the subject: only documents and who finds out “show” something."""
        if _is_thought(group) and self.reading.word(source.phrase.first) in EVERYBODY:
            return False
        if group.verb.base not in listed("showing_verbs") or source.kind is SourceKind.DOCUMENT:
            return True
        return self._finds_out(source) or (source.kind is SourceKind.PRONOUN and shape is Shape.THAT)

    def _finds_out(self, source: Source) -> bool:
        phrase = source.phrase
        return any(
            self.reading.word(token) in listed("finders")
            or self.reading.word(token) in words_in("nouns", "speech")
            for token in range(phrase.first, phrase.core_last + 1)
        )

    def _is_anonymous(self, follows: Complement) -> bool:
        """Return whether somebody only “asked not to be named”."""
        words = self.reading.words[follows.first : follows.first + 4]
        return follows.shape is Shape.INFINITIVE and words[-1] in ("named", "identified", "quoted")

    def _with_more(self, content: Extent) -> tuple[Extent, ...]:
        return content, *self.contents.continued(content[1])

    def _quotation(
        self, group: VerbGroup, source: Source, follows: Complement, content: Extent
    ) -> Found | None:
        frames = group.verb.frames
        if not frames & SPEECH:
            return Found(source, (content,), 0.7, False) if frames & {"judgement", "thought"} else None
        if not frames & {"clause", "that"} and self._is_word(follows.first):
            return None
        return Found(source, self._with_more(content), 0.96, True)

    def _is_word(self, opening: int) -> bool:
        """Return whether a quotation is a few words inside the clause, not a sentence somebody speaks."""
        reading = self.reading
        short = reading.quotation_last(opening) - opening <= SHORT
        return short and not reading.has(opening - 1, c.COMMA | c.STOP)

    def _that(self, group: VerbGroup, source: Source, content: Extent) -> Found | None:
        frames = group.verb.frames
        document = source.kind is SourceKind.DOCUMENT and "document" in frames
        if not frames & {"clause", "that", "thought", "listener"} and not document:
            return None
        thought = _is_thought(group)
        return Found(source, self._with_more(content), 0.6 if thought else 0.84, not thought)

    def _clause(self, group: VerbGroup, source: Source, first: int, content: Extent) -> Found | None:
        """Return the attribution of a clause without “that”: The union says prices fell."""
        frames, verb = group.verb.frames, group.verb.base
        if verb in ("say", "tell"):
            return Found(source, self._with_more(content), 0.8, True)
        if "that" in frames and "clause" not in frames:
            document = source.kind is SourceKind.DOCUMENT and "document" in frames
            plain = self.reading.has(first, c.SUBJECT) or document or verb in listed("showing_verbs")
            return Found(source, self._with_more(content), 0.65, False) if plain else None
        if not frames & {"clause", "thought"} or not self._is_clear(first):
            return None
        thought = _is_thought(group)
        return Found(source, self._with_more(content), 0.55 if thought else 0.78, not thought)

    def _is_clear(self, first: int) -> bool:
        """Return whether a subject and its finite verb stand close together."""
        reading = self.reading
        if reading.has(first, c.SUBJECT | c.CONTRACTED):
            return True
        for at in range(first + 1, min(reading.sentence_last[first], first + CLEAR) + 1):
            if reading.has(at, c.STOP | c.COMMA | c.QUOTE | c.RELATIVE) or reading.word(at) in (
                "that",
                "and",
                "to",
            ):
                return False
            if reading.is_finite(at):
                return reading.has(at, c.AUXILIARY) or reading.word(at + 1) != "by"
        return False

    def _infinitive(
        self, group: VerbGroup, source: Source, follows: Complement, content: Extent
    ) -> Found | None:
        """Return the attribution of an order or a wish; who is to do it belongs to the content."""
        whole: Extent | None = content
        listener = group.last + 1
        if follows.skipped and "order" in group.verb.frames:
            aside = self.reading.has(listener, c.PREPOSITION | c.TIME | c.ADVERB)
            whole = content if aside else self.contents.from_token(listener)
        return Found(source, (whole,), 0.5, False) if whole else None


def _is_thought(group: VerbGroup) -> bool:
    return "thought" in group.verb.frames and not group.verb.frames & {"clause", "that"}
