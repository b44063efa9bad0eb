"""Join the lines of plain texts that a mail program wrapped and marked as wrapped (``format=flowed``, RFC 3676)."""

from collections.abc import Iterator

SIGNATURE = "-- "


def unwrap(text: str, delete_space: bool) -> str:
    """Return the text with each wrapped paragraph on one line.

    With ``delete_space``, the space at the end of a wrapped line is not part of the text.
    """
    return "\n".join(_lines(text, delete_space))


def _lines(text: str, delete_space: bool) -> Iterator[str]:
    pending: list[str] = []
    depth = 0
    for line in text.split("\n"):
        rest = line.lstrip(">")
        quoted = len(line) - len(rest)
        rest = rest.removeprefix(" ")
        if pending and (quoted != depth or rest == SIGNATURE):
            yield _line(depth, pending)
            pending = []
        depth = quoted
        if rest.endswith(" ") and rest != SIGNATURE:
            pending.append(rest[:-1] if delete_space else rest)
        else:
            yield _line(depth, [*pending, rest])
            pending = []
    if pending:
        yield _line(depth, pending)


def _line(depth: int, pieces: list[str]) -> str:
    return f"{'>' * depth}{' ' * bool(depth)}{''.join(pieces)}"
