"""The functions that run in the sandbox: they read and clean files and texts, and return JSON."""

import importlib
import json
from base64 import b64decode
from dataclasses import replace
from typing import IO, Any

from articles.cleaning import as_read
from articles.cleaning import clean as clean_draft
from articles.errors import NeedsTextRecognition, Unreadable
from articles.parsing import picture_files
from articles.parsing.content_type import check_content_type
from articles.parsing.errors import note_replacement_characters
from articles.parsing.length import check_length
from articles.parsing.scan.photos import Photos
from articles.text.characters import normalize_draft
from articles.text.draft import MAX_FORMATTING, Draft, Picture
from articles.text.language import canonical_code, choose_language, primary_subtag
from articles.text.pictures import pictures_to_json
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

# Enough for a book of a thousand pages; rendering a review page with more would take seconds.
MAX_REMOVALS = 5_000
TOO_MANY = Message(
    "More than {most} passages of this text look like clutter, so nothing was removed. You "
    "see the text as it was uploaded, and you can continue with it."
)
TOO_FORMATTED = Message(
    "The file has too many links and emphasized words, so they were left out. The text is complete."
)
OTHER_LANGUAGE = Message(
    "The file says that it is in another language than its text. The language was taken from the text; check it "
    "under “Detected details”."
)
HALF = Message("The file contains broken characters. Save it again as UTF-8, or paste the text.")


def preload() -> None:
    """Load what reading the first file of each format and the first cleaning would load."""
    Photos.ready()
    for reader in load_plugins("articles.readers").values():
        if hasattr(reader, "ready"):
            reader.ready()
    picture_files.ready()
    with_language(clean_draft(Draft("The council met on Monday.")).draft)


def read_file(file: IO[bytes], slug: str, suffix: str) -> dict[str, Any]:
    """Return the draft that the reader ``slug`` makes of the file, or why it cannot be read."""
    try:
        data = file.read()
        check_content_type(slug, suffix, data)
        return draft_json(check_draft(_reader(slug).read(data)))
    except NeedsTextRecognition as error:
        return {"unreadable": error.message.to_json(), "pages": error.pages}
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}


def read_pasted(file: IO[bytes]) -> dict[str, Any]:
    """Return the draft of a pasted text, or why it cannot be read."""
    from articles.readers.text import read_text

    try:
        return draft_json(check_draft(read_text(file.read().decode("utf-8", "surrogatepass"))))
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}


def read_clipboard(file: IO[bytes]) -> dict[str, Any]:
    """Return the draft of the HTML in a clipboard, or why it cannot be read."""
    from articles.readers.html import read_clipboard

    try:
        return draft_json(check_draft(read_clipboard(file.read().decode("utf-8", "replace"))))
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}


def read_pictures(file: IO[bytes]) -> dict[str, Any]:
    """Return the ``pictures`` of a ``text`` as small files, without those that cannot be shown."""
    arguments = json.load(file)
    pictures = tuple(
        Picture(offset, b64decode(content), alt) for offset, content, alt, *_size in arguments["pictures"]
    )
    draft = picture_files.with_picture_files(Draft(arguments["text"], pictures=pictures))
    return {"pictures": pictures_to_json(draft.pictures)}


def clean(file: IO[bytes]) -> dict[str, Any]:
    """Return the result of cleaning a ``draft``, in which the edits ``undone_edits`` are undone."""
    arguments = json.load(file)
    return cleaned_json(Draft.from_json(arguments["draft"]), frozenset(arguments["undone_edits"]))


def cleaned_json(draft: Draft, undone_edits: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the result of cleaning as JSON values."""
    cleaned = clean_draft(draft, undone_edits)
    if sum(segment.shown for segment in cleaned.segments) > MAX_REMOVALS:
        cleaned = as_read(draft, TOO_MANY.format(most=MAX_REMOVALS))
    return replace(cleaned, draft=with_language(cleaned.draft)).to_json()


def with_language(draft: Draft) -> Draft:
    """Return the draft with the language of its text, and a note if its file declares another."""
    language = choose_language(draft.language, draft.text)
    differs = draft.language and primary_subtag(language) != primary_subtag(canonical_code(draft.language))
    return replace(draft, language=language, notes=(*draft.notes, OTHER_LANGUAGE) if differs else draft.notes)


def check_draft(draft: Draft) -> Draft:
    """Return the draft as it can be stored, with notes on what it lost. Raises ``Unreadable``."""
    draft = note_replacement_characters(normalize_draft(draft))
    check_length(draft.text)
    if draft.pictures:
        draft = picture_files.with_picture_files(draft)
    try:
        json.dumps(draft.to_json(), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Unreadable(HALF) from error
    if len(draft.formatting) > MAX_FORMATTING:
        return replace(draft, formatting=(), notes=(*draft.notes, TOO_FORMATTED))
    return draft


def draft_json(draft: Draft) -> dict[str, Any]:
    """Return the draft with its pictures as JSON values, which ``articles.sandbox.read`` checks and turns back."""
    return draft.to_json() | {"pictures": pictures_to_json(draft.pictures)}


def _reader(slug: str) -> Any:
    """Load only the reader that is needed: loading all of them takes longer than reading."""
    if slug == Photos.slug:
        return Photos
    module = importlib.import_module(f"articles.readers.{slug}")
    return next(v for v in vars(module).values() if isinstance(v, type) and vars(v).get("slug") == slug)()
