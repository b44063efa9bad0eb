"""Find the people mentioned by @name in a comment."""

from collections.abc import Iterable


def mentioned_ids(body: str, people: Iterable[tuple[int, str]]) -> set[int]:
    """Return the ids of those (id, name) whose @name stands in ``body``, ignoring case; the longest name wins."""
    text = body.casefold()
    ids: set[int] = set()
    used_offsets: set[int] = set()
    for pk, name in sorted(people, key=lambda person: -len(person[1])):
        mention = f"@{name.casefold()}"
        offset = text.find(mention)
        while offset != -1:
            next_character = text[offset + len(mention) : offset + len(mention) + 1]
            if offset not in used_offsets and not next_character.isalnum():
                used_offsets.add(offset)
                ids.add(pk)
            offset = text.find(mention, offset + 1)
    return ids
