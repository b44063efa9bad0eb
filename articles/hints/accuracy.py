"""What to expect of the hints of each kind: how many are right and how much they miss, in round words for teachers.

They come from trials of rules like these on news texts. Of ours only attributions have been measured on texts that
they were not written for, a few documents (``docs/hints.md``).
"""

from web.i18n.lazy_message import Message

# Slug of the kind -> (how often to expect it to be right, how much to expect it to miss).
ACCURACY = {
    "attribution": (
        Message("Expect about nine in ten of those shown first to be right."),
        Message("Expect it to miss about half of all allegations."),
    ),
    "loaded-words": (
        Message("Expect about half to be right: the same word may be loaded here and plain there."),
        Message("Expect it to miss about two in three loaded words."),
    ),
    "scare-quotes": (
        Message("Expect fewer than half to be right: many are only short quotations."),
        Message("How many it misses is not known."),
    ),
    "opinions": (
        Message("Expect about four in five to be right."),
        Message("Expect it to miss about three in five opinions."),
    ),
    "claims": (
        Message("Expect about nine in ten to be right."),
        Message("Expect it to miss about three in five claims."),
    ),
}
