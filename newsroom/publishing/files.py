"""The files of a published version: its data, its codebook and its citation."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotate.codebooks.toml import dumps
from newsroom.models import PublishedVersion
from newsroom.publishing.citing import version_citation
from newsroom.publishing.content.stored_input import codebook_of
from reports.formats.citation import Citation, bibtex, csl_json, plain_text


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of a version, and what makes its content."""

    name: str
    title: str | Promise
    media_type: str
    content: Callable[[HttpRequest, PublishedVersion], str]


def _data(_request: HttpRequest, version: PublishedVersion) -> str:
    return version.content.data


def _codebook(_request: HttpRequest, version: PublishedVersion) -> str:
    return dumps(codebook_of(json.loads(version.content.source)))


def _citation(write: Callable[[Citation], str]) -> Callable[[HttpRequest, PublishedVersion], str]:
    return lambda request, version: write(version_citation(request, version))


FILES = (
    PublishedFile("report.json", _("Data (JSON)"), "application/json", _data),
    PublishedFile("codebook.toml", _("Codebook (TOML)"), "application/toml", _codebook),
    PublishedFile("citation.bib", "BibTeX", "application/x-bibtex", _citation(bibtex)),
    PublishedFile(
        "citation.json", "CSL JSON", "application/vnd.citationstyles.csl+json", _citation(csl_json)
    ),
    PublishedFile("citation.txt", _("Plain text"), "text/plain; charset=utf-8", _citation(plain_text)),
)
