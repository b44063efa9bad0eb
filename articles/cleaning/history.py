"""The edits of all steps on one text, recorded so that each of them can be undone."""

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from articles.cleaning.edit import Edit
from articles.text.draft import Draft, normalize_formatting
from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text, with the numbers of the edits that inserted and removed it."""

    text: str
    inserted_by: int | None = None
    removed_by: int | None = None


class History:
    """A text in runs, and every edit made on it. ``needs``: the edits without which an edit makes no sense."""

    def __init__(self, draft: Draft) -> None:
        self.original = draft
        self.runs = [TextRun(draft.text)]
        self.ids: list[str] = []
        self.reasons: list[Message] = []
        self.needs: list[set[int]] = []
        self.blank: set[int] = set()  # edits that only removed white space
        self._occurrences: Counter[tuple[str, str]] = Counter()

    def apply(self, slug: str, edits: Sequence[Edit], text: str) -> None:
        """Record the edits of one step on ``text``, the text as it is now."""
        _check(slug, edits, text)
        removed, cuts = _Removed(self.runs), [_trim(edit, text) for edit in edits]
        passages = {n for n, edit in enumerate(edits, len(self.ids)) if text[edit.start : edit.end].strip()}
        self.runs = list(_cut(self.runs, cuts, len(self.ids), passages, self.blank))
        for edit, cut in zip(edits, cuts, strict=True):
            quote = text[edit.start : edit.end]
            self._occurrences[slug, quote] += 1
            name = f"{self._occurrences[slug, quote]}:{quote}"
            digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
            if not quote.strip() and not cut.replacement:
                self.blank.add(len(self.ids))
            self.ids.append(f"{slug}-{digest[:12]}")
            self.reasons.append(edit.reason)
            # White space is removed only because of removals beside it.
            self.needs.append(set() if quote.strip() else removed.within(edit.start, edit.end))

    def undone(self, edits: frozenset[str]) -> set[int]:
        """Return the edits that are undone: those in ``edits``, and those that make no sense without them."""
        undone: set[int] = set()
        for number, name in enumerate(self.ids):
            if name in edits or not undone.isdisjoint(self.needs[number]):
                undone.add(number)
        return undone

    def draft(self, draft: Draft, undone: Iterable[int] = ()) -> Draft:
        """Return ``draft`` with the text that is left, and the original's formatting on it."""
        undone = set(undone)
        # (start, end, shift) of the parts of the original that are left.
        spans, text, offset, length = [], [], 0, 0
        for run in self.runs:
            stays = run.inserted_by not in undone and (run.removed_by is None or run.removed_by in undone)
            if run.inserted_by is None:
                if stays:
                    spans.append((offset, offset + len(run.text), length - offset))
                offset += len(run.text)
            if stays:
                text.append(run.text)
                length += len(run.text)
        starts, ends = [span[0] for span in spans], [span[1] for span in spans]

        def moved(items: Iterable[Any]) -> Iterable[Any]:
            for item in items:
                first, last = bisect_right(ends, item.start), bisect_left(starts, item.end) - 1
                if first <= last:
                    start = max(item.start, starts[first]) + spans[first][2]
                    yield replace(item, start=start, end=min(item.end, ends[last]) + spans[last][2])

        return replace(
            draft,
            text="".join(text),
            formatting=normalize_formatting(moved(self.original.formatting)),
            clutter=tuple(moved(self.original.clutter)),
        )


class _Removed:
    """The offsets at which something was removed from the text, and by which edit."""

    def __init__(self, runs: Iterable[TextRun]) -> None:
        self.offsets: list[int] = []
        self.edits: list[int] = []
        offset = 0
        for run in runs:
            if run.removed_by is None:
                offset += len(run.text)
            else:
                self.offsets.append(offset)
                self.edits.append(run.removed_by)

    def within(self, start: int, end: int) -> set[int]:
        return set(self.edits[bisect_left(self.offsets, start) : bisect_right(self.offsets, end)])


def _check(slug: str, edits: Sequence[Edit], text: str) -> None:
    """Raise ``ValueError`` for edits that overlap or shorten nothing, with which cleaning might never end."""
    previous_end = 0
    for edit in edits:
        quote, replacement = text[edit.start : edit.end], edit.replacement
        if not previous_end <= edit.start < edit.end <= len(text):
            raise ValueError(f"{slug}: {edit} overlaps another or lies outside the text")
        if (len(replacement), replacement.count("\n")) >= (len(quote), quote.count("\n")):
            raise ValueError(f"{slug}: {edit} does not shorten {quote!r}")
        previous_end = edit.end


def _trim(edit: Edit, text: str) -> Edit:
    """Return the edit without what it leaves unchanged at both ends."""
    start, end, replacement = edit.start, edit.end, edit.replacement
    while replacement and text[start] == replacement[0]:
        start, replacement = start + 1, replacement[1:]
    while replacement and text[end - 1] == replacement[-1]:
        end, replacement = end - 1, replacement[:-1]
    return replace(edit, start=start, end=end, replacement=replacement)


def _cut(
    runs: Iterable[TextRun], edits: Sequence[Edit], number: int, passages: set[int], blank: set[int]
) -> Iterable[TextRun]:
    """Yield the runs after the edits; ``number`` is that of the first edit.

    Blank lines that were removed within a passage are removed and restored together with the passage.
    """
    offset, upcoming = 0, iter(edits)
    edit = next(upcoming, None)
    for run in runs:
        if run.removed_by is not None:
            inside = edit is not None and edit.start < offset < edit.end
            belongs = inside and number in passages and run.removed_by in blank
            yield replace(run, removed_by=number) if belongs else run
            continue
        origin, done, size = offset, 0, len(run.text)
        while edit is not None and edit.start < origin + size:
            begin, end = max(edit.start - origin, done), min(edit.end - origin, size)
            if done < begin:
                yield replace(run, text=run.text[done:begin])
            yield replace(run, text=run.text[begin:end], removed_by=number)
            done = end
            if origin + end < edit.end:
                break
            if edit.replacement:
                yield TextRun(edit.replacement, inserted_by=number)
            number += 1
            edit = next(upcoming, None)
        if done < size:
            yield replace(run, text=run.text[done:])
        offset = origin + size
