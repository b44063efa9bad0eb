"""The only way to get articles. An article that a person may not see does not exist for them."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from articles.models import (
    Article,
    BulkUpload,
    PendingCorrection,
    Picture,
    RemovedPassages,
    ScanJob,
    Text,
)
from people.models import User
from people.permissions import Permission, check_permission, has_permission, load_roles
from web.i18n.lazy_message import Message
from web.i18n.translate import translate
from web.text.folding import fold

NO_SUCH_UPLOAD = N_("This upload no longer exists. Uploads are deleted after two days; the articles stay.")
NO_SUCH_PICTURE = N_("This article has no such picture.")
NO_SUCH_ARTICLE = N_("This article does not exist, or you do not have access to it.")
NO_SUCH_SCAN = N_("This scan no longer exists. Scans are deleted after two days, or when you cancel them.")


def visible_to(user: User) -> QuerySet[Article]:
    """Return the articles that ``user`` may see: their own, and those of their teams."""
    if not user.is_authenticated:
        return Article.objects.none()
    teams = user.memberships.filter(role__in=Permission.VIEW_ARTICLE.roles, team__deleted_at=None).values(
        "team_id"
    )
    return Article.objects.filter(Q(owner=user, team=None) | Q(team__in=teams))


def own_articles(user: User) -> QuerySet[Article]:
    """Return the articles that belong to ``user`` alone, and to no team."""
    return Article.objects.filter(owner=user, team=None)


def search(articles: QuerySet[Article], words: str) -> QuerySet[Article]:
    """Return the articles whose title, byline or publication contains each word, regardless of case and accents."""
    for word in fold(words).split():
        articles = articles.filter(folded_metadata__contains=word)
    return articles


def get_article(user: User, pk: int, permission: Permission = Permission.VIEW_ARTICLE) -> Article:
    """Return an article. Raise ``Http404`` if ``user`` may not see it, ``PermissionRefused`` without ``permission``."""
    load_roles(user)
    article = Article.objects.select_related("owner", "team").filter(pk=pk).first()
    if article is None or not has_permission(user, Permission.VIEW_ARTICLE, article):
        raise Http404(_(NO_SUCH_ARTICLE))
    check_permission(user, permission, article)
    return article


def filter_permitted(user: User, pks: Sequence[int], permission: Permission) -> list[Article]:
    """Return those of the articles on which ``user`` has ``permission``."""
    articles = visible_to(user).select_related("owner", "team").filter(pk__in=pks)
    return [article for article in articles.order_by("pk") if has_permission(user, permission, article)]


def newest_texts(articles: Sequence[Article], revision: int | None = None) -> dict[int, Text]:
    """Return the newest text of each article by its pk, or its text of that ``revision``; articles may have none."""
    texts = Text.objects.filter(article__in=articles).select_related("article__team").order_by("revision")
    return {text.article_id: text for text in (texts.filter(revision=revision) if revision else texts)}


def current_text(article: Article, revision: int | None = None) -> Text:
    """Return the newest text of an article, or the one of that ``revision``.

    Raises ``Http404`` if there is none, as while the article is under review.
    """
    texts = article.texts.order_by("-revision")
    text = texts.first() if revision is None else texts.filter(revision=revision).first()
    if text is None and revision is not None:
        raise Http404(_("The text of this article has no revision {number}.").format(number=revision))
    if text is None:
        raise Http404(_("This article is still under review. Finish the review first."))
    return text


def is_newest(text: Text) -> bool:
    """Return whether the text is not corrected, and keep anybody from correcting it until the transaction ends."""
    Article.all_objects.select_for_update().get(pk=text.article_id)
    return not Text.objects.filter(article=text.article_id, revision__gt=text.revision).exists()


def lock_newest_texts(texts: Iterable[Text]) -> dict[int, Text]:
    """Return the newest text for the pk of each text, which nobody can correct until the transaction ends."""
    seen = {text.pk: text for text in texts}
    articles = {text.article_id for text in seen.values()}
    locked = Article.all_objects.select_for_update().filter(pk__in=articles).order_by("pk")
    revisions = Text.objects.filter(article__in=list(locked.values_list("pk", flat=True)))
    newest = dict(revisions.order_by("revision").values_list("article_id", "pk"))
    missing = newest.values() - seen.keys()
    known = (Text.objects.select_related("article__team").in_bulk(missing) if missing else {}) | seen
    return {pk: known[newest[text.article_id]] for pk, text in seen.items()}


def get_upload(user: User, pk: int) -> BulkUpload:
    """Return one of the user's own uploads with many articles. Raise ``Http404`` for anybody else's."""
    uploads = BulkUpload.objects.select_related("owner", "team").defer("files")
    upload = uploads.filter(pk=pk, owner=user).first()
    if upload is None:
        raise Http404(_(NO_SUCH_UPLOAD))
    return upload


def unfinished_uploads(user: User) -> list[BulkUpload]:
    """Return the user's own uploads that are still arriving or being read, oldest first."""
    return list(BulkUpload.objects.filter(owner=user, finished_at=None).order_by("pk"))


def uploads_being_read(user: User) -> list[BulkUpload]:
    """Return those of them all of whose bytes have arrived."""
    return [upload for upload in unfinished_uploads(user) if upload.complete]


def get_picture(article: Article, pk: int) -> Picture:
    """Return a picture of a visible article. Raise ``Http404`` if it has none with this ``pk``."""
    picture = article.pictures.filter(pk=pk).first()
    if picture is None:
        raise Http404(_(NO_SUCH_PICTURE))
    return picture


def read_pictures(article: int) -> dict[int, bytes]:
    """Return the files of all pictures of a visible article by their ids, without those that are lost."""
    contents: dict[int, bytes] = {}
    for picture in Picture.objects.filter(article=article):
        with suppress(FileNotFoundError), picture.file.open() as file:
            contents[picture.pk] = file.read()
    return contents


def further_columns(user: User, article: Article) -> dict[str, str]:
    """Return the further columns of the table that an article came in; none to those who only annotate.

    A column may say what they are to find out, or which articles check their work.
    """
    columns: dict[str, str] = (
        article.metadata if has_permission(user, Permission.OVERSEE_ROUNDS, article) else {}
    )
    return columns


def removed_passages(user: User, article: Article) -> tuple[int, list[tuple[str, str]]]:
    """Return how many passages cleaning removed unseen, and the first with their reasons; to those who edit it."""
    row = None
    if has_permission(user, Permission.EDIT_ARTICLE, article):
        row = RemovedPassages.objects.filter(article=article).first()
    if row is None:
        return 0, []
    return row.count, [
        (text, translate(Message.from_json(reason)) if reason else "") for text, reason in row.passages
    ]


def revisions_of(article: Article) -> QuerySet[Text]:
    """Return all revisions of the text, newest first, without the texts themselves."""
    revisions = article.texts.select_related("corrected_by").defer("body", "formatting", "edits")
    return revisions.order_by("-revision")


def get_scan_job(user: User, pk: int) -> ScanJob:
    """Return one of the user's own scans. Raise ``Http404`` for anybody else's."""
    job = ScanJob.objects.select_related("owner", "team", "article").filter(pk=pk, owner=user).first()
    if job is None:
        raise Http404(_(NO_SUCH_SCAN))
    return job


def unfinished_scans(user: User) -> list[ScanJob]:
    """Return the user's own scans of which no article has been made yet, oldest first."""
    return list(ScanJob.objects.filter(owner=user).exclude(state=ScanJob.State.DONE).order_by("pk"))


def pending_corrections(user: User) -> QuerySet[PendingCorrection]:
    """Return the user's own corrections that are not applied yet, of articles that they may still see."""
    rows = PendingCorrection.objects.filter(user=user, text__article__in=visible_to(user))
    return rows.select_related("text__article").defer("text__body").order_by("pk")
