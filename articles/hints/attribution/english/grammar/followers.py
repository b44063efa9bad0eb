"""Find the noun phrase that follows a cue: the speaker after “said”, the source after “according to”."""

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.adjuncts import is_medium, time_phrase_end
from articles.hints.attribution.english.grammar.lexicon import listed, reporting_verbs
from articles.hints.attribution.english.grammar.noun_phrases import (
    Phrase,
    begins_phrase,
    is_appositive,
    is_nickname,
    is_reduced,
    is_relative,
    relative_before,
    without_trailing_time,
)
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.tokens import REACH

# Words that a noun phrase never goes on with.
ENDING = frozenset(
    (
        "but", "as", "when", "while", "after", "before", "during", "because", "if", "since", "until", "although",
        "following", "without", "about", "amid", "despite", "that", "where",
    )
)  # fmt: skip


def phrase_after(reading: Reading, token: int) -> Phrase | None:
    """Return the noun phrase that begins at ``token``, with its appositions: after “said” or “according to”."""
    if token >= len(reading):
        return None
    last = reading.right_limit(token)
    if not (
        reading.is_nominal(token)
        or reading.has(token, c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.OBJECT | c.NUMBER | c.ADJECTIVE)
    ):
        return None
    if (
        reading.has(token, c.OBJECT)
        or (reading.has(token, c.SUBJECT) and reading.word(token) not in ("one", "others"))
    ) and not (reading.has(token, c.POSSESSIVE) or _goes_on(reading, token)):
        return Phrase(token, token, token)
    core, relative = -1, False
    at = token
    while at <= last:
        tag = reading.tags[at]
        if tag & c.BRACKET_OPEN:
            while at < last and not reading.has(at, c.BRACKET_CLOSE):
                at += 1
        elif tag & c.COMMA:
            core, relative = at - 1 if core < 0 else core, False
            if not is_appositive(reading, at + 1) or _begins_clause(reading, at + 1, last):
                break
        elif (
            tag & c.QUOTE and reading.opens_quotation(at) and is_nickname(reading, reading.quotation_last(at))
        ):
            at = reading.quotation_last(at)
        elif tag & (c.BOUNDARY | c.STOP) or (at > token and not relative and ends_phrase(reading, at)):
            break
        elif tag & c.RELATIVE and at > token:
            if core < 0 and reading.has(at - 1, c.NAME):
                break
            relative = True
        at += 1
    end = at - 1
    while end > token and (
        (reading.word(end) == "." and reading.sentence_last[end] <= end)
        or reading.has(end, c.COMMA)
        or reading.word(end) in ("and", "or")
    ):
        end -= 1
    end = without_trailing_time(reading, token, end)
    return Phrase(token, end, min(core, end) if core >= 0 else end) if end >= token else None


def _goes_on(reading: Reading, token: int) -> bool:
    """Return whether an indefinite pronoun goes on: “anyone who knows him”, “everyone at the school”."""
    indefinite = reading.word(token).endswith(("one", "body"))
    return indefinite and reading.word(token + 1) in ("who", "at", "in", "from", "on", "with")


def _begins_clause(reading: Reading, token: int, last: int) -> bool:
    """Return whether a finite verb follows before the next mark, so that no apposition begins at ``token``."""
    for at in range(token, min(last, token + 14) + 1):
        if reading.has(at, c.BOUNDARY | c.STOP | c.RELATIVE) or reading.word(at) == "that":
            return False
        if at > token and reading.is_finite(at) and not is_reduced(reading, at):
            return True
    return False


def ends_phrase(reading: Reading, at: int) -> bool:
    """Return whether the noun phrase to the left cannot go on with the token ``at``."""
    tag, word = reading.tags[at], reading.word(at)
    if word in ENDING:
        return not (word in ("that", "where") and is_relative(reading, at))
    if word in ("and", "or"):
        return reading.has(
            at + 1, c.PAST | c.THIRD | c.ADVERB | c.AUXILIARY | c.SUBJECT | c.ING
        ) and not reading.has(at + 1, c.NAME)
    if tag & c.PREPOSITION and not tag & c.NAME:
        if word in ("in", "at", "on", "by", "through", "via", "to", "during", "over"):
            before = reading.word(at - 1).removesuffix("s")
            belongs = before in listed("to_offices") or before in listed("to_adjectives")
            if word == "to" and belongs and not reading.has(at + 1, c.BASE | c.BE | c.HAVE | c.DO):
                return False
            return (
                time_phrase_end(reading, at) > at
                or is_medium(reading, at)
                or word in ("via", "to", "through")
            )
        return False
    if time_phrase_end(reading, at) > at:
        return True
    if tag & c.RELATIVE:
        return reading.has(at - 1, c.COMMA)
    if tag & c.ING and not tag & c.NAME and reading.word(at) in reporting_verbs():
        return not reading.has(at - 1, c.PREPOSITION | c.DETERMINER)
    if begins_phrase(reading, at):
        return True
    return (
        reading.is_finite(at)
        and not is_reduced(reading, at)
        and relative_before(reading, max(0, at - REACH), at) < 0
    )
