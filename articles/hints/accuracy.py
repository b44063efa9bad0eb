"""How often the hints of each kind are right, and how much they miss, in round words for teachers.

The figures are of news texts that the rules were not written for; ``docs/hints.md`` has them exactly.
"""

from web.i18n.lazy_message import Message

# Slug of the kind -> (how often it is right, how much it misses).
ACCURACY = {
    "attribution": (
        Message("About nine in ten of those shown first are right."),
        Message("About half of all allegations get no hint."),
    ),
    "loaded-words": (
        Message("About half are right: the same word may be loaded here and plain there."),
        Message("About two in three loaded words get no hint."),
    ),
    "scare-quotes": (
        Message("Fewer than half are right: many are only short quotations."),
        Message("How many are missed is not known."),
    ),
    "opinions": (
        Message("About four in five are right."),
        Message("About three in five opinions get no hint."),
    ),
    "claims": (
        Message("About nine in ten are right."),
        Message("About three in five claims get no hint."),
    ),
}
