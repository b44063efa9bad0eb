"""How a version of a published report is cited, and its permanent address."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.models import PublishedVersion
from reports.formats.citation import Citation


def version_url(request: HttpRequest, version: PublishedVersion) -> str:
    """Return the absolute, permanent address of a version."""
    path = reverse("newsroom:published-version", args=[version.publication.slug, version.number])
    return request.build_absolute_uri(path)


def version_citation(request: HttpRequest, version: PublishedVersion) -> Citation:
    """Return how to cite a version that has content."""
    return Citation(
        title=_("Report: {title}").format(title=version.content.title),
        authors=[],
        team=version.content.credit,
        released=version.published_at.date(),
        version=str(version.number),
        url=version_url(request, version),
    )
