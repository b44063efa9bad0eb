"""Find the subject before a verb, past appositions and without what opens the sentence."""

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.adjuncts import time_phrase_end
from articles.hints.attribution.english.grammar.lexicon import listed
from articles.hints.attribution.english.grammar.noun_phrases import (
    Phrase,
    begins_phrase,
    is_appositive,
    is_nickname,
    is_office,
    is_reduced,
    is_relative,
    relative_before,
    without_trailing_time,
)
from articles.hints.attribution.english.grammar.reading import Reading

# Prepositions that also open a clause: "after its own auditors warned".
SUBORDINATING = frozenset(("after", "before", "as", "since", "until", "once"))


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


def phrase_before(reading: Reading, token: int) -> Phrase | None:
    """Return the noun phrase that ends right before a token."""
    phrase = _within(reading, reading.left_limit(token), token - 1) if token else None
    return Phrase(*phrase, phrase[1]) if phrase else None


def _antecedent(reading: Reading, low: int, end: int) -> Phrase | None:
    if end >= low and reading.has(end, c.COMMA):
        end -= 1
    phrase = _within(reading, low, end) if end >= low else None
    if phrase is None:
        return None
    first = _nearest_name(reading, *phrase)
    return Phrase(first, phrase[1], phrase[1])


def _nearest_name(reading: Reading, first: int, last: int) -> int:
    """Return where the person begins that “who” means: “criticism from Pell, who said”."""
    for token in range(last - 1, first, -1):
        if reading.word(token) in ("from", "by", "to", "with", "against") and reading.has(token + 1, c.NAME):
            person = any(
                is_office(reading, noun) or reading.has(noun, c.NAME) for noun in range(first, token)
            )
            return first if person else token + 1
    return first


def _before_apposition(reading: Reading, low: int, comma: int) -> Phrase | None:
    """Return the phrase before an apposition that ends at a comma: “Oddvar, 41, a deckhand, ”."""
    end = comma - 1
    appositive = False
    for _ in range(5):
        mark = _mark_before(reading, low, end)
        if mark < 0:
            return None if not appositive else _with_apposition(reading, low, end, comma)
        first = mark + 1
        if appositive and (not is_appositive(reading, first) or _follows_adjunct(reading, low, mark)):
            break
        appositive = True
        end = mark - 1
        if not is_appositive(reading, first) and not _is_aside(reading, first):
            break
    return _with_apposition(reading, low, end, comma)


def _follows_adjunct(reading: Reading, low: int, comma: int) -> bool:
    """Return whether an adjunct ends at a comma: “On Monday, Lind, 41, ”."""
    mark = _mark_before(reading, low, comma - 1)
    first = mark + 1 if mark >= 0 else low
    while first < comma and reading.has(first, c.CONJUNCTION):
        first += 1
    opens = c.PREPOSITION | c.TIME | c.ADVERB | c.SUBORDINATOR | c.ING | c.TIME_MODIFIER
    named = reading.has(first, c.DETERMINER | c.NAME) and time_phrase_end(reading, first) != comma
    return first >= comma or (reading.has(first, opens) and not named)


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
    while first < end and reading.has(first, c.COMMA):
        first += 1
    first_or_none = without_adjuncts(reading, first, end)
    if first_or_none is None:
        return None
    end = without_trailing_time(reading, first_or_none, end)
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
        elif tag & c.QUOTE and reading.closes_quotation(token) and is_nickname(reading, token):
            token = reading.quotation_first(token)
        elif tag & (c.BOUNDARY | c.STOP):
            listed_names = _is_list(reading, low, token, conjunction) or _is_second(
                reading, low, token, conjunction
            )
            if tag & c.COMMA and conjunction > token and listed_names:
                token -= 1
                continue
            if subordinate > token + 1 and _opens_clause(reading, token + 1, subordinate):
                return subordinate + 1, False
            return token + 1, False
        elif word in ("but", "so", "yet") and not tag & c.NAME:
            return token + 1, False
        elif word in ("and", "or", "nor", "&"):
            conjunction = token
        elif word == "that" or (tag & c.SUBORDINATOR and not tag & (c.RELATIVE | c.ADVERB)):
            if not (word == "that" and is_relative(reading, token)):
                return token + 1, False
        elif tag & c.RELATIVE:
            if not any(map(reading.is_finite, range(token + 1, end + 1))):
                # "which economists say": who says it stands between the pronoun and the verb.
                return token + 1, False
        elif word in SUBORDINATING and subordinate < 0:
            subordinate = token
        elif token < end and reading.is_finite(token) and not is_reduced(reading, token):
            relative = relative_before(reading, low, token)
            if relative < 0:
                nearest = max(conjunction, subordinate)
                return (nearest + 1, False) if nearest > token else (token + 1, True)
            token = relative
        token -= 1
    return low, False


def _opens_clause(reading: Reading, first: int, subordinate: int) -> bool:
    """Return whether “after” opens a clause here: “, come weeks after rival Brenn said”."""
    return reading.has(first, c.BASE) or reading.has(subordinate - 1, c.TIME_UNIT | c.ADVERB)


def _is_second(reading: Reading, low: int, comma: int, conjunction: int) -> bool:
    """Return whether “and” joins a second speaker after an apposition: “The mayor, 60, and his wife”."""
    between = range(max(low, reading.sentence_first[comma]), comma)
    apposition = reading.has(conjunction - 1, c.COMMA) and is_appositive(reading, comma + 1)
    return (conjunction == comma + 1 or apposition) and not any(map(reading.is_finite, between))


def _is_list(reading: Reading, low: int, comma: int, conjunction: int) -> bool:
    """Return whether a comma before “X and” separates names: “Oddvar, Lind and Marr”."""
    between = conjunction - comma
    return (
        between <= 4
        and reading.has(comma + 1, c.NAME)
        and reading.has(comma - 1, c.NAME)
        and not reading.has(comma - 1, c.TIME)
        and (comma - 1 <= low or reading.has(comma - 2, c.BOUNDARY | c.STOP | c.NAME))
    )


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
        elif (word in listed("leading") and not tag & c.NAME) or (
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
        token, c.TIME | c.NUMBER | c.PREPOSITION | c.TIME_UNIT | c.CONJUNCTION | c.BOUNDARY | c.STOP
    )
