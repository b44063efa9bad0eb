"""The letters that stand for tags on paper, where there are no colours. Pure."""

from collections import Counter
from collections.abc import Sequence

from annotate.tag import Tag


def tag_codes(tags: Sequence[Tag]) -> dict[str, str]:
    """Return a code per tag: its initial, with the initial of its last word where two tags have the same."""
    initials = Counter(tag.name[:1].upper() for tag in tags)
    codes: dict[str, str] = {}
    for tag in tags:
        code = tag.name[:1].upper()
        if initials[code] > 1:
            code += tag.name.split()[-1][:1].upper()
        codes[tag.slug] = code if code not in codes.values() else f"{code}{tag.key}"
    return codes
