"""Switch the interface language, and serve the messages of the scripts."""

import hashlib
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import JavaScriptCatalog, set_language

# The messages in the scripts are in this language and need no catalogue.
SOURCE_LANGUAGE = settings.LANGUAGE_CODE

switch_language = require_POST(set_language)


@gzip_page
@require_safe
def js_catalog(request: HttpRequest, version: str, language: str) -> HttpResponse:
    """Return the messages of the scripts in ``language``. The URL has the version, so it may be cached for ever."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    script, newest = _script(language)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"} if version == newest else {}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


def js_catalog_url(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the URL of the catalogue in the reader's language, or "" if none is needed."""
    language = translation.get_language() or SOURCE_LANGUAGE
    if language == SOURCE_LANGUAGE:
        return {"catalogue": ""}
    return {"catalogue": reverse("catalogue", args=[_script(language)[1], language])}


@cache
def _script(language: str) -> tuple[bytes, str]:
    """Return Django's JavaScript catalogue of this language and a digest of it."""
    with translation.override(language):
        script = JavaScriptCatalog().get(HttpRequest()).content
    return script, hashlib.sha256(script).hexdigest()[:12]
