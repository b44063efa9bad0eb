"""Find the noun phrase that is the source: the subject before a verb, or what follows “said” or “according to”."""

from typing import NamedTuple

from articles.hints.attribution.english import classes as c
from articles.hints.attribution.english.adjuncts import is_medium, time_phrase_end
from articles.hints.attribution.english.lexicon import sources
from articles.hints.attribution.english.reading import REACH, Reading

# Prepositions that also open a clause: "after its own auditors warned".
SUBORDINATING = frozenset(("after", "before", "as", "since", "until", "once"))


class Phrase(NamedTuple):
    """A noun phrase: its tokens from ``first`` to ``last``, and where its core without appositions ends."""

    first: int
    last: int
    core_last: int


def subject_before(reading: Reading, verb: int) -> Phrase | None:
    """Return the subject whose verb group begins at ``verb``; None if none is found.

    Steps over an apposition or a relative clause between commas back to the name.
    """
    low = reading.left_limit(verb)
    end = verb - 1
    if end < low:
        return None
    if reading.has(end, c.COMMA | c.STOP) and reading.word(end) in (",", "—", "–", "-"):
        return _before_apposition(reading, low, end)
    if reading.has(end, c.RELATIVE) or (reading.word(end) == "that" and reading.is_nominal(end - 1)):
        return _antecedent(reading, low, end - 1)
    phrase = _within(reading, low, end)
    return Phrase(*phrase, phrase[1]) if phrase else None


def _antecedent(reading: Reading, low: int, end: int) -> Phrase | None:
    if end >= low and reading.has(end, c.COMMA):
        end -= 1
    phrase = _within(reading, low, end) if end >= low else None
    return Phrase(*phrase, phrase[1]) if phrase else None


def _before_apposition(reading: Reading, low: int, comma: int) -> Phrase | None:
    """Return the phrase before an apposition that ends at a comma: “Oddvar, 41, a deckhand, ”."""
    end = comma - 1
    appositive = False
    for _ in range(5):
        mark = _mark_before(reading, low, end)
        if mark < 0:
            return None if not appositive else _with_apposition(reading, low, end, comma)
        first = mark + 1
        if appositive and not is_appositive(reading, first):
            break
        appositive = True
        end = mark - 1
        if not is_appositive(reading, first) and not _is_aside(reading, first):
            break
    return _with_apposition(reading, low, end, comma)


def _with_apposition(reading: Reading, low: int, end: int, comma: int) -> Phrase | None:
    phrase = _within(reading, low, end)
    if not phrase:
        return None
    aside = _is_aside(reading, end + 2) and not is_appositive(reading, end + 2)
    return Phrase(phrase[0], phrase[1] if aside else comma - 1, phrase[1])


def _mark_before(reading: Reading, low: int, end: int) -> int:
    """Return the nearest comma or dash at or before ``end``; -1 if something else that ends a phrase comes first."""
    token = end
    while token >= low:
        tag = reading.tags[token]
        if tag & c.BRACKET_CLOSE:
            token = _bracket_open(reading, low, token)
        elif tag & c.COMMA or reading.word(token) in ("—", "–"):
            return token
        elif tag & (c.STOP | c.QUOTE):
            return -1
        token -= 1
    return -1


def _bracket_open(reading: Reading, low: int, token: int) -> int:
    opening = token
    while opening > low and not reading.has(opening, c.BRACKET_OPEN):
        opening -= 1
    return opening


def is_appositive(reading: Reading, token: int) -> bool:
    """Return whether what begins at ``token``, after a comma, may be an apposition: an age, an office, a place."""
    tag, word = reading.tags[token], reading.word(token)
    if tag & c.TIME:
        return False
    if tag & c.NUMBER or word in (
        "a",
        "an",
        "the",
        "another",
        "one",
        "both",
        "himself",
        "herself",
        "of",
        "jr",
        "sr",
    ):
        return True
    if tag & (c.NAME | c.POSSESSIVE):
        return True
    return (reading.is_nominal(token) or bool(tag & c.ADJECTIVE)) and not tag & (
        c.ING | c.SUBJECT | c.OBJECT | c.PAST | c.THIRD
    )


def _is_aside(reading: Reading, token: int) -> bool:
    """Return whether a relative clause, a participle or an adjunct begins at ``token``, after a comma."""
    return reading.has(
        token, c.RELATIVE | c.ING | c.PREPOSITION | c.ADVERB | c.PARTICIPLE | c.TIME | c.SUBORDINATOR
    ) or (reading.word(token) == "too")


def _within(reading: Reading, low: int, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends at ``end``, looking no further than ``low``."""
    first, after_verb = _clause_start(reading, low, end)
    if after_verb:
        first = _last_phrase(reading, first, end)
    first_or_none = without_adjuncts(reading, first, end)
    if first_or_none is None:
        return None
    end = _without_trailing_time(reading, first_or_none, end)
    while end >= first_or_none and reading.has(end, c.ADVERB) and not reading.has(end, c.NAME):
        end -= 1
    if end < first_or_none or not any(
        _can_be_source(reading, token) for token in range(first_or_none, end + 1)
    ):
        return None
    return first_or_none, end


def _can_be_source(reading: Reading, token: int) -> bool:
    return reading.is_nominal(token) or reading.has(token, c.SUBJECT | c.OBJECT | c.DETERMINER | c.NUMBER)


def _clause_start(reading: Reading, low: int, end: int) -> tuple[int, bool]:
    """Return where the clause whose subject ends at ``end`` begins, and whether a finite verb stands before it."""
    conjunction = subordinate = -1
    token = end
    while token >= low:
        tag, word = reading.tags[token], reading.word(token)
        if tag & c.BRACKET_CLOSE:
            token = _bracket_open(reading, low, token)
        elif tag & c.QUOTE and reading.closes_quotation(token) and _is_nickname(reading, token):
            token = reading.quotation_first(token)
        elif tag & (c.BOUNDARY | c.STOP):
            if tag & c.COMMA and conjunction >= 0 and _is_list(reading, low, token, conjunction):
                token -= 1
                continue
            if subordinate > token + 1 and _opens_clause(reading, token + 1, subordinate):
                return subordinate + 1, False
            return token + 1, False
        elif word in ("but", "so", "yet", "nor") and not tag & c.NAME:
            return token + 1, False
        elif word in ("and", "or", "&"):
            conjunction = token
        elif word == "that" or (tag & c.SUBORDINATOR and not tag & (c.RELATIVE | c.ADVERB)):
            if not (word == "that" and _is_relative(reading, token)):
                return token + 1, False
        elif word in SUBORDINATING and subordinate < 0:
            subordinate = token
        elif token < end and reading.is_finite(token) and not is_reduced(reading, token):
            relative = _relative_before(reading, low, token)
            if relative < 0:
                nearest = max(conjunction, subordinate)
                return (nearest + 1, False) if nearest > token else (token + 1, True)
            token = relative
        token -= 1
    return low, False


def _opens_clause(reading: Reading, first: int, subordinate: int) -> bool:
    """Return whether “after” opens a clause here: “, come weeks after rival Brenn said”."""
    return reading.has(first, c.BASE) or reading.has(subordinate - 1, c.TIME_UNIT | c.ADVERB)


def _is_list(reading: Reading, low: int, comma: int, conjunction: int) -> bool:
    """Return whether a comma before “X and” separates names: “Oddvar, Lind and Marr”."""
    between = conjunction - comma
    return (
        between <= 4
        and reading.has(comma + 1, c.NAME)
        and reading.has(comma - 1, c.NAME)
        and comma - 3 <= max(low, reading.sentence_first[comma]) + 1
    )


def _is_nickname(reading: Reading, token: int) -> bool:
    first = reading.quotation_first(token)
    return token - first <= 4 and reading.has(first - 1, c.NAME) and reading.has(token + 1, c.NAME)


def _is_relative(reading: Reading, token: int) -> bool:
    """Return whether “that” follows a noun and is followed by a verb: “the groups that oppose it”."""
    return (
        reading.is_nominal(token - 1)
        and reading.has(token + 1, c.AUXILIARY | c.PAST | c.THIRD | c.BASE)
        and not reading.has(token - 1, c.PAST | c.THIRD | c.TIME)
    )


def is_reduced(reading: Reading, token: int) -> bool:
    """Return whether a form such as “accused” may be a participle after its noun: “a man accused of fraud”."""
    if (
        reading.has(token, c.BASE | c.THIRD)
        and not reading.has(token, c.PAST)
        and reading.has(token + 1, c.PREPOSITION)
    ):
        return True
    return (
        reading.has(token, c.PARTICIPLE)
        and not reading.has(token, c.AUXILIARY)
        and reading.is_nominal(token - 1)
        and (
            reading.has(token + 1, c.PREPOSITION | c.TIME | c.TIME_UNIT)
            or reading.word(token + 1) in ("last", "this", "not")
        )
    )


def _relative_before(reading: Reading, low: int, verb: int) -> int:
    """Return the relative pronoun that a verb belongs to; -1 if there is none."""
    for token in range(verb - 1, max(low, verb - 7) - 1, -1):
        tag = reading.tags[token]
        if tag & (c.BOUNDARY | c.STOP):
            return -1
        if (tag & c.RELATIVE or reading.word(token) in ("that", "where")) and reading.is_nominal(token - 1):
            return token
        if token < verb - 1 and reading.is_finite(token) and not tag & c.AUXILIARY:
            return -1
    return -1


def begins_phrase(reading: Reading, token: int) -> bool:
    """Return whether a new noun phrase must begin at ``token``, because the word before it ends one."""
    if not reading.has(token, c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.NAME) or (
        reading.raw[token].endswith(("'s", "’s")) and (not reading.has(token, c.NAME))
    ):
        return False
    tag, before = reading.tags[token], token - 1
    if reading.word(before) == "." or reading.has(
        before, c.CONJUNCTION | c.PREPOSITION | c.DETERMINER | c.POSSESSIVE
    ):
        return False
    if reading.has(before, c.TIME):
        return not tag & c.TIME
    if tag & c.NAME and not tag & c.TIME:
        lower = reading.raw[before][0].islower()
        return (
            lower
            and reading.is_nominal(before)
            and not reading.has(before, c.ADJECTIVE)
            and not is_office(reading, before)
        )
    return reading.is_nominal(before) or reading.has(before, c.OBJECT | c.NUMBER | c.ADVERB)


def is_office(reading: Reading, token: int) -> bool:
    """Return whether a noun may stand before the name of who holds it: “mayor Lind”, “spokesman Oddvar”."""
    word = reading.word(token)
    return word in sources("before_names") or word.endswith(tuple(sources("offices")))


def _last_phrase(reading: Reading, first: int, end: int) -> int:
    """Return where the last noun phrase in a run of several begins: “reporters | the mayor”."""
    for token in range(end, first, -1):
        if begins_phrase(reading, token):
            return token
    return first


def without_adjuncts(reading: Reading, first: int, end: int) -> int | None:
    """Return where the subject begins in a clause that may open with “But on Monday” or “In a statement”."""
    token = first
    for _ in range(8):
        if token > end:
            return None
        tag, word = reading.tags[token], reading.word(token)
        if word == ".":
            token += 1
        elif (word in sources("leading") and not tag & c.NAME) or (
            tag & c.ADVERB and not tag & (c.NAME | c.DETERMINER) and token < end
        ):
            if word == "that" and token == end:
                return token
            token += 1
        elif (after := time_phrase_end(reading, token)) > token and after <= end:
            token = after
        elif tag & c.PREPOSITION or (
            tag & c.ING and token + 1 <= end and reading.has(token + 1, c.DETERMINER | c.POSSESSIVE)
        ):
            start = next(
                (
                    later
                    for later in range(token + 2, end + 1)
                    if begins_phrase(reading, later) or _after_time(reading, later)
                ),
                None,
            )
            if start is None:
                return None
            token = start
        else:
            return token
    return token if token <= end else None


def _after_time(reading: Reading, token: int) -> bool:
    """Return whether a noun follows a time: “On Monday residents”, “In 2019 officials”."""
    before = token - 1
    year = (
        reading.has(before, c.NUMBER)
        and len(reading.word(before)) == 4
        and reading.has(before - 1, c.PREPOSITION | c.TIME)
    )
    return (reading.has(before, c.TIME) or year) and not reading.has(
        token, c.TIME | c.NUMBER | c.PREPOSITION | c.TIME_UNIT | c.CONJUNCTION
    )


def _without_trailing_time(reading: Reading, first: int, end: int) -> int:
    """Return the end of a phrase without “on Tuesday” or “last week” at its end."""
    for start in range(max(first + 1, end - 4), end + 1):
        if time_phrase_end(reading, start) == end + 1:
            return start - 1
    return end


def phrase_after(reading: Reading, token: int) -> Phrase | None:
    """Return the noun phrase that begins at ``token``, with its appositions: after “said” or “according to”."""
    last = reading.right_limit(token)
    if token > last or not (
        reading.is_nominal(token)
        or reading.has(token, c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.OBJECT | c.NUMBER | c.ADJECTIVE)
    ):
        return None
    if (
        reading.has(token, c.OBJECT)
        or (reading.has(token, c.SUBJECT) and reading.word(token) not in ("one", "others"))
    ) and not reading.has(token, c.POSSESSIVE):
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
            tag & c.QUOTE
            and reading.opens_quotation(at)
            and _is_nickname(reading, reading.quotation_last(at))
        ):
            at = reading.quotation_last(at)
        elif tag & (c.BOUNDARY | c.STOP) or (at > token and not relative and ends_phrase(reading, at)):
            break
        elif tag & c.RELATIVE and at > token:
            relative = True
        at += 1
    end = at - 1
    while end > token and (
        (reading.word(end) == "." and reading.sentence_last[end] <= end)
        or reading.has(end, c.COMMA)
        or reading.word(end) in ("and", "or")
    ):
        end -= 1
    end = _without_trailing_time(reading, token, end)
    return Phrase(token, end, min(core, end) if core >= 0 else end) if end >= token else None


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
    if word in (
        "but",
        "as",
        "when",
        "while",
        "after",
        "before",
        "during",
        "because",
        "if",
        "since",
        "until",
        "although",
        "following",
        "without",
        "about",
        "amid",
        "despite",
        "that",
        "where",
    ):
        return not (word in ("that", "where") and _is_relative(reading, at))
    if word in ("and", "or"):
        return reading.has(
            at + 1, c.PAST | c.THIRD | c.ADVERB | c.AUXILIARY | c.SUBJECT | c.ING
        ) and not reading.has(at + 1, c.NAME)
    if tag & c.PREPOSITION and not tag & c.NAME:
        if word in ("in", "at", "on", "by", "through", "via", "to", "during", "over"):
            if word == "to" and is_office(reading, at - 1):
                return False
            return time_phrase_end(reading, at) > at or is_medium(reading, at) or word in ("via", "to")
        return False
    if time_phrase_end(reading, at) > at:
        return True
    if tag & c.RELATIVE:
        return reading.has(at - 1, c.COMMA | c.NAME)
    if (
        tag & c.ING
        and not tag & c.NAME
        and reading.has(at + 1, c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.OBJECT)
    ):
        return not reading.has(at - 1, c.PREPOSITION | c.DETERMINER)
    if begins_phrase(reading, at):
        return True
    return (
        reading.is_finite(at)
        and not is_reduced(reading, at)
        and _relative_before(reading, max(0, at - REACH), at) < 0
    )


def head(reading: Reading, phrase: Phrase) -> int:
    """Return the head noun of a phrase: the last word before its first preposition or mark."""
    result = phrase.first
    for token in range(phrase.first, phrase.core_last + 1):
        if (
            token > phrase.first
            and reading.has(
                token, c.PREPOSITION | c.BOUNDARY | c.STOP | c.RELATIVE | c.PARTICIPLE | c.BRACKET_OPEN
            )
            and not reading.has(token, c.NAME)
        ):
            break
        if reading.is_nominal(token) or reading.has(
            token, c.SUBJECT | c.OBJECT | c.POSSESSIVE | c.DETERMINER
        ):
            result = token
    return result
