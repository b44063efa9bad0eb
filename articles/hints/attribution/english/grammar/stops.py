"""Where what is said ends: before the next cue, before “, but”, or with its sentence. One pass over the text."""

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.lexicon import ReportingVerb, reporting_verbs
from articles.hints.attribution.english.grammar.reading import Reading

# How far a boundary looks ahead for the next cue.
AHEAD = 12
SPEAKS = frozenset(("clause", "that", "quotation", "question", "order", "judgement"))
# Verbs that need no more than an object to be the next cue.
WITH_OBJECT = frozenset(
    (
        "call",
        "describe",
        "dismiss",
        "accuse",
        "criticize",
        "criticise",
        "blame",
        "praise",
        "condemn",
        "denounce",
    )
)
# Verbs that may close a sentence: "…, the poll found."
CLOSING = frozenset(("find", "report", "note", "write", "state", "show", "suggest"))
# Words between a comma and a participle: “…, before adding”.
BEFORE_PARTICIPLES = frozenset(("before", "while", "without", "by"))


def stops(reading: Reading) -> list[int]:
    """Return for each token the token before which a content that begins there ends."""
    result = [0] * len(reading)
    for token in range(len(reading) - 1, -1, -1):
        if reading.opens_quotation(token):
            after = reading.quotation_last(token) + 1
            within = after < len(reading) and reading.sentence_of[after] == reading.sentence_of[after - 1]
            result[token] = result[after] if within and not is_stop(reading, after) else after
        elif is_stop(reading, token):
            result[token] = token
        else:
            result[token] = token + 1 if reading.sentence_last[token] == token else result[token + 1]
    return result


def is_stop(reading: Reading, token: int) -> bool:
    """Return whether what is said ends before a token, because another cue follows, or “, but”."""
    tag, word = reading.tags[token], reading.word(token)
    if tag & c.COMMA:
        return _stops_at_comma(reading, token)
    if word == "according":
        return reading.word(token + 1) == "to"
    if word in ("and", "but") and not tag & c.NAME:
        return _coordinates_cue(reading, token)
    if word == ";":
        return reading.word(token + 1) != "that"
    return word in ("—", "–", "while", "although", "whereas") and _cue_follows(reading, token)


def _stops_at_comma(reading: Reading, comma: int) -> bool:
    after = reading.word(comma + 1)
    if after == "but" or (after == "according" and reading.word(comma + 2) == "to"):
        return True
    at = comma + 1
    while at < comma + 4 and (
        reading.has(at, c.ADVERB | c.CONJUNCTION) or reading.word(at) in BEFORE_PARTICIPLES
    ):
        at += 1
    return (reading.has(at, c.ING) and is_reporting(reading, at)) or _cue_follows(reading, comma)


def is_reporting(reading: Reading, token: int) -> bool:
    """Return whether a token is a form of a verb of speech, with its further words."""
    words = reading.words
    return any(
        verb.frames & SPEAKS and tuple(words[token + 1 : token + 1 + len(verb.rest)]) == verb.rest
        for verb in reporting_verbs().get(reading.word(token), ())
    )


def _coordinates_cue(reading: Reading, conjunction: int) -> bool:
    """Return whether a cue of the same or another speaker follows: “and warned that”, “and Lind said”."""
    at = conjunction + 1
    while at < conjunction + 4 and reading.has(at, c.ADVERB | c.HAVE | c.NEGATION | c.BE):
        at += 1
    return _is_cue(reading, at) or _is_thought(reading, at) or _cue_follows(reading, conjunction)


def _is_thought(reading: Reading, token: int) -> bool:
    """Return whether a token is a verb of thinking with its clause: “and believes it has a duty”."""
    verbs = reporting_verbs().get(reading.word(token), ())
    finite = any("thought" in verb.frames and verb.form & (c.PAST | c.THIRD) for verb in verbs)
    return finite and (reading.word(token + 1) == "that" or reading.has(token + 1, c.SUBJECT | c.DETERMINER))


def _is_cue(reading: Reading, token: int) -> bool:
    """Return whether a token is a finite reporting verb with something that it reports."""
    verbs = reporting_verbs().get(reading.word(token), ())
    if not verbs or reading.has(token, c.NAME):
        return False
    finite = [
        verb
        for verb in verbs
        if verb.frames & SPEAKS
        and not verb.rest
        and (verb.form & (c.PAST | c.THIRD) or (verb.form & c.BASE and reading.is_finite(token)))
    ]
    return any(_reports(reading, token, verb) for verb in finite)


def _reports(reading: Reading, token: int, verb: ReportingVerb) -> bool:
    after = reading.word(token + 1)
    if verb.base in ("say", "tell") or after in ("that", ":") or reading.has(token + 1, c.QUOTE):
        return True
    if after == "." and reading.sentence_last[token] <= token + 1:
        return "clause" in verb.frames or verb.base in CLOSING
    if verb.base in WITH_OBJECT:
        return reading.has(token + 1, c.DETERMINER | c.POSSESSIVE | c.OBJECT | c.NAME)
    if verb.base in ("warn", "complain") and after in ("of", "about"):
        return True
    if "order" in verb.frames and "to" in reading.words[token + 1 : token + 4]:
        return True
    clause = reading.has(token + 1, c.SUBJECT | c.DETERMINER | c.POSSESSIVE)
    return "clause" in verb.frames and clause and bool(verb.form & c.PAST)


def _cue_follows(reading: Reading, boundary: int) -> bool:
    """Return whether a subject and its cue follow a boundary before any other finite verb."""
    last = min(reading.sentence_last[boundary], boundary + AHEAD)
    token = boundary + 1
    if reading.has(token, c.CONJUNCTION | c.SUBORDINATOR) and reading.word(token) != "that":
        token += 1
    if reading.has(token, c.RELATIVE | c.PREPOSITION) or reading.word(token) == "that":
        return False
    for at in range(token, last + 1):
        if reading.has(at, c.BOUNDARY | c.STOP) or reading.word(at) == "that":
            return False
        if at > token and _is_cue(reading, at):
            return True
        if reading.is_finite(at) and not reading.has(at, c.AUXILIARY):
            return False
    return False
