"""Long lists in parts, as statements take them. Pure."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
# Few enough for the parameters of a statement on any database.
SIZE = 500


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield ``items`` in their order, ``SIZE`` at a time."""
    for start in range(0, len(items), SIZE):
        yield items[start : start + SIZE]
