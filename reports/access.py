"""The only way to get what a team has added to the report on a visible article, and reports by their links."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import rounds_visible_to
from articles.access import filter_permitted, get_article
from articles.models import Article, Text
from people.actions.accounts import token_digest
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from reports.analysis.claims import Finding
from reports.models import ExportJob, Import, MergedSource, SharedReport
from reports.models import Finding as FindingRow


def merged_sources(article: Article) -> dict[str, str]:
    """key of a name -> the source that it was merged into by hand."""
    return merged_sources_by_article([article]).get(article.pk, {})


def merged_sources_by_article(articles: Sequence[Article]) -> dict[int, dict[str, str]]:
    """article -> the same, of those that have any."""
    found: dict[int, dict[str, str]] = {}
    rows = MergedSource.objects.filter(article__in=articles).order_by("key")
    for article, key, name in rows.values_list("article", "key", "name"):
        found.setdefault(article, {})[key] = name
    return found


def list_findings(text: Text, named: bool = True) -> tuple[Finding, ...]:
    """What the team found out about the claims of a text, in its order; ``named`` by whom."""
    return findings_by_text([text], named).get(text.pk, ())


def findings_by_text(texts: Sequence[Text], named: bool = True) -> dict[int, tuple[Finding, ...]]:
    """text -> the same, of those that have any."""
    found: dict[int, tuple[Finding, ...]] = {}
    rows = FindingRow.objects.filter(text__in=texts).select_related("changed_by").order_by("start", "end")
    for row in rows:
        by = row.changed_by.name if named and row.changed_by else ""
        finding = Finding(row.start, row.end, row.status, tuple(row.evidence), row.note, by)
        found[row.text_id] = (*found.get(row.text_id, ()), finding)
    return found


def active_shares(article: Article) -> QuerySet[SharedReport]:
    """The links to the report on a visible article that work, newest first."""
    works = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return article.shared_reports.filter(works).select_related("created_by").order_by("-pk")


def get_share(article: Article, pk: int) -> SharedReport:
    """One of them; else ``Http404``."""
    found = active_shares(article).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such link to this report."))
    return found


def shared_report(token: str) -> SharedReport:
    """The link with this token, while it works and whoever made it may share; else ``Http404``, always the same."""
    share = (
        SharedReport.objects.select_related("created_by", "article__team")
        .filter(digest=token_digest(token))
        .first()
    )
    try:
        if (
            share
            and share.created_by.is_active
            and (not share.expires_at or share.expires_at > timezone.now())
        ):
            get_article(share.created_by, share.article_id, Permission.SHARE_REPORT)
            return share
    except (Http404, PermissionRefused):
        pass
    raise Http404(
        _("This link leads nowhere: it was taken back, or its time is over. Ask who sent it to you.")
    )


def get_import(user: User, pk: int) -> Import:
    """One of one's own imports; ``Http404`` for anybody else's, ``PermissionRefused`` where one may no longer import there."""
    found = list_imports(user).select_related("owner").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such import of yours."))
    check_permission(user, Permission.IMPORT_ANNOTATIONS, found)
    return found


def get_export_job(user: User, pk: int) -> ExportJob:
    """One of one's own downloads of many reports; ``Http404`` for anybody else's."""
    found = ExportJob.objects.select_related("owner").filter(pk=pk, owner=user).first()
    if found is None:
        raise Http404(_("There is no such download of yours. It is kept for a day: make it again."))
    return found


def can_download(bundle: ExportJob) -> bool:
    """Return whether the owner of a bundle may still see each article and each round that it was made of."""
    articles = set(bundle.articles) - set(bundle.left_out)
    if len(filter_permitted(bundle.owner, list(articles), Permission.VIEW_REPORT)) < len(articles):
        return False
    rounds = set(bundle.rounds or ())
    return rounds_visible_to(bundle.owner).filter(pk__in=rounds).count() == len(rounds)


def list_imports(user: User) -> QuerySet[Import]:
    """One's own imports, newest first."""
    present = Import.objects.filter(owner=user, team__deleted_at=None)
    return present.select_related("team").defer("summary").order_by("-pk")
