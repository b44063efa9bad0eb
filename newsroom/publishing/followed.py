"""Published reports follow what happens to people and rounds elsewhere: erasing, leaving, deleting, personal data."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete

from annotate.models import Round
from newsroom.models import PublishedReader, PublishingConsent
from newsroom.publishing.redaction import end_consent, erase_reader, forget_readers
from people.models import Team, User
from people.personal_data import register_personal_data
from people.signals import membership_changed, person_erased

SECTION = "published-reports"


def connect() -> None:
    """Start to follow."""
    person_erased.connect(_erase)
    membership_changed.connect(_leave)
    pre_delete.connect(_forget, sender=Round)
    register_personal_data(SECTION, published_data)


def published_data(person: User, team: Team | None) -> list[dict[str, Any]]:
    """Return what somebody agreed to have published, and which reader of which published version they are."""
    consents = PublishingConsent.objects.filter(user=person, article__team=team).order_by("pk")
    readers = PublishedReader.objects.filter(user=person, content__article__team=team).order_by("pk")
    return [
        *(
            {"article": consent.article_id, "names": consent.names, "notes": consent.notes,
             "at": consent.given_at.isoformat()}
            for consent in consents
        ),
        *(
            {"article": reader.content.article_id, "address": str(reader.content.version), "reader": reader.label,
             "with_name": reader.named, "with_notes": reader.notes}
            for reader in readers.select_related("content__version__publication").defer(
                "content__source", "content__data", "content__page"
            )
        ),
    ]  # fmt: skip


def _erase(team: Team, person: User, keep_annotations: bool, **_signal: Any) -> None:
    erase_reader(team, person, keep_annotations)


def _leave(team: Team, person: User, **_signal: Any) -> None:
    if not team.memberships.filter(user=person).exists():
        end_consent(team, person)


def _forget(instance: Round, origin: Any, **_signal: Any) -> None:
    # With its article the content is deleted, too.
    is_round = isinstance(origin, Round) or (isinstance(origin, QuerySet) and origin.model is Round)
    if is_round:
        forget_readers(instance)
