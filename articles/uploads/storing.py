"""Store what was read of a bulk upload: each entry once, in the transaction that counts it."""

from django.db import transaction
from django.utils import timezone

from articles.actions import add_article, create_frozen_articles, freeze
from articles.cleaning import as_read
from articles.editing.compose import compose
from articles.editing.hand_edits import HandEdits
from articles.errors import Unreadable
from articles.models import BulkUpload, Text, UploadDuplicate
from articles.scans.actions import start_scan
from articles.text.similarity import fingerprint
from articles.uploads.duplicates import find_original, store_fingerprints, texts_beside
from articles.uploads.entries import Entry, ReadFile, ReadRow, Scan
from people.permissions import PermissionRefused
from web.i18n.lazy_message import Message
from web.rate_limits import RateLimitExceeded

# Refused entries that are listed. More are only counted.
MAX_REFUSED = 1_000
# Characters of a duplicate that are kept for comparing.
MAX_BODY = 20_000


def store(upload: BulkUpload, run: str, entries: list[Entry]) -> bool:
    """Add the articles, or store why there are none. Return False if another process is at it, or nobody shall be."""
    with transaction.atomic():
        stored = _locked(upload, run)
        if stored is None:
            return False
        for entry in entries:
            _store_entry(stored, entry)
        stored.done = entries[-1].number
        _save(stored)
    return True


def store_wanted(upload: BulkUpload, run: str, entries: list[Entry]) -> bool:
    """Add duplicates that somebody wants all the same. Return False as ``store`` does."""
    with transaction.atomic():
        stored = _locked(upload, run)
        if stored is None:
            return False
        numbers = [entry.number for entry in entries]
        wanted = stored.found_duplicates.filter(wanted=True, article=None, number__in=numbers)
        rows = {row.number: row for row in wanted}
        for entry in entries:
            row = rows.get(entry.number)
            if row is None:
                continue
            text = _store_entry(stored, entry, wanted=True)
            row.article, row.wanted = (text.article, True) if text else (None, False)
            row.save(update_fields=["article", "wanted"])
        _save(stored)
    return True


def refuse(upload: BulkUpload, name: str, message: Message) -> None:
    """Count a refused entry, and list it unless there are too many. The upload is not saved."""
    upload.refused_count += 1
    if len(upload.refused) < MAX_REFUSED:
        upload.refused.append([name, message.to_json()])


def _locked(upload: BulkUpload, run: str) -> BulkUpload | None:
    rows = BulkUpload.objects.select_for_update().filter(pk=upload.pk, run=run, finished_at=None)
    stored = rows.defer("files").first()
    if stored is not None:
        # Their roles are read once.
        stored.owner, stored.team = upload.owner, upload.team
    return stored


def _save(stored: BulkUpload) -> None:
    stored.touched_at = timezone.now()
    stored.save(update_fields=["added", "refused", "refused_count", "done", "touched_at"])


def _store_entry(stored: BulkUpload, entry: Entry, wanted: bool = False) -> Text | None:
    """Add the article of an entry, and return its text if it is ready."""
    try:
        match entry.result:
            case Message() as message:
                refuse(stored, entry.name, message)
            case Scan() as scan:
                start_scan(stored.owner, scan.original, entry.name, scan.pages, stored.team)
            case ReadFile() as file if not stored.ready:
                article = add_article(
                    stored.owner, file.draft, file.original, entry.name, stored.team, file.cleaned
                )
                stored.added.append(article.pk)
            case read:
                return _add_ready(stored, entry, read, wanted)
    except Unreadable as error:
        refuse(stored, entry.name, error.message)
    except (PermissionRefused, RateLimitExceeded) as error:
        refuse(stored, entry.name, Message(str(error)))
    return None


def _add_ready(stored: BulkUpload, entry: Entry, read: ReadFile | ReadRow, wanted: bool) -> Text | None:
    """Add the article with its text, unless it is a duplicate that is to be skipped."""
    body = read.draft.text
    if isinstance(read, ReadFile):
        body = compose(read.cleaned or as_read(read.draft), HandEdits()).draft.text
    found = fingerprint(body)
    original = None if wanted else find_original(body, found, texts_beside(stored))
    text = None
    if original is None or stored.duplicates == BulkUpload.Duplicates.ADD:
        text = _add_text(stored, entry, read)
        store_fingerprints([text], [found])
        stored.added.append(text.article_id)
    if original is not None:
        UploadDuplicate.objects.create(
            upload=stored,
            number=entry.number,
            name=(read.draft.title or entry.name)[:300],
            body=body[:MAX_BODY],
            original=original[0],
            similarity=original[1],
            article=text.article if text else None,
        )
    return text


def _add_text(stored: BulkUpload, entry: Entry, read: ReadFile | ReadRow) -> Text:
    if isinstance(read, ReadRow):
        [text] = create_frozen_articles(stored.owner, [read.draft], stored.team, [read.columns])
        return text
    # A file that cannot be frozen leaves no article behind.
    with transaction.atomic():
        article = add_article(stored.owner, read.draft, read.original, entry.name, stored.team, read.cleaned)
        return freeze(stored.owner, article)
