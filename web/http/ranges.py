"""A part of a file, as a broken download asks for it (RFC 9110, 14). Pure."""

import re

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """[start, end) of ``size`` bytes; None where the header asks for nothing that is understood, which is all of it.

    Raises ``ValueError`` where it asks for what is not there.
    """
    found = RANGE.fullmatch(header.strip())
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(size, int(found[2]) + 1) if found[2] else size
    if start >= size or start >= end:
        raise ValueError("There are no such bytes.")
    return start, end
