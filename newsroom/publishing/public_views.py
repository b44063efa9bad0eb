"""What anybody reads at the address of a published report: its versions, their files, and passages to embed."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from newsroom.models import PublishedVersion
from newsroom.publishing.access import get_published, is_deleted, is_public, list_versions
from newsroom.publishing.citing import version_citation, version_url
from newsroom.publishing.content.stored_input import codebook_of
from newsroom.publishing.embedding import passage_of
from newsroom.publishing.files import FILES
from reports.formats.citation import plain_text
from web.http.public_pages import public_page
from web.values import parse_int


@public_page
def published(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show a version of a published report, or the newest one; or say why it is no longer there."""
    version = get_published(slug, number)
    _use_language(version)
    if not is_public(version):
        return _gone(request, version)
    versions = list(list_versions(version.publication))
    is_newest = version.number == versions[0].number
    context = {
        "version": version,
        "content": version.content,
        "page": mark_safe(version.content.page),  # noqa: S308 (rendered by a template)  # nosec B308 B703
        "versions": versions,
        "newest": None if is_newest else versions[0],
        "citation_text": plain_text(version_citation(request, version)),
        "url": version_url(request, version),
        "newest_url": request.build_absolute_uri(reverse("newsroom:published", args=[slug])),
        "files": FILES,
    }
    response = render(request, "newsroom/publishing/public.html", context)
    return _with_headers(response, version, listed=version.publication.indexed and is_newest)


@public_page
def published_css(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return the style sheet of the tags of a version."""
    version = _public_version(slug, number)
    tags = codebook_of(json.loads(version.content.source)).tags
    css = render_to_string("annotate/codebook.css", {"tags": tags})
    return _with_headers(HttpResponse(css, content_type="text/css"), version)


@public_page
def published_file(request: HttpRequest, slug: str, number: int, name: str) -> HttpResponse:
    """Return the data, the codebook or the citation of a version as a file."""
    version = _public_version(slug, number)
    kind = next((kind for kind in FILES if kind.name == name), None)
    if kind is None:
        raise Http404(_("A published report has no such file."))
    _use_language(version)
    response = HttpResponse(kind.content(request, version), content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}-{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _with_headers(response, version)


@public_page
def embedded_passage(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one highlighted passage of a version, for a frame on any other site."""
    version = get_published(slug, number)
    _use_language(version)
    context: dict[str, Any] = {"version": version, "url": version_url(request, version)}
    if is_public(version):
        passage = passage_of(version, parse_int(request.GET.get("passage", ""), minimum=1))
        address = f"{context['url']}#passage-{passage.number}"
        context |= {"content": version.content, "passage": passage, "address": address}
    # Only now: a page that says that there is no such passage may not be framed.
    request.frame_ancestors = ("*",)
    response = render(request, "newsroom/publishing/embed.html", context)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _with_headers(response, version)


def _public_version(slug: str, number: int) -> PublishedVersion:
    version = get_published(slug, number)
    if not is_public(version):
        raise Http404(_("This version is no longer public."))
    return version


def _gone(request: HttpRequest, version: PublishedVersion) -> HttpResponse:
    """Say that a version was withdrawn, and why, or that the report was deleted; and which versions are public."""
    others = [other for other in list_versions(version.publication) if not other.withdrawn_at]
    deleted = is_deleted(version)
    context = {"version": version, "deleted": deleted, "others": [] if deleted else others}
    response = render(request, "newsroom/publishing/gone.html", context, status=410)
    return _with_headers(response, version)


def _use_language(version: PublishedVersion) -> None:
    """Answer in the language of the report, which depends on nobody's choice."""
    translation.activate(settings.LANGUAGE_CODE if is_deleted(version) else version.content.language)


def _with_headers(response: HttpResponse, version: PublishedVersion, listed: bool = False) -> HttpResponse:
    response["Content-Language"] = translation.get_language()
    if not listed:
        response["X-Robots-Tag"] = "noindex"
    return response
