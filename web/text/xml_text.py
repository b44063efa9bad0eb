"""Text for XML documents."""

import re

# Characters that XML 1.0 cannot contain.
INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def replace_invalid_xml(text: str) -> str:
    """Return the text with a space for each character that XML cannot contain; offsets do not change."""
    return INVALID.sub(" ", text)
