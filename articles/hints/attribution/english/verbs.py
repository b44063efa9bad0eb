"""Attributions whose cue is a verb with its subject as the source: “Oddvar said that …”, “…,” she argued."""

from dataclasses import dataclass

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.english import classes as c
from articles.hints.attribution.english.complements import Complement, Shape, complement
from articles.hints.attribution.english.contents import ADVERBIAL, Contents
from articles.hints.attribution.english.lexicon import sources, verb_forms_of
from articles.hints.attribution.english.noun_phrases import Phrase, begins_phrase, subject_before
from articles.hints.attribution.english.reading import REACH, Reading
from articles.hints.attribution.english.speakers import Source, inverted, main_subject, source_of, subject
from articles.hints.attribution.english.verb_groups import VerbGroup, Voice
from articles.hints.hint import Extent

SPEECH = frozenset(("clause", "that", "quotation", "question"))
# Only documents, and those who find out, say something with these.
SHOWING = frozenset(
    (
        "find",
        "show",
        "demonstrate",
        "prove",
        "establish",
        "determine",
        "see",
        "read",
        "discover",
        "learn",
        "uncover",
        "imply",
        "indicate",
    )
)
# “Everybody knows that …” is the writer's own view.
EVERYBODY = frozenset(("everybody", "everyone", "nobody", "anyone", "anybody", "whoever"))
# Verbs that may be followed by the person spoken to.
LISTENING = frozenset(("listener", "order"))
HYPOTHETICAL = frozenset(
    ("if", "whether", "unless", "would", "could", "might", "may", "should", "can", "must", "will")
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found for one verb group."""

    source: Source | None
    content: tuple[Extent, ...]
    strength: float
    sure: bool


class Verbs:
    """The rules for verbs in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup, previous: Attribution | None) -> Attribution | None:
        """Return the attribution of an active verb group; ``previous`` is the last one of the same sentence."""
        reading = self.reading
        found = self._opening(group) or self._inverted(group, previous) or self._usual(group, previous)
        if found is None or not found.content or found.source is None:
            return None
        issuing = self._issuing(group)
        cue = reading.starts[issuing if issuing >= 0 else group.first], reading.ends[group.last]
        phrase = found.source.phrase
        source = reading.starts[phrase.first], self._source_end(phrase)
        content = tuple(piece for one in found.content for piece in _without(one, source, cue))
        if not content or (source[0] < cue[1] and cue[0] < source[1]):
            return None
        hypothetical = any(
            reading.word(token) in HYPOTHETICAL for token in range(group.first, group.last)
        ) or (reading.word(phrase.first - 1) in ("if", "whether", "unless"))
        return Attribution(
            cue,
            source,
            content,
            group.verb.stance,
            found.source.kind,
            found.sure and not hypothetical,
            found.strength,
        )

    def _source_end(self, phrase: Phrase) -> int:
        reading = self.reading
        if phrase.first == phrase.last and reading.has(phrase.first, c.CONTRACTED):
            raw = reading.raw[phrase.first].replace("’", "'")
            return reading.starts[phrase.first] + raw.index("'")
        return reading.ends[phrase.last]

    def _opening(self, group: VerbGroup) -> Found | None:
        """Return the attribution of a participle that opens a sentence: Saying that it was rigged, Oddvar left."""
        reading = self.reading
        if group.voice is not Voice.PARTICIPLE or group.first != reading.sentence_first[group.at]:
            return None
        sentence_last = reading.sentence_last[group.at]
        follows = (
            complement(reading, group.last + 1, bool(group.verb.frames & LISTENING))
            if group.last < sentence_last
            else None
        )
        if (
            follows is None
            or follows.shape is Shape.INFINITIVE
            or not group.verb.frames & {"clause", "that", "listener"}
        ):
            return None
        for comma in range(follows.first + 1, min(sentence_last, group.at + REACH)):
            if reading.has(comma, c.COMMA) and (
                phrase := main_subject(reading, min(comma + 12, sentence_last), comma)
            ):
                content = self.contents.between(follows.first, comma - 1)
                return Found(source_of(reading, phrase), (content,), 0.7, False) if content else None
        return None

    def _inverted(self, group: VerbGroup, previous: Attribution | None) -> Found | None:
        """Return the attribution of “…,” said Oddvar."""
        reading, frames = self.reading, group.verb.frames
        mark = group.first - 1
        if (
            group.voice is not Voice.ACTIVE
            or not frames & SPEECH
            or (group.verb.form & c.BASE and not group.verb.form & c.PAST)
        ):
            return None
        quoted = self.contents.quotation_before(group.first) >= 0
        if not quoted and not reading.has(mark, c.COMMA) and reading.word(mark) not in ("—", "–"):
            return None
        if not quoted and not frames & {"clause", "that"}:
            return None
        phrase = inverted(reading, group)
        if phrase is None or self._is_object(group, phrase, quoted):
            return None
        before = self.contents.before(group.first, self._floor(previous, group.first))
        if before is None:
            return None
        pieces = [before, *self._after_speaker(phrase.last + 1, before)]
        return Found(
            source_of(reading, phrase),
            tuple(pieces),
            0.99 if quoted else 0.9,
            quoted or group.verb.base == "say",
        )

    def _is_object(self, group: VerbGroup, phrase: Phrase, quoted: bool) -> bool:
        """Return whether what follows the verb is told something rather than speaking."""
        reading = self.reading
        if "listener" in group.verb.frames and not quoted:
            return True
        return reading.has(phrase.first, c.OBJECT) and not reading.has(phrase.first, c.POSSESSIVE)

    def _after_speaker(self, token: int, before: Extent) -> list[Extent]:
        """Return the pieces of what is said that go on after cue and source."""
        reading = self.reading
        if token >= len(reading):
            return []
        sentence_last = reading.sentence_last[token - 1]
        if token > sentence_last or (reading.raw[token] == "." and sentence_last == token):
            return self.contents.continued(
                reading.ends[min(token, len(reading) - 1) if token <= sentence_last else token - 1]
            )
        at = token
        for at in range(token, min(sentence_last, token + 14) + 1):
            if reading.opens_quotation(at):
                break
            if self.contents.is_stop(at):
                return []
            if reading.raw[at] == "." and at == sentence_last:
                return self.contents.continued(reading.ends[at])
            if reading.has(at, c.STOP) and reading.word(at) == ":":
                continue
        else:
            return []
        if not reading.opens_quotation(at) or not reading.has(at - 1, c.COMMA | c.STOP | c.SIGN):
            return []
        if self.contents.has_own_cue(reading.quotation_last(at)):
            return []
        piece = self.contents.from_token(at)
        return [piece, *self.contents.continued(piece[1])] if piece else []

    def _floor(self, previous: Attribution | None, token: int) -> int:
        """Return the first token that a content before the cue may reach back to."""
        if previous is None:
            return 0
        ends = [
            previous.cue[1],
            *(end for _, end in previous.content),
            previous.source[1] if previous.source else 0,
        ]
        end = max((end for end in ends if end <= self.reading.starts[token]), default=0)
        return self.reading.document.token_at(end - 1) + 1 if end else 0

    def _usual(self, group: VerbGroup, previous: Attribution | None) -> Found | None:
        """Return the attribution of a verb with its subject before it."""
        reading = self.reading
        source = self._source(group, previous)
        if source is None:
            return None
        after = group.last + 1
        sentence_last = reading.sentence_last[group.at]
        follows = (
            complement(reading, after, bool(group.verb.frames & LISTENING)) if after <= sentence_last else None
        )
        parenthetical = self._parenthetical(group, source, previous, follows)
        if parenthetical:
            return parenthetical
        if follows:
            found = self._with_complement(group, source, follows)
            if found:
                return found
        return self._with_object(group, source)

    def _issuing(self, group: VerbGroup) -> int:
        """Return where the cue “issued a statement saying” begins; -1 if there is no such verb and noun."""
        reading = self.reading
        noun = group.first - 1
        if group.voice is not Voice.PARTICIPLE or reading.word(noun) not in sources("documents"):
            return -1
        verb = noun - 1
        while verb > noun - 4 and reading.has(verb, c.DETERMINER | c.ADJECTIVE):
            verb -= 1
        if reading.word(verb) not in verb_forms_of("support") or verb < reading.sentence_first[noun]:
            return -1
        while reading.has(verb - 1, c.AUXILIARY | c.ADVERB) and verb - 1 > reading.sentence_first[noun]:
            verb -= 1
        return verb

    def _source(self, group: VerbGroup, previous: Attribution | None) -> Source | None:
        reading = self.reading
        before = group.first - 1
        if (issuing := self._issuing(group)) >= 0:
            return source_of(reading, subject_before(reading, issuing))
        if group.voice is Voice.PARTICIPLE:
            if reading.is_nominal(before) and not reading.has(before, c.TIME):
                return source_of(reading, subject(reading, group))
            if (
                not reading.has(before, c.COMMA)
                and reading.word(before) not in ("by", "in", "after", "before", "while", "and", "without")
                and (group.first != reading.sentence_first[group.first])
            ):
                return None
            return self._previous_source(previous, group) or source_of(
                reading, main_subject(reading, group.first)
            )
        if group.voice is Voice.INFINITIVE:
            return None
        coordinated = reading.word(before) in ("and", "but", "then", "or") or (
            reading.word(before) == "," and (reading.word(before - 1) not in ("”", '"'))
        )
        if coordinated and reading.word(before) != ",":
            return self._previous_source(previous, group) or source_of(reading, main_subject(reading, before))
        phrase = subject(reading, group)
        if phrase is None and coordinated:
            return self._previous_source(previous, group)
        return source_of(reading, phrase)

    def _previous_source(self, previous: Attribution | None, group: VerbGroup) -> Source | None:
        if previous is None or previous.source is None:
            return None
        first = self.reading.document.token_at(previous.source[0])
        last = self.reading.document.token_at(previous.source[1] - 1)
        if last >= group.first:
            return None
        return Source(Phrase(first, last, last), previous.source_kind)

    def _parenthetical(
        self, group: VerbGroup, source: Source, previous: Attribution | None, follows: Complement | None
    ) -> Found | None:
        """Return the attribution of “…,” she said, of “The firm, she argued, had known”, and of “As she put it, …”."""
        reading = self.reading
        first = source.phrase.first
        if (
            group.voice is not Voice.ACTIVE
            or first > group.first
            or not group.verb.frames & (SPEECH | {"thought", "listener"})
        ):
            return None
        after = group.last + 1
        mark = first - 1
        if reading.word(mark) == "as":
            return self._as_clause(group, source, mark, previous)
        at_quotation = self.contents.quotation_before(first) >= 0
        between = reading.has(after, c.COMMA)
        if (
            follows
            and not at_quotation
            and not (between and not follows.skipped and follows.shape is not Shape.QUOTATION)
        ):
            if follows.shape in (Shape.THAT, Shape.QUOTATION, Shape.COLON, Shape.QUESTION, Shape.INFINITIVE):
                return None
            if follows.shape is Shape.CLAUSE and not between:
                return None
        if not at_quotation and not group.verb.frames & {"clause", "thought", "that"}:
            return None
        before = self.contents.before(first, self._floor(previous, first))
        if before is None:
            if between and reading.has(mark, c.COMMA) and not reading.opens_quotation(after + 1):
                return self._interrupting(group, source, mark, after)
            return None
        if at_quotation and follows and follows.shape is Shape.THAT and not follows.skipped:
            pieces = [before]
        elif between and not at_quotation and self._goes_on(after):
            piece = self.contents.after_comma(after)
            pieces = [before, *([piece] if piece else [])]
        else:
            pieces = [before, *self._after_speaker(after, before)]
        strong = at_quotation or "clause" in group.verb.frames
        return Found(source, tuple(pieces), 0.97 if at_quotation else 0.93, strong)

    def _goes_on(self, comma: int) -> bool:
        """Return whether the clause that a cue interrupts goes on after the comma."""
        reading = self.reading
        after = comma + 1
        if after > reading.sentence_last[comma] or reading.opens_quotation(after):
            return False
        return not reading.has(after, c.ING | c.CONJUNCTION | c.RELATIVE) and reading.word(after) != "according"

    def _interrupting(self, group: VerbGroup, source: Source, mark: int, after: int) -> Found | None:
        """Return the attribution of a cue between commas inside a clause: The firm, she argued, had known."""
        reading = self.reading
        first = reading.sentence_first[mark]
        while first < mark and reading.has(first, c.CONJUNCTION | c.COMMA):
            first += 1
        if (
            mark - first > 12
            or not self._goes_on(after)
            or "clause" not in group.verb.frames | ({"clause"} if "thought" in group.verb.frames else set())
        ):
            return None
        lead = self.contents.between(first, mark - 1)
        piece = self.contents.after_comma(after)
        if not lead or not piece or reading.has(first, c.PARTICIPLE | c.ING):
            return None
        return Found(source, (lead, piece), 0.9, True)

    def _as_clause(
        self, group: VerbGroup, source: Source, mark: int, previous: Attribution | None
    ) -> Found | None:
        """Return the attribution of “As the mayor put it, …” and “…, as the mayor said”."""
        reading = self.reading
        if not group.verb.frames & {"clause", "that"}:
            return None
        if mark == reading.sentence_first[mark] or reading.has(mark - 1, c.QUOTE):
            for comma in range(group.last + 1, min(reading.sentence_last[mark], group.last + 10) + 1):
                if reading.has(comma, c.COMMA):
                    piece = self.contents.from_token(comma + 1)
                    return Found(source, (piece,), 0.85, True) if piece else None
            return None
        before = self.contents.before(mark, self._floor(previous, mark))
        return Found(source, (before,), 0.85, True) if before else None

    def _with_complement(self, group: VerbGroup, source: Source, follows: Complement) -> Found | None:
        frames, verb = group.verb.frames, group.verb.base
        content = self._content(group, source, follows.first)
        if content is None or self._anonymous(group, follows):
            return None
        more = (
            self.contents.continued(content[1])
            if follows.shape in (Shape.QUOTATION, Shape.COLON, Shape.THAT, Shape.CLAUSE)
            else []
        )
        pieces = (content, *more)
        document = source.kind is SourceKind.DOCUMENT
        if verb in SHOWING and not (
            document
            or self._finds_out(source)
            or (source.kind is SourceKind.PRONOUN and follows.shape is Shape.THAT)
        ):
            return None
        thought = not frames & {"clause", "that"} and "thought" in frames
        if thought and self.reading.word(source.phrase.first) in EVERYBODY:
            return None
        match follows.shape:
            case Shape.QUOTATION:
                if frames & SPEECH:
                    if not frames & {"clause", "that"} and self._is_phrase(follows.first):
                        return None
                    return Found(source, pieces, 0.96, True)
                return (
                    Found(source, pieces, 0.7, False) if frames & {"judgement", "naming", "thought"} else None
                )
            case Shape.COLON:
                if not frames & (SPEECH - {"question"} | {"listener"}):
                    return None
                return Found(source, pieces, 0.84, not follows.skipped or self._quotes(follows))
            case Shape.THAT:
                if not frames & {"clause", "that", "thought", "listener"} and not (
                    document and "document" in frames
                ):
                    return None
                return Found(source, pieces, 0.6 if thought else 0.84, not thought)
            case Shape.CLAUSE:
                return self._with_clause(group, source, follows, pieces, thought)
            case Shape.QUESTION:
                if "question" not in frames:
                    return None
                whether = self.reading.word(follows.first) in ("whether", "if")
                return Found(
                    source,
                    pieces,
                    0.7 if whether else 0.5,
                    verb in ("ask", "explain", "say", "tell") and not thought,
                )
            case Shape.INFINITIVE:
                if not frames & {"order", "want"}:
                    return None
                if (
                    follows.skipped
                    and "order" in frames
                    and not self.reading.has(group.last + 1, c.PREPOSITION | c.TIME | c.ADVERB)
                ):
                    pieces = tuple(filter(None, [self.contents.from_token(group.last + 1)]))
                return Found(
                    source, pieces, 0.5, verb in ("urge", "vow", "promise", "pledge", "threaten", "order")
                )

    def _content(self, group: VerbGroup, source: Source, first: int) -> Extent | None:
        """Return the content that begins at a token, as far as the clause of the verb goes."""
        if self.reading.has(group.first - 1, c.RELATIVE):
            return self.contents.of_relative(first)
        if self.reading.word(source.phrase.first - 1) in ADVERBIAL:
            return self.contents.of_subordinate(first)
        return self.contents.from_token(first)

    def _anonymous(self, group: VerbGroup, follows: Complement) -> bool:
        """Return whether somebody only “asked not to be named”."""
        words = self.reading.words[follows.first : follows.first + 4]
        return (
            follows.shape is Shape.INFINITIVE
            and "be" in words
            and words[-1] in ("named", "identified", "quoted")
        )

    def _is_phrase(self, opening: int) -> bool:
        """Return whether a quotation is a few words inside the clause, not a sentence somebody speaks."""
        reading = self.reading
        short = reading.quotation_last(opening) - opening <= 4
        return short and not reading.has(opening - 1, c.COMMA | c.STOP)

    def _quotes(self, follows: Complement) -> bool:
        return self.reading.opens_quotation(follows.first)

    def _finds_out(self, source: Source) -> bool:
        phrase = source.phrase
        return any(
            self.reading.word(token) in sources("finders")
            for token in range(phrase.first, phrase.core_last + 1)
        )

    def _with_clause(
        self, group: VerbGroup, source: Source, follows: Complement, pieces: tuple[Extent, ...], thought: bool
    ) -> Found | None:
        """Return the attribution of a clause without “that”: The union says prices fell."""
        frames, verb = group.verb.frames, group.verb.base
        document = source.kind is SourceKind.DOCUMENT
        if "clause" in frames or (
            "listener" in frames and verb in ("tell", "remind", "assure", "warn", "inform")
        ):
            if verb not in ("say", "tell") and not self._clear_clause(follows.first):
                return None
            return Found(source, pieces, 0.8 if verb in ("say", "tell") else 0.7, True)
        if thought:
            return Found(source, pieces, 0.55, False) if self._clear_clause(follows.first) else None
        if "that" in frames and (
            self.reading.has(follows.first, c.SUBJECT)
            or (document and "document" in frames)
            or (self._finds_out(source) and verb in SHOWING)
        ):
            return Found(source, pieces, 0.65, False)
        return None

    def _clear_clause(self, first: int) -> bool:
        """Return whether a subject and its finite verb stand close together."""
        reading = self.reading
        if reading.has(first, c.SUBJECT | c.CONTRACTED):
            return True
        for at in range(first + 1, min(reading.sentence_last[first], first + 9) + 1):
            if reading.has(at, c.STOP | c.COMMA | c.QUOTE | c.RELATIVE) or reading.word(at) in (
                "that",
                "and",
                "to",
            ):
                return False
            if reading.is_finite(at):
                return not (
                    reading.has(at, c.PARTICIPLE)
                    and not reading.has(at, c.AUXILIARY)
                    and reading.word(at + 1) in ("by",)
                )
        return False

    def _with_object(self, group: VerbGroup, source: Source) -> Found | None:
        """Return the attribution of a verb whose object is what is said or judged: Critics accuse the council of …"""
        reading, frames = self.reading, group.verb.frames
        after = group.last + 1
        if "naming" in frames and reading.word(after) == "as" and reading.word(source.phrase.first - 1) == "what":
            named = self.contents.from_token(after + 1) if after + 1 < len(reading) else None
            return Found(source, (named,), 0.6, False) if named else None
        if after > reading.sentence_last[group.at] or (
            source.kind is SourceKind.DOCUMENT and not frames & {"object"}
        ):
            return None
        starts = (
            reading.is_nominal(after)
            or reading.has(after, c.DETERMINER | c.POSSESSIVE | c.OBJECT | c.ADJECTIVE | c.NUMBER | c.ING)
            or reading.opens_quotation(after)
        )
        if not starts or reading.has(after, c.TIME | c.COMMA):
            return None
        verb = group.verb.base
        content = self._content(group, source, after)
        if content is None or self._is_pronoun(after):
            return None
        if "naming" in frames and self._is_named(after):
            return Found(source, (content,), 0.6, verb in ("describe", "call", "dismiss", "label", "brand"))
        if "judgement" in frames:
            return Found(
                source,
                (content,),
                0.55,
                verb in ("accuse", "blame", "criticize", "criticise", "condemn", "praise", "denounce"),
            )
        if "object" in frames:
            return Found(source, (content,), 0.45, verb in ("deny",))
        if "want" in frames:
            return Found(source, (content,), 0.3, False) if verb in ("want",) else None
        return None

    def _is_pronoun(self, token: int) -> bool:
        """Return whether only a pronoun follows: “denies this”, “said so”."""
        reading = self.reading
        pronoun = c.OBJECT | c.SUBJECT | c.DETERMINER | c.ADVERB | c.PREPOSITION
        return reading.has(token, pronoun) and self.contents.stops[token] <= token + 2 and not reading.is_nominal(token + 1)

    def _is_named(self, token: int) -> bool:
        """Return whether an object is followed by what it is called: “as”, a quotation, or another noun phrase."""
        reading = self.reading
        for at in range(token, min(reading.sentence_last[token], token + 9) + 1):
            if reading.word(at) == "as" or reading.opens_quotation(at):
                return True
            if at > token and (
                begins_phrase(reading, at)
                or (reading.word(at) in ("a", "an") and not reading.has(at - 1, c.PREPOSITION))
            ):
                return True
            if reading.has(at, c.STOP | c.COMMA):
                return False
        return False


def _without(content: Extent, source: Extent, cue: Extent) -> list[Extent]:
    """Return a content if it overlaps neither source nor cue."""
    overlaps = any(content[0] < end and start < content[1] for start, end in (source, cue))
    return [] if overlaps else [content]
