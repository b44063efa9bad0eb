"""Texts as XML can hold them."""

import re

# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def replace_invalid_xml(text: str) -> str:
    """The same text with a space for each letter that XML cannot hold: offsets stand."""
    return UNWRITABLE.sub(" ", text)
