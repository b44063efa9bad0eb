"""What people do to a text by hand. Each command takes places in the original, and returns the changes with one more.

A change that overlaps or touches an earlier one becomes one with it.
"""

import re
import unicodedata

from articles.editing.compose import Composed
from articles.editing.formatting import PARAGRAPH_BREAK
from articles.editing.hand_edits import HandEdits, ParagraphLevel
from articles.editing.text_edit import EditError, TextEdit
from articles.parsing.length import MAX_CHARS
from articles.text.blocks import Block
from articles.text.characters import normalize_characters
from web.i18n.lazy_message import Message

MAX_REPLACEMENT = 20_000
NOTHING = Message("There is nothing at this place of the text. Reload the page and select the words again.")
NO_SPLIT = Message(
    "A paragraph can be split between two of its words. Select the word that begins the new one."
)
NO_JOIN = Message("This is the first paragraph, so there is none above to join it with.")
TOO_LONG = Message("A replacement can have up to {most} characters.")
TEXT_TOO_LONG = Message("A text can have up to {most} characters. Remove something first.")
LINE_BREAKS = re.compile(r"\n{2,}")
# Scripts that are written without spaces between words.
UNSPACED = re.compile("[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")


def cross_out(composed: Composed, start: int, end: int) -> HandEdits:
    """Remove the text of ``[start, end)``. Raises ``EditError`` if there is none."""
    return _replace(composed, *_text_range(composed, start, end), "")


def correct(composed: Composed, start: int, end: int, words: str) -> HandEdits:
    """Replace the text of ``[start, end)`` by ``words``; without any, it is crossed out. Raises ``EditError``.

    Only the words that differ are replaced.
    """
    if len(words) > MAX_REPLACEMENT:
        raise EditError(TOO_LONG.format(most=MAX_REPLACEMENT))
    words = LINE_BREAKS.sub(PARAGRAPH_BREAK, normalize_characters(words.replace("\r\n", "\n")).strip())
    first, last = _text_range(composed, start, end)
    if not words:
        return _replace(composed, first, last, "")
    text = composed.draft.text[first:last]
    before, after = _same_ends(text, words)
    if before + after == len(text):
        # What is inserted takes the place of the word beside it: an edit has a place that can be pointed at.
        before, after = _without_a_word(text, before, after)
    return _replace(composed, first + before, last - after, words[before : len(words) - after])


def split(composed: Composed, at: int) -> HandEdits:
    """Begin a new paragraph at ``at``. Raises ``EditError`` unless it is within a paragraph."""
    text, offset = composed.draft.text, composed.text_offset(at)
    block = _block(composed, offset)
    before, after = text[block.start : offset].rstrip(), text[offset : block.end].lstrip()
    if not before or not after:
        raise EditError(NO_SPLIT)
    return _replace(composed, block.start + len(before), block.end - len(after), PARAGRAPH_BREAK)


def join(composed: Composed, at: int) -> HandEdits:
    """Join the paragraph at ``at`` to the one above. Raises ``EditError`` if it is the first."""
    number = composed.block_at(composed.text_offset(at))
    if number < 1:
        raise EditError(NO_JOIN)
    above, block = composed.blocks[number - 1 : number + 1]
    text = composed.draft.text
    unspaced = UNSPACED.match(text[above.end - 1]) and UNSPACED.match(text[block.start])
    return _replace(composed, above.end, block.start, "" if unspaced else " ")


def set_level(composed: Composed, at: int, level: str) -> HandEdits:
    """Make the paragraph at ``at`` a heading of ``level``, or an ordinary paragraph if that is ""."""
    block = _block(composed, composed.text_offset(at))
    previous = composed.levels.get(block.start)
    place = previous.at if previous else composed.source(block.start, block.end)[0]
    return composed.hand.with_level(ParagraphLevel(place, level), place)


def _block(composed: Composed, offset: int) -> Block:
    if not composed.blocks:
        raise EditError(NOTHING)
    return composed.blocks[composed.block_at(offset)]


def _text_range(composed: Composed, start: int, end: int) -> tuple[int, int]:
    """Return where ``[start, end)`` of the original is in the text, with the whole of each edit that it overlaps."""
    first, last = composed.text_offset(start), composed.text_offset(end)
    for edit in composed.hand.edits:
        if edit.start < end and start < edit.end:
            edit_start, edit_end = composed.range_of_edit(edit)
            first, last = min(first, edit_start), max(last, edit_end)
    if not 0 <= start <= end or not composed.draft.text[first:last].strip():
        raise EditError(NOTHING)
    return first, last


def _replace(composed: Composed, first: int, last: int, words: str) -> HandEdits:
    """Replace ``[first, last)`` of the text by ``words``, in one change with those that it overlaps or touches."""
    text, hand = composed.draft.text, composed.hand
    start, end = composed.source(first, last)
    for edit in hand.edits:
        if edit.end < start or edit.start > end:
            continue
        edit_start, edit_end = composed.range_of_edit(edit)
        words = text[edit_start : max(edit_start, first)] + words + text[min(edit_end, last) : edit_end]
        first, last = min(first, edit_start), max(last, edit_end)
        start, end = min(start, edit.start), max(end, edit.end)
    if len(text) - (last - first) + len(words) > MAX_CHARS:
        raise EditError(TEXT_TOO_LONG.format(most=MAX_CHARS))
    if composed.cleaned_text(start, end) == words:
        return hand.without_range(start, end)
    return hand.with_edit(TextEdit(start, end, words))


def _same_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters at the start and at the end are the same whole words in both."""
    shortest = min(len(old), len(new))
    before = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    while before and not _between_words(old, before, new):
        before -= 1
    rest = shortest - before
    after = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    while after and not _between_words(old[::-1], after, new[::-1]):
        after -= 1
    return before, after


def _without_a_word(text: str, before: int, after: int) -> tuple[int, int]:
    """Return how many characters are the same, without the word after the place between them, or before it."""
    if following := text[before:].split(maxsplit=1):
        return before, len(text) - text.index(following[0], before) - len(following[0])
    *_, last = text[:before].split()
    return text.rindex(last, 0, before), after


def _between_words(old: str, offset: int, new: str) -> bool:
    """Return whether ``offset``, up to which both are the same, splits no word in either."""
    if not _in_word(old[offset - 1]):
        return True
    return not any(_in_word(character) for text in (old, new) for character in text[offset : offset + 1])


def _in_word(character: str) -> bool:
    """Return whether the character is part of a word, or of an emoji that is written with several."""
    return character.isalnum() or character >= "\U0001f000" or unicodedata.category(character)[0] in "MC"
