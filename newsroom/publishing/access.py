"""The only way to get published reports: for anybody by their address, and for the team by the article."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from articles.access import get_article
from articles.models import Article
from newsroom.models import Publication, PublishedVersion, PublishingConsent
from people.models import User
from people.permissions import Permission, PermissionRefused, has_permission
from reports.access import get_report_article

NO_SUCH_REPORT = N_("No report has been published at this address.")
NO_SUCH_VERSION = N_("This report has no such version.")


def get_published(slug: str, number: int | None = None) -> PublishedVersion:
    """Return a version, or the newest one, of the report published under ``slug``, with its content if it has any.

    Anybody may ask. Whether its content may be shown is up to ``is_public``.
    """
    versions = PublishedVersion.objects.filter(publication__slug=slug).order_by("-number")
    versions = versions.select_related("publication__article__team", "content")
    version = versions.first() if number is None else versions.filter(number=number).first()
    if version is None:
        raise Http404(_(NO_SUCH_REPORT))
    return version


def is_deleted(version: PublishedVersion) -> bool:
    """Return whether the article of a version was deleted, with its content, or is in the bin."""
    article = version.publication.article
    if article is None or article.deleted_at or (article.team and article.team.deleted_at):
        return True
    return not hasattr(version, "content")


def is_public(version: PublishedVersion) -> bool:
    """Return whether anybody may read the content of a version."""
    return not version.withdrawn_at and not is_deleted(version)


def list_versions(publication: Publication) -> QuerySet[PublishedVersion]:
    """Return the versions of a publication, newest first, without what they say."""
    return publication.versions.order_by("-number")


def publication_of(article: Article) -> Publication | None:
    """Return the publication of a visible article, if it has one."""
    return Publication.objects.filter(article=article).first()


def get_version(article: Article, number: int) -> PublishedVersion:
    """Return a version of the published report on a visible article, with its content."""
    versions = PublishedVersion.objects.select_related("publication", "content")
    version = versions.filter(publication__article=article, number=number).first()
    if version is None:
        raise Http404(_(NO_SUCH_VERSION))
    return version


def get_article_to_publish(user: User, pk: int) -> Article:
    """Return the article if ``user`` may publish its report."""
    return get_article(user, pk, Permission.PUBLISH_REPORT)


def get_article_in_publishing(user: User, pk: int) -> Article:
    """Return the article if ``user`` may publish its report, or agree to what is published of theirs."""
    article = get_report_article(user, pk)
    if not has_permission(user, Permission.PUBLISH_REPORT, article) and not may_consent(user, article):
        get_article_to_publish(user, pk)
    return article


def get_article_to_consent(user: User, pk: int) -> Article:
    """Return the article if ``user`` can agree that their name or notes are published with its report."""
    article = get_report_article(user, pk)
    if not may_consent(user, article):
        raise PermissionRefused(
            _("Names and notes of pupils, of guests and of people without an account are never published.")
        )
    return article


def may_consent(user: User, article: Article) -> bool:
    """Return whether somebody who may read the report can agree to their name or notes being published with it.

    In a class nobody can: pupils are minors. Nor can guests, who have no account.
    """
    return not user.is_guest and not (article.team and article.team.is_class)


def consent_of(user: User, article: Article) -> PublishingConsent | None:
    """Return what ``user`` has agreed to for the report on an article."""
    return PublishingConsent.objects.filter(user=user, article=article).first()
