"""Every change to published reports: publish a version, withdraw one, show it again; agree to names and notes."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from articles.models import Article
from newsroom.models import (
    Publication,
    PublishedContent,
    PublishedReader,
    PublishedVersion,
    PublishingConsent,
)
from newsroom.publishing.access import may_consent
from newsroom.publishing.content.changes import what_changed
from newsroom.publishing.content.readers import ReaderLabel, public_input
from newsroom.publishing.content.rendering import Rendered, render_version
from newsroom.publishing.content.stored_input import input_from_json
from newsroom.publishing.errors import PublishingError
from newsroom.publishing.redaction import take_back_consent
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from people.quotas import VERSIONS_OF_REPORT, check_quota
from reports.analysis.report import build
from reports.loader import load_report
from reports.options import ReportOptions
from web.rate_limits import hit_named_limit

# Without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
SLUG_LENGTH = 10
# Of everything that is stored of a version.
MAX_BYTES = 20 * 2**20

BLIND = N_(
    "Highlights that are not revealed yet cannot be published. Reveal them first, or choose others in the "
    "options of the report."
)
NOTHING = N_(
    "There is nothing to publish yet: the report has no highlighted passage, or what it is about is not revealed yet."
)
TOO_LARGE = N_("This report is too large to be published: it has {size} MB, and up to {most} MB are allowed.")
CHANGED_SINCE = N_("The report has changed since you looked at the preview. Look at it again.")
ASK_FIRST = N_("Confirm that you have asked the pupils, and their parents where that is needed.")
TOO_MANY = N_("This report already has {most} versions, the maximum.")


@dataclass(frozen=True, slots=True)
class VersionInput:
    """What a publisher says about a version.

    ``credit``: who publishes it. ``note``: what was corrected. ``asked``: in a class, the pupils were asked.
    """

    credit: str
    note: str = ""
    whole_text: bool = False
    indexed: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class PreparedVersion:
    """A version as it would be published now. ``readers``: user id -> what they are called, and whether with notes."""

    rendered: Rendered
    codebook_pk: int | None
    readers: dict[int, tuple[ReaderLabel, bool]]
    differences: list[str]

    @property
    def digest(self) -> str:
        """Return a digest of all that would be public."""
        parts = (self.rendered.page, self.rendered.data, *self.differences)
        return sha256("\0".join(parts).encode()).hexdigest()


def prepare_version(
    user: User, article: Article, options: ReportOptions, whole_text: bool
) -> PreparedVersion:
    """Return what a version would say now, without storing anything. Raise ``PublishingError`` if there is none."""
    _check_may_publish(user, article)
    options = ReportOptions(options.threshold, options.round, from_hints=options.from_hints)
    loaded = load_report(user, article, options, shared=True)
    if any(round_.hides for round_ in loaded.selected_rounds):
        raise PublishingError(_(BLIND))
    people = {loaded.names[key]: key[0] for key in loaded.names if key[0]}
    consents = _consents(article)
    source, labels = public_input(
        loaded.input,
        {name for name, pk in people.items() if pk in consents and consents[pk].names},
        {name for name, pk in people.items() if pk in consents and consents[pk].notes},
        salted_hmac("newsroom.publishing", str(article.pk), algorithm="sha256").hexdigest(),
        lambda number: _("Reader {number}").format(number=number),
    )
    rendered = render_version(source, article.group_kind, whole_text)
    if not rendered.report.passages:
        raise PublishingError(_(NOTHING))
    if rendered.size > MAX_BYTES:
        size = round(rendered.size / 2**20)
        raise PublishingError(_(TOO_LARGE).format(size=size, most=MAX_BYTES // 2**20))
    readers = {
        people[name]: (label, people[name] in consents and consents[people[name]].notes)
        for name, label in labels.items()
        if name in people
    }
    newest = PublishedContent.objects.filter(article=article).order_by("-version__number").first()
    differences = what_changed(build(input_from_json(newest.source)), rendered.report) if newest else []
    return PreparedVersion(rendered, loaded.codebook_pk, readers, differences)


def publish_version(
    user: User, article: Article, options: ReportOptions, data: VersionInput, preview: str = ""
) -> PublishedVersion:
    """Publish the next version of the report on an article.

    With the digest of a ``preview`` it must still be the same. Raise ``PublishingError`` if it cannot be published.
    """
    _check_may_publish(user, article)
    hit_named_limit(user, "publish")
    if article.team and article.team.is_class and not data.asked:
        raise PublishingError(_(ASK_FIRST))
    with transaction.atomic():
        # Of two who publish at once, one waits.
        Article.all_objects.select_for_update().get(pk=article.pk)
        prepared = prepare_version(user, article, options, data.whole_text)
        if preview and preview != prepared.digest:
            raise PublishingError(_(CHANGED_SINCE))
        return _store(user, article, data, prepared)


def _store(user: User, article: Article, data: VersionInput, prepared: PreparedVersion) -> PublishedVersion:
    slug = "".join(secrets.choice(ALPHABET) for _position in range(SLUG_LENGTH))
    publication, _created = Publication.objects.get_or_create(article=article, defaults={"slug": slug})
    check_quota(publication.versions.all(), VERSIONS_OF_REPORT, _(TOO_MANY))
    publication.indexed = data.indexed
    publication.save(update_fields=["indexed"])
    version = PublishedVersion.objects.create(
        publication=publication,
        number=publication.versions.count() + 1,
        published_at=timezone.now(),
        published_by=user,
    )
    rendered = prepared.rendered
    content = PublishedContent.objects.create(
        version=version,
        article=article,
        title=article.title,
        credit=data.credit,
        language=get_language(),
        note=data.note,
        whole_text=data.whole_text,
        differences=prepared.differences,
        source=rendered.source,
        data=rendered.data,
        page=rendered.page,
        sha256=rendered.sha256,
    )
    PublishedReader.objects.bulk_create(
        PublishedReader(
            content=content,
            user_id=pk,
            number=label.number,
            label=label.label,
            named=label.named,
            notes=notes,
        )
        for pk, (label, notes) in prepared.readers.items()
    )
    return version


def withdraw_version(user: User, article: Article, version: PublishedVersion, reason: str) -> None:
    """Take a version from the public, for a reason that its address then gives."""
    check_permission(user, Permission.PUBLISH_REPORT, article)
    version.withdrawn_at, version.withdrawal_reason = timezone.now(), reason
    version.save(update_fields=["withdrawn_at", "withdrawal_reason"])


def restore_version(user: User, article: Article, version: PublishedVersion) -> None:
    """Make a version that was withdrawn public again."""
    check_permission(user, Permission.PUBLISH_REPORT, article)
    version.withdrawn_at, version.withdrawal_reason = None, ""
    version.save(update_fields=["withdrawn_at", "withdrawal_reason"])


@transaction.atomic
def set_consent(user: User, article: Article, names: bool, notes: bool) -> PublishingConsent:
    """Set what of ``user`` may be published with the report on an article.

    What they take back is removed from the versions that are published already.
    """
    check_permission(user, Permission.VIEW_REPORT, article)
    if not may_consent(user, article):
        raise PermissionRefused
    hit_named_limit(user, "publish")
    consent, _created = PublishingConsent.objects.update_or_create(
        article=article, user=user, defaults={"names": names, "notes": notes}
    )
    take_back_consent(article, user, names, notes)
    return consent


def _consents(article: Article) -> dict[int, PublishingConsent]:
    """Return user id -> what they agreed to; nothing in a class."""
    if article.team and article.team.is_class:
        return {}
    return {consent.user_id: consent for consent in article.publishing_consents.all()}


def _check_may_publish(user: User, article: Article) -> None:
    check_permission(user, Permission.PUBLISH_REPORT, article)
    if user.is_guest:
        raise PermissionRefused(_("Only people with an account can publish reports."))
