"""The API of published reports: list, publish, withdraw, and agree to names and notes."""

from typing import Any, TypedDict

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Article
from newsroom.models import Publication, PublishedVersion
from newsroom.models.publishing import MAX_CREDIT, MAX_NOTE, MAX_REASON
from newsroom.publishing import actions
from newsroom.publishing.access import (
    consent_of,
    get_article_in_publishing,
    get_article_to_consent,
    get_article_to_publish,
    get_version,
    list_versions,
    publication_of,
)
from newsroom.publishing.actions import VersionInput
from newsroom.publishing.citing import version_url
from reports.api import OptionsInput
from reports.options import parse_options
from web.api.openapi import Time
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput
from web.server.slow_views import slow_view


class VersionData(serializers.Serializer[Any]):
    """What is said about a new version. ``asked``: in a class, the pupils were asked."""

    credit = SingleLineInput(max_length=MAX_CREDIT)
    note = serializers.CharField(max_length=MAX_NOTE, default="", allow_blank=True)
    whole_text = serializers.BooleanField(default=False)
    indexed = serializers.BooleanField(default=False)
    asked = serializers.BooleanField(default=False)


class WithdrawalInput(serializers.Serializer[Any]):
    """Why a version is withdrawn."""

    reason = SingleLineInput(max_length=MAX_REASON)


class ConsentInput(serializers.Serializer[Any]):
    """What of one's own may be published with the report."""

    names = serializers.BooleanField()
    notes = serializers.BooleanField()


class PublishingConsentJson(TypedDict):
    """What of one's own may be published with the report."""

    names: bool
    notes: bool


class PublishedVersionJson(TypedDict):
    """A version of a published report. ``sha256`` is the digest of its data, null if its content was deleted."""

    number: int
    url: str
    published_at: Time
    redacted_at: Time | None
    withdrawn_at: Time | None
    withdrawal_reason: str
    sha256: str | None


class PublicationJson(TypedDict):
    """The public address of a report, which shows the newest version, and its versions, newest first."""

    url: str
    indexed: bool
    versions: list[PublishedVersionJson]


def version_json(request: Request, version: PublishedVersion, sha256: str | None) -> dict[str, Any]:
    """Return a version as JSON values."""
    return {
        "number": version.number,
        "url": version_url(request, version),
        "published_at": version.published_at.isoformat(),
        "redacted_at": version.redacted_at.isoformat() if version.redacted_at else None,
        "withdrawn_at": version.withdrawn_at.isoformat() if version.withdrawn_at else None,
        "withdrawal_reason": version.withdrawal_reason,
        "sha256": sha256,
    }


def publication_json(request: Request, publication: Publication) -> dict[str, Any]:
    """Return a publication as JSON values."""
    path = reverse("newsroom:published", args=[publication.slug])
    digests = dict(publication.versions.values_list("pk", "content__sha256"))
    return {
        "url": request.build_absolute_uri(path),
        "indexed": publication.indexed,
        "versions": [
            version_json(request, version, digests[version.pk])
            for version in list_versions(publication).select_related("publication")
        ],
    }


class ReportPublication(ApiView):
    """The published report on an article."""

    @extend_schema(responses={200: PublicationJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return the public address and the versions."""
        article = get_article_in_publishing(request.user, pk)
        return Response(publication_json(request, _publication(article)))

    @slow_view()
    @extend_schema(request=VersionData, responses={201: PublishedVersionJson}, parameters=[OptionsInput])
    def post(self, request: Request, pk: int) -> Response:
        """Publish the next version, with the ``threshold``, ``round`` and ``from_hints`` of the query."""
        article = get_article_to_publish(request.user, pk)
        data = VersionInput(**validate(VersionData, request.data))
        version = actions.publish_version(request.user, article, parse_options(request.query_params), data)
        return Response(
            version_json(request, version, version.content.sha256), status=status.HTTP_201_CREATED
        )


class Withdrawal(ApiView):
    """Whether a version is withdrawn."""

    @extend_schema(request=WithdrawalInput, responses={200: PublishedVersionJson})
    def put(self, request: Request, pk: int, number: int) -> Response:
        """Withdraw a version: its address then says so, and why. Idempotent."""
        article = get_article_to_publish(request.user, pk)
        version = get_version(article, number)
        actions.withdraw_version(
            request.user, article, version, validate(WithdrawalInput, request.data)["reason"]
        )
        return Response(version_json(request, version, version.content.sha256))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, number: int) -> Response:
        """Make a version public again."""
        article = get_article_to_publish(request.user, pk)
        actions.restore_version(request.user, article, get_version(article, number))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnPublishingConsent(ApiView):
    """What of one's own may be published with the report on an article."""

    @extend_schema(responses={200: PublishingConsentJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return what the user has agreed to."""
        consent = consent_of(request.user, get_article_to_consent(request.user, pk))
        return Response({"names": bool(consent and consent.names), "notes": bool(consent and consent.notes)})

    @slow_view()
    @extend_schema(request=ConsentInput, responses={200: PublishingConsentJson})
    def put(self, request: Request, pk: int) -> Response:
        """Agree, or take it back: then it is removed from what is published already. Idempotent."""
        article = get_article_to_consent(request.user, pk)
        consent = actions.set_consent(request.user, article, **validate(ConsentInput, request.data))
        return Response({"names": consent.names, "notes": consent.notes})


def _publication(article: Article) -> Publication:
    publication = publication_of(article)
    if publication is None:
        raise Http404(_("This report has not been published."))
    return publication
