"""Who may read a report, and what is in it for them: start here to find out why somebody cannot see one.

What they see, why, and where it is decided:

- 404, no such article: they neither own it nor are in its team, or it is in the bin. ``get_report_article``
- 403: their role lacks ``Permission.VIEW_REPORT``. ``people/permissions.py``; today every role has it. Pupils have the
  role ``ANNOTATOR``
- The text is not frozen yet: editors get to its review, and for everybody else (403) there is nothing to see yet.
  ``report`` in ``views.py``
- A round is not in the report (and 404 if the address asks for it): ``rounds_by_text`` leaves it out because it is a
  draft, has other participants, is in the bin, or has another codebook than the newest round that they may see.
  ``ReportLoader.selected_rounds`` in ``loader.py``
- The report without others' annotations: the round is independent or in groups and not revealed yet; in a campaign,
  editors and owners see them once they are released. ``hides_from`` in ``annotate/access/rounds.py``, and
  ``visible_layers`` in ``annotate/access/layers.py``
- A link to a report shows less than its creator sees: it leaves out what is released to leads alone. ``rounds_by_text``
- No hints at the end of the report: their moment has not come for them in one of its rounds. ``report_hints_visible``
  in ``annotate/access/report_hints.py``
- 404, no such reader: that person's annotations are hidden, likewise. ``ReportLoader.selected_layers``
- 404, no answer key: the round does not show it to readers, or not yet. ``can_see_answer_key`` in
  ``annotate/access/layers.py``
- 403 at the class overview, timeline or adjudication: they are for editors and owners, whatever the state.
  ``get_revealed_round``
- "Not revealed yet" at the same pages, for editors and owners: reveal the round first. ``get_revealed_round``
- 404 at a link to a report: it was revoked or has expired, or its creator may not share the report any more.
  ``get_shared_report``
- What pupils get back on their own work is not the report but the feedback: ``ReaderFeedback`` in
  ``feedback/actions.py``, when the round's ``FeedbackTiming`` says so

Somebody who is not signed in gets to the login page. A long report is made in the background: its page waits for it.

A due date, a closed round and an archived team hide no report. The functions further below read what a team has added
to a report, and imports and export jobs.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import annotated_rounds_visible_to, check_revealed, get_round, rounds_visible_to
from annotate.enums import RoundState
from annotate.models import Change, Codebook, Round
from annotate.revisions.past import ends_of_rounds
from articles.access import filter_permitted, get_article
from articles.models import Article, Text
from people.digests import token_digest
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from reports.analysis.claims import Finding
from reports.models import ExportJob, Import, MergedSource, SharedReport
from reports.models import Finding as FindingRow

NO_SUCH_LINK = N_("This link has expired or was revoked. Ask the sender for a new one.")


def get_report_article(user: User, pk: int) -> Article:
    """Return the article if ``user`` may read its report.

    Raise ``Http404`` if they may not see the article, ``PermissionRefused`` if they may not read its report.
    """
    return get_article(user, pk, Permission.VIEW_REPORT)


def filter_report_articles(user: User, pks: Sequence[int]) -> list[Article]:
    """Return those of the articles whose reports ``user`` may read."""
    return filter_permitted(user, pks, Permission.VIEW_REPORT)


class RoundsByText(NamedTuple):
    """Text id -> the rounds in its report, newest first, and -> the ``others`` on it, which have another codebook.

    ``ends``: round id -> the change with which it left the text.
    """

    rounds: dict[int, list[Round]]
    others: dict[int, list[Round]]
    ends: dict[int, Change]


def rounds_by_text(
    user: User, texts: Iterable[Text], past: bool = False, released: bool = True
) -> RoundsByText:
    """Return the rounds on each of the texts.

    With ``past`` the texts may have been corrected since: their reports have the rounds that were on them then. Without
    ``released`` those that are released to leads alone are left out: ``user`` shows the report to others.

    These are all that ``user`` may see; those in the report have the codebook of the newest one. Which annotations in
    them ``user`` may see is up to ``visible_layers``.
    """
    texts = list(texts)
    rounds: dict[int, list[Round]] = {text.pk: [] for text in texts}
    others: dict[int, list[Round]] = {text.pk: [] for text in texts}
    codebooks: dict[int, Codebook] = {}
    text_of = {text.article_id: text.pk for text in texts}
    queryset = annotated_rounds_visible_to(user)
    if not released:
        queryset = queryset.exclude(state=RoundState.RELEASED)
    ends = ends_of_rounds(queryset.filter(text__article__in=text_of), texts) if past else {}
    queryset = queryset.filter(Q(text__in=rounds) | Q(pk__in=ends)).order_by("-id")
    for round_ in queryset.select_related("codebook", "text__article"):
        # Rounds share their codebook object, so that its tags are fetched once.
        round_.codebook = codebooks.setdefault(round_.codebook_id, round_.codebook)
        text = text_of[round_.text.article_id]
        is_in_report = not rounds[text] or rounds[text][0].codebook_id == round_.codebook_id
        (rounds if is_in_report else others)[text].append(round_)
    return RoundsByText(rounds, others, ends)


def get_revealed_round(user: User, pk: int, permission: Permission) -> Round:
    """Return the round as ``get_round`` does. Raise ``RoundNotRevealed`` if it is not revealed yet."""
    round_ = get_round(user, pk, permission)
    check_revealed(user, round_)
    return round_


def get_shared_report(token: str) -> SharedReport:
    """Return the link with this token while it is active and its creator may share the report.

    Raise the same ``Http404`` in all other cases.
    """
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
    raise Http404(_(NO_SUCH_LINK))


def merged_sources(article: Article) -> dict[str, str]:
    """Return source key -> the source that it was merged into by hand."""
    return merged_sources_by_article([article]).get(article.pk, {})


def merged_sources_by_article(articles: Sequence[Article]) -> dict[int, dict[str, str]]:
    """Return article id -> its merged sources, for articles that have any."""
    by_article: dict[int, dict[str, str]] = {}
    rows = MergedSource.objects.filter(article__in=articles).order_by("key")
    for article, key, name in rows.values_list("article", "key", "name"):
        by_article.setdefault(article, {})[key] = name
    return by_article


def list_findings(text: Text, named: bool = True) -> tuple[Finding, ...]:
    """Return the team's findings about the claims of a text, in text order; ``named`` includes their authors."""
    return findings_by_text([text], named).get(text.pk, ())


def findings_by_text(texts: Sequence[Text], named: bool = True) -> dict[int, tuple[Finding, ...]]:
    """Return text id -> its findings, for texts that have any."""
    by_text: dict[int, tuple[Finding, ...]] = {}
    rows = FindingRow.objects.filter(text__in=texts).select_related("changed_by").order_by("start", "end")
    for row in rows:
        author = row.changed_by.name if named and row.changed_by else ""
        finding = Finding(row.start, row.end, row.status, tuple(row.evidence), row.note, author)
        by_text[row.text_id] = (*by_text.get(row.text_id, ()), finding)
    return by_text


def active_shares(article: Article) -> QuerySet[SharedReport]:
    """Return the links to the report on a visible article that have not expired, newest first."""
    not_expired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return article.shared_reports.filter(not_expired).select_related("created_by").order_by("-pk")


def get_share(article: Article, pk: int) -> SharedReport:
    """Return one active link to the report on a visible article. Raise ``Http404`` if there is none."""
    share = active_shares(article).filter(pk=pk).first()
    if share is None:
        raise Http404(_("This report has no such link."))
    return share


def get_import(user: User, pk: int) -> Import:
    """Return one of the user's own imports.

    Raise ``Http404`` for anybody else's, and ``PermissionRefused`` if the user may no longer import into its team.
    """
    import_ = list_imports(user).select_related("owner").filter(pk=pk).first()
    if import_ is None:
        raise Http404(_("There is no such import."))
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    return import_


def get_export_job(user: User, pk: int) -> ExportJob:
    """Return one of the user's own export jobs. Raise ``Http404`` for anybody else's."""
    job = ExportJob.objects.select_related("owner").filter(pk=pk, owner=user).first()
    if job is None:
        raise Http404(
            _("This download no longer exists. Downloads are deleted after one day. Create it again.")
        )
    return job


def can_download(job: ExportJob) -> bool:
    """Return whether the owner of an export job may still see every article and every round in it."""
    articles = set(job.articles) - set(job.left_out)
    if len(filter_report_articles(job.owner, list(articles))) < len(articles):
        return False
    rounds = set(job.rounds or ())
    return rounds_visible_to(job.owner).filter(pk__in=rounds).count() == len(rounds)


def list_imports(user: User) -> QuerySet[Import]:
    """Return the user's own imports, newest first."""
    imports = Import.objects.filter(owner=user, team__deleted_at=None)
    return imports.select_related("team").defer("summary").order_by("-pk")
