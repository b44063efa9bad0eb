"""The interface in other languages: the switch in the footer, and the words of the scripts."""

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

# The scripts are written in English: without a catalogue they speak it.
WRITTEN_IN = settings.LANGUAGE_CODE

switch_language = require_POST(set_language)


@gzip_page
@require_safe
def js_catalog(request: HttpRequest, version: str, language: str) -> HttpResponse:
    """What the scripts say, in ``language``. The version is in the address, so it may be kept for ever."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    script, newest = _script(language)
    kept = {"Cache-Control": "public, max-age=31536000, immutable"} if version == newest else {}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=kept)


def js_catalog_url(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the address of the catalogue in the reader's language; "" where none is needed."""
    language = translation.get_language() or WRITTEN_IN
    if language == WRITTEN_IN:
        return {"catalogue": ""}
    return {"catalogue": reverse("catalogue", args=[_script(language)[1], language])}


@cache
def _script(language: str) -> tuple[bytes, str]:
    """Django's catalogue of this language, and a name for this version of it."""
    with translation.override(language):
        script = JavaScriptCatalog().get(HttpRequest()).content
    return script, hashlib.sha256(script).hexdigest()[:12]
