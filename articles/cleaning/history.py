"""What the steps did to one text, piece by piece, so that any of it can be undone."""

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from articles.cleaning.edit import Edit
from articles.text.draft import Draft, normalize_formatting
from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text; ``put`` is the number of the edit that put it in, ``out`` of the one that took it out."""

    text: str
    put: int | None = None
    out: int | None = None


class History:
    """The pieces of a text, and every edit made on it."""

    def __init__(self, draft: Draft) -> None:
        self.original = draft
        self.pieces = [TextRun(draft.text)]
        self.ids: list[str] = []
        self.reasons: list[Message] = []
        self.needs: list[set[int]] = []
        self.blank: set[int] = set()  # those that only shortened white space
        self._seen: Counter[tuple[str, str]] = Counter()

    def apply(self, slug: str, edits: Sequence[Edit], text: str) -> None:
        """One step's edits on ``text``, the text as it is now."""
        _check(slug, edits, text)
        gone, cuts = _Removed(self.pieces), [_trimmed(edit, text) for edit in edits]
        passages = {n for n, edit in enumerate(edits, len(self.ids)) if text[edit.start : edit.end].strip()}
        self.pieces = list(_cut(self.pieces, cuts, len(self.ids), passages, self.blank))
        for edit, cut in zip(edits, cuts, strict=True):
            quote = text[edit.start : edit.end]
            self._seen[slug, quote] += 1
            name = f"{self._seen[slug, quote]}:{quote}"
            digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
            if not quote.strip() and not cut.replacement:
                self.blank.add(len(self.ids))
            self.ids.append(f"{slug}-{digest[:12]}")
            self.reasons.append(edit.reason)
            # White space is only ever in the way because of what is gone beside it.
            self.needs.append(set() if quote.strip() else gone.within(edit.start, edit.end))

    def undone(self, kept: frozenset[str]) -> set[int]:
        """The edits that are not in force: those to keep, and those that made sense only after one of them."""
        undone: set[int] = set()
        for number, name in enumerate(self.ids):
            if name in kept or not undone.isdisjoint(self.needs[number]):
                undone.add(number)
        return undone

    def draft(self, now: Draft, undone: Iterable[int] = ()) -> Draft:
        """``now`` with the text that is left, and the original's formatting on it."""
        back = set(undone)
        spans, text, at, length = [], [], 0, 0
        for piece in self.pieces:
            stays = piece.put not in back and (piece.out is None or piece.out in back)
            if piece.put is None:
                if stays:
                    spans.append((at, at + len(piece.text), length - at))
                at += len(piece.text)
            if stays:
                text.append(piece.text)
                length += len(piece.text)
        starts, ends = [span[0] for span in spans], [span[1] for span in spans]
        moved = []
        for item in self.original.formatting:
            first, last = bisect_right(ends, item.start), bisect_left(starts, item.end) - 1
            if first <= last:
                start = max(item.start, starts[first]) + spans[first][2]
                moved.append(replace(item, start=start, end=min(item.end, ends[last]) + spans[last][2]))
        return replace(now, text="".join(text), formatting=normalize_formatting(moved))


class _Removed:
    """Where in the text something was taken out, and by which edit."""

    def __init__(self, pieces: Iterable[TextRun]) -> None:
        self.places: list[int] = []
        self.edits: list[int] = []
        at = 0
        for piece in pieces:
            if piece.out is None:
                at += len(piece.text)
            else:
                self.places.append(at)
                self.edits.append(piece.out)

    def within(self, start: int, end: int) -> set[int]:
        return set(self.edits[bisect_left(self.places, start) : bisect_right(self.places, end)])


def _check(slug: str, edits: Sequence[Edit], text: str) -> None:
    """Steps that overlap or make no way would never come to an end."""
    at = 0
    for edit in edits:
        quote, put = text[edit.start : edit.end], edit.replacement
        if not at <= edit.start < edit.end <= len(text):
            raise ValueError(f"{slug}: {edit} overlaps another or lies outside the text")
        if (len(put), put.count("\n")) >= (len(quote), quote.count("\n")):
            raise ValueError(f"{slug}: {edit} does not shorten {quote!r}")
        at = edit.end


def _trimmed(edit: Edit, text: str) -> Edit:
    """The edit without what it leaves as it was at its ends."""
    start, end, put = edit.start, edit.end, edit.replacement
    while put and text[start] == put[0]:
        start, put = start + 1, put[1:]
    while put and text[end - 1] == put[-1]:
        end, put = end - 1, put[:-1]
    return replace(edit, start=start, end=end, replacement=put)


def _cut(
    pieces: Iterable[TextRun], edits: Sequence[Edit], number: int, passages: set[int], blank: set[int]
) -> Iterable[TextRun]:
    """The pieces after the edits, in one walk over both; ``number`` is the first edit's.

    Blank lines that are gone from within a passage go with it and come back with it.
    """
    at, waiting = 0, iter(edits)
    edit = next(waiting, None)
    for piece in pieces:
        if piece.out is not None:
            inside = edit is not None and edit.start < at < edit.end
            taken = inside and number in passages and piece.out in blank
            yield replace(piece, out=number) if taken else piece
            continue
        origin, done, size = at, 0, len(piece.text)
        while edit is not None and edit.start < origin + size:
            begin, end = max(edit.start - origin, done), min(edit.end - origin, size)
            if done < begin:
                yield replace(piece, text=piece.text[done:begin])
            yield replace(piece, text=piece.text[begin:end], out=number)
            done = end
            if origin + end < edit.end:
                break
            if edit.replacement:
                yield TextRun(edit.replacement, put=number)
            number += 1
            edit = next(waiting, None)
        if done < size:
            yield replace(piece, text=piece.text[done:])
        at = origin + size
