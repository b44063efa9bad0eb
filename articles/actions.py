"""Every change to articles, one function each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Self
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from articles.cleaning import Cleaned, as_read
from articles.editing.changes import count_changes
from articles.editing.compose import Composed, compose
from articles.editing.hand_edits import HandEdits
from articles.errors import Unreadable
from articles.models import Article, Picture, Text
from articles.parsing.length import check_length
from articles.sandbox.clean import clean_safely
from articles.text.draft import FROZEN_KINDS, Draft
from articles.text.draft import Picture as DraftPicture
from articles.text.pictures import PlacedPicture, file_ending, paragraph_offsets
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission
from web.i18n.lazy_message import Message
from web.text.single_line import as_single_line
from web.values import is_web_address

PASTED, PASTED_HTML = "pasted.txt", "pasted.html"
MAX_TRIAL_CHARS = 20_000
TOO_LONG_FOR_TRIAL = Message(
    "This text has {length} characters. Without an account up to {most} are possible. Paste a part of it, or sign up."
)
METADATA_FIELDS = ("title", "byline", "publication", "url", "published", "language")
ALL_REMOVED = N_("You have removed all of the text. Keep at least one paragraph.")


@dataclass(frozen=True)
class NewArticle:
    """An article that is frozen at once, as ``draft`` is. ``original`` is the file that it came in, called ``name``.

    ``metadata`` are further facts about it.
    """

    draft: Draft
    original: bytes
    name: str
    metadata: Mapping[str, str]

    @classmethod
    def of_text(cls, draft: Draft, metadata: Mapping[str, str] | None = None) -> Self:
        """Return an article that came in no file: its text stands for it."""
        return cls(draft, draft.text.encode(), PASTED, metadata or {})

    @classmethod
    def of_file(cls, draft: Draft, original: bytes, name: str, cleaned: Cleaned | None) -> Self:
        """Return the article in a file, cleaned as it was without review.

        Raises ``PermissionRefused`` if nothing is left of it, ``Unreadable`` if it is too long.
        """
        composed = compose(cleaned or as_read(draft), HandEdits())
        _check_text(composed)
        pictures = (replace(one, offset=composed.text_offset(one.offset)) for one in draft.pictures)
        return cls(replace(composed.draft, pictures=tuple(pictures)), original, PurePath(name).name, {})


def add_article(
    user: User,
    draft: Draft,
    original: File | bytes,
    name: str,
    team: Team | None = None,
    cleaned: Cleaned | None = None,
    **metadata: Any,
) -> Article:
    """Add an article under review, with the result of cleaning its draft if there is one.

    ``metadata`` that the person typed takes precedence over what was read from the file.
    """
    name = PurePath(name).name
    article = Article(owner=user, team=team, original_name=name[:255], draft=draft.to_json())
    check_permission(user, Permission.ADD_ARTICLE, article)
    article.cleaning = cleaned.to_json() if cleaned else None
    source = cleaned.draft if cleaned else draft
    for field in METADATA_FIELDS:
        setattr(article, field, metadata.get(field) or _truncate_to_field(field, getattr(source, field)))
    article.title = article.title or _default_title(name, source.text)
    content = ContentFile(original) if isinstance(original, bytes) else original
    article.original.save(uuid4().hex, content, save=False)
    pictures = [_picture(article, picture) for picture in draft.pictures]
    with transaction.atomic():
        article.save()
        Picture.objects.bulk_create(pictures)
    return article


def _picture(article: Article, picture: DraftPicture) -> Picture:
    """Return the row of a picture, which is not saved yet. Its file is."""
    fields = {name: getattr(picture, name) for name in ("offset", "alt", "width", "height")}
    row = Picture(article=article, **fields)
    name = f"{uuid4().hex}.{file_ending(picture.content)}"
    row.file.save(name, ContentFile(picture.content), save=False)
    return row


def create_frozen_articles(user: User, drafts: Sequence[Draft], team: Team | None = None) -> list[Text]:
    """Add articles that are frozen without cleaning, since offsets of annotations count on their text.

    The pictures of the drafts are files as ``articles.parsing.picture_files`` makes them.
    """
    return add_frozen_articles(user, [NewArticle.of_text(draft) for draft in drafts], team)


@transaction.atomic
def add_frozen_articles(user: User, articles: Sequence[NewArticle], team: Team | None = None) -> list[Text]:
    """Add articles that can be annotated at once, in the same few statements however many there are."""
    check_permission(user, Permission.ADD_ARTICLE, Article(owner=user, team=team))
    return _create_frozen(user, articles, team)


@transaction.atomic
def add_trial_article(user: User, draft: Draft) -> Text:
    """Add what somebody tries the site with, frozen as it is. Raises ``Unreadable`` if it is too long for that.

    How many there may be is up to ``annotate.trial``, the only way here.
    """
    if not user.is_trial:
        raise PermissionRefused(_("You have an account. Add the article to it."))
    if len(draft.text) > MAX_TRIAL_CHARS:
        raise Unreadable(TOO_LONG_FOR_TRIAL.format(length=len(draft.text), most=MAX_TRIAL_CHARS))
    [text] = _create_frozen(user, [NewArticle.of_text(draft)], None)
    return text


def _create_frozen(user: User, new: Sequence[NewArticle], team: Team | None) -> list[Text]:
    articles = [
        Article(
            owner=user,
            team=team,
            original_name=one.name[:255],
            metadata=one.metadata,
            **{name: _truncate_to_field(name, getattr(one.draft, name)) for name in METADATA_FIELDS},
        )
        for one in new
    ]
    saved: list[FieldFile] = []
    try:
        pictures: list[list[Picture]] = []
        for article, one in zip(articles, new, strict=True):
            article.title = article.title or _default_title(one.name, one.draft.text)
            article.original.save(uuid4().hex, ContentFile(one.original), save=False)
            saved.append(article.original)
            pictures.append([])
            for picture in one.draft.pictures:
                pictures[-1].append(_picture(article, picture))
                saved.append(pictures[-1][-1].file)
        Article.objects.bulk_create(articles)
        Picture.objects.bulk_create(row for rows in pictures for row in rows)
        texts = [
            Text(
                article=article,
                body=one.draft.text,
                formatting=_formatting_rows(one.draft),
                pictures=_pictures_of(one.draft, rows),
            )
            for article, one, rows in zip(articles, new, pictures, strict=True)
        ]
        for text in texts:
            text.count()
        return Text.objects.bulk_create(texts)
    except BaseException:
        # Rolling back the transaction deletes no files.
        for file in saved:
            default_storage.delete(file.name)
        raise


def _pictures_of(draft: Draft, rows: Sequence[Picture]) -> list[list[Any]]:
    """Return where the stored pictures of a draft stand in its text."""
    places = paragraph_offsets(draft.text, [row.offset for row in rows])
    return [
        PlacedPicture(row.pk, offset, row.width, row.height, row.alt).to_row()
        for row, offset in zip(rows, places, strict=True)
    ]


def _default_title(file_name: str, text: str) -> str:
    """Return the title of an article without a headline: the name of its file, or its first words."""
    if file_name not in (PASTED, PASTED_HTML):
        return as_single_line(PurePath(file_name).stem)[:200] or _("Untitled")
    lines = (line for line in map(as_single_line, text.splitlines()) if line)
    return Truncator(next(lines, _("Untitled"))).words(8)[:200]


def _truncate_to_field(field: str, value: Any) -> Any:
    """Return metadata read from a file, cut to the length of its field; "" for an invalid web address."""
    if field == "url" and not is_web_address(value):
        return ""
    max_length = Article._meta.get_field(field).max_length
    return as_single_line(value)[:max_length] if max_length and value else value


def review(article: Article) -> Composed:
    """Return the stored result of cleaning with the changes by hand, which would be frozen now; nothing is cleaned."""
    draft = Draft.from_json(article.draft)
    cleaned = Cleaned.from_json(draft, article.cleaning) if article.cleaning else as_read(draft)
    return compose(cleaned, HandEdits.from_json(article.hand_edits))


def clean(user: User, article: Article) -> None:
    """Clean an article that has no stored result yet. Raises ``NotCleaned``."""
    _clean(user, article, lambda edits: edits)


@transaction.atomic
def replace_draft(user: User, article: Article, draft: Draft, cleaned: Cleaned | None) -> None:
    """Give an article under review another draft, of which more has been read. Its review starts again."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    require_under_review(user, article)
    article.draft, article.undone_edits, article.hand_edits = draft.to_json(), [], None
    article.cleaning = cleaned.to_json() if cleaned else None
    article.save(update_fields=["draft", "undone_edits", "hand_edits", "cleaning"])
    article.pictures.all().delete()
    Picture.objects.bulk_create([_picture(article, picture) for picture in draft.pictures])


def set_edit_undone(user: User, article: Article, edit: str, undone: bool) -> None:
    """Keep a passage that the cleaning removed, or remove it again. Raises ``NotCleaned``.

    An unknown ``edit`` changes nothing.
    """
    _clean(user, article, lambda edits: [name for name in edits if name != edit] + [edit] * undone)


def _clean(user: User, article: Article, change: Callable[[list[str]], list[str]]) -> None:
    """Change which edits are undone, clean the draft without them, and store both.

    The article is not locked meanwhile: if somebody else undid another edit, try again with it.
    """
    for _attempt in range(3):
        article.refresh_from_db(fields=["draft", "undone_edits"])
        require_under_review(user, article)
        previous, draft = article.undone_edits, Draft.from_json(article.draft)
        cleaned = clean_safely(draft, frozenset(change(previous)))
        offered = {segment.edit for segment in cleaned.segments if segment.offered}
        with transaction.atomic():
            article = Article.all_objects.select_for_update().get(pk=article.pk)
            require_under_review(user, article)
            if article.undone_edits == previous:
                article.undone_edits = [name for name in change(previous) if name in offered]
                article.cleaning = cleaned.to_json()
                article.save(update_fields=["undone_edits", "cleaning"])
                return
    raise PermissionRefused(
        _("Someone else is reviewing this text at the same time. Nothing was changed. Try again.")
    )


@transaction.atomic
def set_picture_removed(user: User, article: Article, picture: Picture, removed: bool) -> None:
    """Leave a picture out of the text under review, or put it back."""
    article = Article.all_objects.select_for_update().get(pk=article.pk)
    require_under_review(user, article)
    picture.removed = removed
    picture.save(update_fields=["removed"])


@transaction.atomic
def set_metadata(user: User, article: Article, metadata: dict[str, Any]) -> None:
    """Change title, byline and the other metadata fields."""
    check_permission(user, Permission.EDIT_ARTICLE, article)
    for field in METADATA_FIELDS:
        setattr(article, field, metadata[field])
    article.save(update_fields=METADATA_FIELDS)


@transaction.atomic
def freeze(user: User, article: Article, cleaning: bool = True) -> Text:
    """Make the reviewed text revision 1, which can be annotated. Freezing again returns the newest text.

    With ``cleaning`` off, or if the draft has not been cleaned, the text is frozen as it was read. Raises
    ``Unreadable`` if what was changed by hand has made it too long.
    """
    check_permission(user, Permission.EDIT_ARTICLE, article)
    article = Article.all_objects.select_for_update().get(pk=article.pk)
    if article.frozen:
        return article.texts.latest("revision")
    composed = review(article) if cleaning else compose(as_read(Draft.from_json(article.draft)), HandEdits())
    _check_text(composed)
    draft = composed.draft
    text = Text(
        article=article,
        body=draft.text,
        formatting=_formatting_rows(draft),
        pictures=_placed_pictures(article, composed),
        hand_changes=count_changes(composed) or None,
    )
    text.save()
    article.draft = article.cleaning = article.hand_edits = None
    article.save(update_fields=["draft", "cleaning", "hand_edits"])
    return text


def _check_text(composed: Composed) -> None:
    """Raise ``PermissionRefused`` if nothing is left of a text, ``Unreadable`` if it is too long."""
    if not composed.draft.text.strip():
        raise PermissionRefused(_(ALL_REMOVED))
    check_length(composed.draft.text)


def _placed_pictures(article: Article, composed: Composed) -> list[list[Any]]:
    """Return where the pictures stand in the text that is left. Those that were removed are deleted."""
    for picture in article.pictures.filter(removed=True):
        picture.delete()
    pictures = list(article.pictures.all())
    offsets = [composed.text_offset(picture.offset) for picture in pictures]
    places = paragraph_offsets(composed.draft.text, offsets)
    return [
        PlacedPicture(picture.pk, offset, picture.width, picture.height, picture.alt).to_row()
        for picture, offset in zip(pictures, places, strict=True)
    ]


def delete_article(user: User, article: Article) -> None:
    """Move the article to the bin, with its texts, its rounds and their annotations."""
    check_permission(user, Permission.DELETE_ARTICLE, article)
    article.move_to_bin(user)


def require_under_review(user: User, article: Article) -> None:
    """Raise ``PermissionRefused`` unless ``user`` may change the text, and it is not frozen."""
    check_permission(user, Permission.EDIT_ARTICLE, article)
    if article.frozen:
        raise PermissionRefused(
            _(
                "The review of this text is finished, and people may have highlighted it. To change it now, "
                "choose “Correct the text” on its page."
            )
        )


def _formatting_rows(draft: Draft) -> list[list[Any]]:
    return [[f.start, f.end, f.kind, f.value] for f in draft.formatting if f.kind in FROZEN_KINDS]
