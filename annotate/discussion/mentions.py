"""Who is meant by the @names in a comment. Pure."""

from collections.abc import Iterable


def mentioned(body: str, names: Iterable[tuple[int, str]]) -> set[int]:
    """The ids of those ``(id, name)`` whose name stands after an @ in ``body``, in any case; of two, the longer."""
    text = body.casefold()
    found: set[int] = set()
    taken: set[int] = set()
    for pk, name in sorted(names, key=lambda each: -len(each[1])):
        wanted = f"@{name.casefold()}"
        at = text.find(wanted)
        while at != -1:
            after = text[at + len(wanted) : at + len(wanted) + 1]
            if at not in taken and not after.isalnum():
                taken.add(at)
                found.add(pk)
            at = text.find(wanted, at + 1)
    return found
