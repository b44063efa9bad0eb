"""Byte ranges, for resuming interrupted downloads (RFC 9110, section 14). Pure."""

import re

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """Return [start, end) within ``size`` bytes; None if the header is not understood, which means the whole file.

    Raise ``ValueError`` if the range lies outside the file.
    """
    match = RANGE.fullmatch(header.strip())
    if not match or match[1] == match[2] == "":
        return None
    if match[1] == "":
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(size, int(match[2]) + 1) if match[2] else size
    if start >= size or start >= end:
        raise ValueError("There are no such bytes.")
    return start, end
