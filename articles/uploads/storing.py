"""Store what was read of a bulk upload: each entry once, in the transaction that counts it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from articles.actions import NewArticle, add_article, add_frozen_articles
from articles.cleaning import as_read
from articles.errors import Unreadable
from articles.models import Article, BulkUpload, RemovedPassages, Text, UploadDuplicate
from articles.scans.actions import start_scan
from articles.text.similarity import fingerprint
from articles.uploads.duplicates import NewText, find_originals, store_fingerprints
from articles.uploads.entry import Entry, ReadFile, ReadRow, Scan
from people.permissions import Permission, PermissionRefused, check_permission
from web.i18n.lazy_message import Message
from web.rate_limits import RateLimitExceeded

# Refused entries that are listed. More are only counted.
MAX_REFUSED = 1_000
# Removed passages of an article that are kept, and characters of each.
MAX_REMOVED, MAX_REMOVED_CHARS = 100, 500
# Characters of a duplicate that are kept for comparing.
MAX_BODY = 20_000


def store(upload: BulkUpload, run: str, entries: list[Entry]) -> bool:
    """Add the articles, or store why there are none. Return False if another process is at it, or nobody shall be."""
    with transaction.atomic():
        stored = _locked(upload, run)
        if stored is None:
            return False
        if stored.ready:
            _add_ready(stored, entries)
        else:
            for entry in entries:
                _store_for_review(stored, entry)
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
        texts = _add_ready(stored, [entry for entry in entries if entry.number in rows], wanted=True)
        for number, row in rows.items():
            text = texts.get(number)
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


def _store_for_review(stored: BulkUpload, entry: Entry) -> None:
    """Add the article of an entry, which somebody reviews."""
    try:
        match entry.result:
            case Message() as message:
                refuse(stored, entry.name, message)
            case Scan() as scan:
                start_scan(stored.owner, scan.original, entry.name, scan.pages, stored.team)
            case ReadFile() as file:
                article = add_article(
                    stored.owner, file.draft, file.original, entry.name, stored.team, file.cleaned
                )
                stored.added.append(article.pk)
    except Unreadable as error:
        refuse(stored, entry.name, error.message)
    except (PermissionRefused, RateLimitExceeded) as error:
        refuse(stored, entry.name, Message(str(error)))


def _add_ready(stored: BulkUpload, entries: Sequence[Entry], wanted: bool = False) -> dict[int, Text]:
    """Add the articles of entries with their texts, in the same few statements however many there are.

    Those whose texts were there before are stored as duplicates, and skipped if they shall be, unless they are
    ``wanted``. Return the texts by the numbers of their entries.
    """
    articles = _new_articles(stored, entries)
    if not articles:
        return {}
    numbers, names = list(articles), {entry.number: entry.name for entry in entries}
    new = [NewText(one.draft.text, fingerprint(one.draft.text)) for one in articles.values()]
    skip = stored.duplicates == BulkUpload.Duplicates.SKIP
    originals = [None] * len(new) if wanted else find_originals(new, stored, skip)
    places = [place for place, original in enumerate(originals) if original is None or not skip]
    texts = dict(
        zip(
            places,
            add_frozen_articles(stored.owner, [articles[numbers[place]] for place in places], stored.team),
            strict=True,
        )
    )
    store_fingerprints(list(texts.values()), [new[place].found for place in places])
    stored.added += [text.article_id for text in texts.values()]
    _store_removed(stored, entries, {numbers[place]: text for place, text in texts.items()})
    UploadDuplicate.objects.bulk_create(
        UploadDuplicate(
            upload=stored,
            number=numbers[place],
            name=(articles[numbers[place]].draft.title or names[numbers[place]])[:300],
            body=new[place].body[:MAX_BODY],
            original=texts[original.text] if isinstance(original.text, int) else original.text,
            similarity=original.similarity,
            article=texts[place].article if place in texts else None,
        )
        for place, original in enumerate(originals)
        if original is not None
    )
    return {numbers[place]: text for place, text in texts.items()}


def _store_removed(stored: BulkUpload, entries: Sequence[Entry], texts: Mapping[int, Text]) -> None:
    """Store the passages that cleaning removed from the files among ``entries``, for nobody has reviewed them."""
    rows = []
    for entry in entries:
        if isinstance(entry.result, ReadFile) and entry.number in texts:
            cleaned = entry.result.cleaned or as_read(entry.result.draft)
            removed = [one for one in cleaned.segments if one.state == "removed" and one.shown]
            if removed:
                passages = [[_shortened(one.text), one.to_json()[3]] for one in removed[:MAX_REMOVED]]
                article = texts[entry.number].article
                rows.append(
                    RemovedPassages(article=article, upload=stored, count=len(removed), passages=passages)
                )
    RemovedPassages.objects.bulk_create(rows)


def _shortened(passage: str) -> str:
    passage = passage.strip()
    return passage if len(passage) <= MAX_REMOVED_CHARS else f"{passage[:MAX_REMOVED_CHARS]}…"


def _new_articles(stored: BulkUpload, entries: Sequence[Entry]) -> dict[int, NewArticle]:
    """Return the articles that can be added, by the numbers of their entries. Others are refused."""
    articles = {}
    for entry in entries:
        try:
            check_permission(
                stored.owner, Permission.ADD_ARTICLE, Article(owner=stored.owner, team=stored.team)
            )
            match entry.result:
                case Message() as message:
                    refuse(stored, entry.name, message)
                case ReadRow() as row:
                    articles[entry.number] = NewArticle.of_text(row.draft, row.columns)
                case ReadFile() as file:
                    articles[entry.number] = NewArticle.of_file(
                        file.draft, file.original, entry.name, file.cleaned
                    )
        except Unreadable as error:
            refuse(stored, entry.name, error.message)
        except PermissionRefused as error:
            refuse(stored, entry.name, Message(str(error)))
    return articles
