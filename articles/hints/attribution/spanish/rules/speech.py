"""Attributions whose cue comes after or inside what is said: "«No», dijo Ana", "—No —dijo Ana—. Nunca"."""

from articles.hints.attribution.attribution import Attribution
from articles.hints.attribution.spanish.rules.making import attribution
from articles.hints.attribution.spanish.rules.speakers import source_of
from articles.hints.attribution.spanish.rules.verbs import SPOKEN
from articles.hints.attribution.spanish.syntax.appositions import with_apposition
from articles.hints.attribution.spanish.syntax.complements import Complement, Kind
from articles.hints.attribution.spanish.syntax.contents import Contents
from articles.hints.attribution.spanish.syntax.dialogue import after_dash, before_dash
from articles.hints.attribution.spanish.syntax.phrases import Phrase, phrase_at
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent

ASIDE_REACH, REST_REACH = 5, 40


class Speech:
    """The rules for cues after what is said in one text."""

    def __init__(self, reading: Reading, contents: Contents) -> None:
        self.reading, self.contents = reading, contents

    def find(self, group: VerbGroup, follows: Complement) -> Attribution | None:
        """Return the attribution of a verb after a quotation, a dash, or a comma in what is said."""
        reading, mark, level = self.reading, group.first - 1, self.reading.level[group.first]
        if group.shape not in (Shape.FINITE, Shape.GERUND) or not group.verb.groups & SPOKEN or mark < 0:
            return None
        if follows.adjacent and follows.kind in (Kind.THAT, Kind.QUESTION, Kind.COLON):
            return None
        closing = mark - reading.has(mark, c.COMMA | c.DASH)
        if closing >= 0 and reading.level[closing] >= 0 and reading.level[closing] != level:
            return self._after_quotation(group, follows, closing)
        if reading.has(mark, c.DASH):
            return self._after_dash(group, follows, mark)
        if reading.has(mark, c.COMMA) and mark > reading.first[group.first]:
            return self._after_comma(group, follows, mark)
        return None

    def _after_quotation(self, group: VerbGroup, follows: Complement, closing: int) -> Attribution | None:
        stretch = self.reading.first[group.first]
        content = self.contents.before(closing, stretch if stretch <= closing else 0)
        follows = self._with_any_subject(group, follows)
        if closing == group.first - 1 and not self._is_whole(closing, stretch, follows):
            return None
        named = follows.subject is not None and follows.subject.speaks
        if content and not named and self._has_more(content, closing, group):
            return None
        if follows.subject is None and follows.kind is Kind.OBJECT and follows.adjacent:
            return None
        return (
            self._attribution(group, follows, (content, *self._rest(group, follows)), 0.95)
            if content
            else None
        )

    def _has_more(self, content: Extent, closing: int, group: VerbGroup) -> bool:
        """Return whether the quotation ends an aside: "La junta, con su «transición verde», pretende …"."""
        reading = self.reading
        led_in = content[0] < reading.document.starts[reading.before_quotation(closing) + 1]
        return led_in and not reading.has(group.last + 1, c.COMMA | c.STOP)

    def _is_whole(self, closing: int, stretch: int, follows: Complement) -> bool:
        """Return whether a quotation without a comma after it is what somebody says, and not a name: "¿Cuándo?" """
        reading = self.reading
        if reading.raw[closing - 1] in ("?", "!", "…", ","):
            return True
        return reading.before_quotation(closing) < stretch and follows.subject is not None

    def _after_dash(self, group: VerbGroup, follows: Complement, dash: int) -> Attribution | None:
        if not self.reading.opens_aside(dash):
            return None
        content = before_dash(self.reading, self.contents, dash)
        follows = self._with_any_subject(group, follows)
        if content is None or (follows.subject is None and follows.kind is Kind.OBJECT):
            return None
        return self._attribution(
            group, follows, (content, after_dash(self.reading, self.contents, group.last)), 0.9
        )

    def _after_comma(self, group: VerbGroup, follows: Complement, comma: int) -> Attribution | None:
        """Return the attribution of "La obra, dijo Ana, es cara" and "La obra es cara, dijo Ana"."""
        reading, contents, groups = self.reading, self.contents, group.verb.groups
        if not groups & {"clause", "thought"} or follows.kind is Kind.THAT:
            return None
        alone = "clause" in groups and follows.adjacent and reading.has(group.last + 1, c.COMMA | c.STOP)
        content = contents.before(comma - 1, reading.first[group.first])
        if content is None or not (follows.subject or alone):
            return None
        whole = contents.has_verb(reading.document.token_at(content[0]), comma)
        rest = self._rest(group, follows, unfinished=not whole)
        if not whole and not rest:
            return None
        return self._attribution(group, follows, (content, *rest), 0.85 if follows.subject else 0.5)

    def _attribution(
        self, group: VerbGroup, follows: Complement, content: tuple[Extent | None, ...], strength: float
    ) -> Attribution | None:
        source = source_of(self.reading, follows.subject)
        cue = self.reading.extent(group.first, group.last)
        return attribution(cue, source, content, strength, sure=strength > 0.5, base=group.verb.base)

    def _with_any_subject(self, group: VerbGroup, follows: Complement) -> Complement:
        """Return what follows with its object as the subject: after a quotation, whoever is named speaks."""
        phrase = None if follows.subject else self._named(group, follows)
        if phrase is None:
            return follows
        return follows._replace(subject=with_apposition(self.reading, phrase, self.reading.last[group.last]))

    def _named(self, group: VerbGroup, follows: Complement) -> Phrase | None:
        """Return who is named after a cue that has no subject that is sure to speak."""
        reading, first, end = self.reading, follows.first, self.reading.last[group.last]
        if group.plural and reading.word(group.last + 1) == "en":
            # "insisten en la consejería"
            phrase = phrase_at(reading, group.last + 2, end)
            return phrase if phrase and phrase.speaks else None
        if reading.has(first, c.COMMA):
            # "clama, indignada, una vecina"
            commas = (
                at for at in range(first + 1, min(end, first + ASIDE_REACH)) if reading.has(at, c.COMMA)
            )
            first = next(commas, first) + 1
        elif follows.kind is not Kind.OBJECT:
            return None
        phrase = phrase_at(reading, first, end, plural=group.plural)
        if phrase is None and reading.has(first, c.CONTENT):
            # "afirma tajante una empleada"
            phrase = phrase_at(reading, first + 1, end, plural=group.plural)
        fits = (
            phrase is not None
            and phrase.agrees(group.plural)
            and (phrase.first == follows.first or phrase.speaks)
        )
        return phrase if fits else None

    def _rest(self, group: VerbGroup, follows: Complement, *, unfinished: bool = False) -> tuple[Extent, ...]:
        """Return what goes on after the source: in the same sentence, or in a quotation after it.

        ``unfinished``: what stands before the cue has no verb, so that it goes on.
        """
        reading, contents, level = self.reading, self.contents, self.reading.level[group.last]
        first, end = (follows.subject.last if follows.subject else group.last) + 1, reading.last[group.last]
        marks = c.COMMA | c.STOP | c.DASH
        after = range(first, min(end, first + REST_REACH))
        token = next((at for at in after if reading.has(at, marks) or reading.level[at] != level), end)
        if token >= end:
            return tuple(contents.continued(reading.document.ends[end - 1]))
        extent = None
        if reading.has(token, c.COMMA) and self._goes_on(group, token + 1, unfinished):
            extent = contents.from_token(token + 1) if not contents.boundaries.is_stop(token) else None
        elif reading.words[token] == ":" and token + 1 < end:
            extent = contents.from_token(token + 1)
        elif reading.has(token, c.STOP):
            return tuple(contents.continued(reading.document.ends[token]))
        return (extent,) if extent else ()

    def _goes_on(self, group: VerbGroup, token: int, unfinished: bool) -> bool:
        """Return whether what is said goes on with a token after a comma."""
        reading = self.reading
        if token < reading.last[group.last] and reading.level[token] != reading.level[group.last]:
            return True
        if reading.word(token) == "que":
            # "Se sospecha, dijo Soto, que …"
            return any(at in self.contents.by_first for at in (group.first - 2, group.first - 3))
        return unfinished and not reading.has(token, c.RELATIVE | c.GERUND)
