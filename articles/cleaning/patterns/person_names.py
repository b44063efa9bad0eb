"""Recognize people's names among other capitalized words."""

import regex

_WORD = r"(?:\p{Lu}[\p{L}\p{M}’'.\-]*+|\p{Lo}[\p{Lo}\p{M}]*+)"
_LINK = r"(?:d[aeiou]|del|dos|das|la|las|los|van|von|der|den|ter|bin|ibn|al|el|le|du)"
NAME = regex.compile(rf"{_WORD}(?:\s++(?:{_LINK}\s++)*+{_WORD}){{1,4}}+|\p{{Lo}}{{2,}}")
BETWEEN = regex.compile(r"(?:(?<!\s)\s++)?(?:[,;&]|\b(?:and|y|e|und|et|with)\b)\s*+")
# Newsrooms that sign articles count as authors.
NEWSROOM = regex.compile(
    r"(?:the\s+)?(?:associated press|editorial board|reuters|afp|agence france-presse|ap|efe|dpa|europa press"
    r"|press association|staff|(?:our\s+)?(?:own\s+)?correspondents?|(?:la\s+)?redacción|agencias)",
    regex.IGNORECASE,
)
# What follows a name and a comma: "Staff Writer", "BBC News".
ROLE = regex.compile(
    r"(?:[\p{L}&’'.\-]+\s+){0,4}"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|news|press|times|post|redactora?|corresponsal)",
    regex.IGNORECASE,
)
# Words that are in no name, for headlines such as "By Popular Demand" and "By the Numbers".
_OTHER_WORDS = """
    the a an any all no our my your his her its their this that these those some other every each how why
    what when where who before after then now again here there more less most least than only just
    popular royal public design default law land sea air water night day week month year hook heart hand
    numbers number demand means request order way end time rights choice contrast comparison accident chance
    invitation appointment election elections results votes mail force nature fire foot bus car train road
    rail degrees proxy popularity example necessary committee government council police
    monday tuesday wednesday thursday friday saturday sunday spring summer autumn fall winter morning evening
    january february march april june july august september october november december
    favor fin qué eso ahora ejemplo"""
NO_NAME = frozenset(_OTHER_WORDS.split())
NO_FIRST_NAME = NO_NAME | {"el", "la", "lo", "los", "las", "un", "una"}


def names(text: str) -> tuple[str, ...]:
    """Return the names in ``text`` if it is a list of names and nothing else."""
    result: list[str] = []
    for piece in BETWEEN.split(text.strip()):
        if result and ROLE.fullmatch(piece):
            continue
        if not NEWSROOM.fullmatch(piece) and not is_name(piece):
            return ()
        result.append(piece)
    return tuple(result)


def is_name(text: str) -> bool:
    """Return whether ``text`` looks like the name of one person: two to five capitalized words."""
    words = text.casefold().replace("’", "'").split()
    if not NAME.fullmatch(text) or any(word.endswith("'s") for word in words):
        return False
    return words[0] not in NO_FIRST_NAME and NO_NAME.isdisjoint(words[1:])
