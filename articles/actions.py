"""Every change to articles: one verb, one function."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.cleaning import Cleaned, as_read
from articles.models import Article, Text
from articles.sandbox.clean import clean_safely
from articles.text.draft import Draft
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission
from web.text.single_line import as_single_line
from web.values import is_web_address

PASTED = "pasted.txt"
METADATA_FIELDS = ("title", "byline", "publication", "url", "published", "language")


def add_article(
    user: User,
    draft: Draft,
    original: File | bytes,
    name: str,
    team: Team | None = None,
    cleaned: Cleaned | None = None,
    **facts: Any,
) -> Article:
    """Add an article under review, with the result of cleaning its draft if there is one.

    ``facts`` that the person typed win over those that were read off the file.
    """
    name = PurePath(name).name
    article = Article(owner=user, team=team, original_name=name[:255], draft=draft.to_json())
    check_permission(user, Permission.ADD_ARTICLE, article)
    article.cleaning = cleaned.to_json() if cleaned else None
    known = cleaned.draft if cleaned else draft
    for fact in METADATA_FIELDS:
        setattr(article, fact, facts.get(fact) or _truncate_to_field(fact, getattr(known, fact)))
    article.title = article.title or _name(name, known.text)
    content = ContentFile(original) if isinstance(original, bytes) else original
    article.original.save(uuid4().hex, content, save=False)
    article.save()
    return article


@transaction.atomic
def create_frozen_articles(user: User, drafts: Sequence[Draft], team: Team | None = None) -> list[Text]:
    """New articles, frozen as they stand: what was marked elsewhere counts on each letter. Nothing is cleaned."""
    articles = [
        Article(
            owner=user,
            team=team,
            original_name=PASTED,
            **{fact: _truncate_to_field(fact, getattr(draft, fact)) for fact in METADATA_FIELDS},
        )
        for draft in drafts
    ]
    for article in articles[:1]:
        check_permission(user, Permission.ADD_ARTICLE, article)
    saved: list[str] = []
    try:
        for article, draft in zip(articles, drafts, strict=True):
            article.title = article.title or _name(PASTED, draft.text)
            article.original.save(uuid4().hex, ContentFile(draft.text.encode()), save=False)
            saved.append(article.original.name)
        Article.objects.bulk_create(articles)
        texts = [
            Text(article=article, body=draft.text, formatting=[_row(f) for f in draft.formatting])
            for article, draft in zip(articles, drafts, strict=True)
        ]
        for text in texts:
            text.count()
        return Text.objects.bulk_create(texts)
    except BaseException:
        # A file knows nothing of a transaction that is undone.
        for name in saved:
            default_storage.delete(name)
        raise


def _name(file_name: str, text: str) -> str:
    """What an article without a headline is called: as its file is, or by its first words."""
    if file_name != PASTED:
        return as_single_line(PurePath(file_name).stem)[:200] or _("Untitled")
    lines = (line for line in map(as_single_line, text.splitlines()) if line)
    return Truncator(next(lines, _("Untitled"))).words(8)[:200]


def _truncate_to_field(fact: str, value: Any) -> Any:
    """What was read off a file, cut to what its field holds; an address that is not of the web is dropped."""
    if fact == "url" and not is_web_address(value):
        return ""
    longest = Article._meta.get_field(fact).max_length
    return as_single_line(value)[:longest] if longest and value else value


def review(article: Article) -> Cleaned:
    """Return the article under review as it would be frozen now, and what was taken off: read, never computed."""
    draft = Draft.from_json(article.draft)
    return Cleaned.from_json(draft, article.cleaning) if article.cleaning else as_read(draft)


def clean(user: User, article: Article) -> None:
    """Clean an article that has no result yet and store it; raises ``NotCleaned``."""
    _clean(user, article, lambda kept: kept)


def set_removal_kept(user: User, article: Article, edit: str, kept: bool) -> None:
    """Undo one removal of the cleaning (``kept``), or take it off again; raises ``NotCleaned``.

    What is no removal changes nothing.
    """
    _clean(user, article, lambda before: [name for name in before if name != edit] + [edit] * kept)


def _clean(user: User, article: Article, change: Callable[[list[str]], list[str]]) -> None:
    """Clean the draft with ``kept`` as ``change`` makes it, and store both.

    The database is not locked meanwhile: if somebody else changed ``kept``, it is done again with theirs.
    """
    for _attempt in range(3):
        article.refresh_from_db(fields=["draft", "kept"])
        _require_under_review(user, article)
        before, draft = article.kept, Draft.from_json(article.draft)
        cleaned = clean_safely(draft, frozenset(change(before)))
        offered = {segment.edit for segment in cleaned.segments if segment.offered}
        with transaction.atomic():
            article = Article.all_objects.select_for_update().get(pk=article.pk)
            _require_under_review(user, article)
            if article.kept == before:
                article.kept = [name for name in change(before) if name in offered]
                article.cleaning = cleaned.to_json()
                article.save(update_fields=["kept", "cleaning"])
                return
    raise PermissionRefused(
        _("Somebody else is reviewing this text at the same time. Nothing was changed: try again.")
    )


@transaction.atomic
def set_metadata(user: User, article: Article, facts: dict[str, Any]) -> None:
    """Title, byline and the rest, as the person wants them."""
    check_permission(user, Permission.EDIT_ARTICLE, article)
    for fact in METADATA_FIELDS:
        setattr(article, fact, facts[fact])
    article.save(update_fields=METADATA_FIELDS)


@transaction.atomic
def freeze(user: User, article: Article, cleaning: bool = True) -> Text:
    """The reviewed text becomes revision 1 and can be marked. Freezing twice gives the same text.

    With ``cleaning`` off, or as long as the draft is not cleaned, the text is frozen as it was read.
    """
    check_permission(user, Permission.EDIT_ARTICLE, article)
    article = Article.all_objects.select_for_update().get(pk=article.pk)
    if article.frozen:
        return article.texts.earliest("revision")
    draft = review(article).draft if cleaning else Draft.from_json(article.draft)
    if not draft.text.strip():
        raise PermissionRefused(
            _("Nothing is left of the text. Keep at least one paragraph, then freeze it.")
        )
    text = Text(article=article, body=draft.text, formatting=[_row(f) for f in draft.formatting])
    text.save()
    article.draft = article.cleaning = None
    article.save(update_fields=["draft", "cleaning"])
    return text


def delete_article(user: User, article: Article) -> None:
    """Put the article into the bin, with its texts, its rounds and every mark on it."""
    check_permission(user, Permission.DELETE_ARTICLE, article)
    article.move_to_bin(user)


def _require_under_review(user: User, article: Article) -> None:
    check_permission(user, Permission.EDIT_ARTICLE, article)
    if article.frozen:
        raise PermissionRefused(
            _("This text is frozen: people may have marked it. Upload it again to clean it anew.")
        )


def _row(formatting: Any) -> list[Any]:
    return [formatting.start, formatting.end, formatting.kind, formatting.value]
