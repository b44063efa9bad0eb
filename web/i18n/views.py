"""Switch the interface language, and serve the messages of the scripts."""

import hashlib
import json
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


class Catalog(JavaScriptCatalog):
    """The messages and the rule for plurals, as static/i18n.js reads them.

    Django's own script has functions and date formats that no page uses: a kilobyte of what an annotation page loads.
    """

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """Return one statement that sets ``globalThis.messages``."""
        catalogue = json.dumps(context["catalog"], ensure_ascii=False, separators=(",", ":"))
        plural = context["plural"] or "n != 1"
        return HttpResponse(
            f"globalThis.messages = {{ catalogue: {catalogue}, plural: (n) => Number({plural}) }};\n"
        )


@cache
def _script(language: str) -> tuple[bytes, str]:
    """Return the script with the messages in this language and a digest of it."""
    with translation.override(language):
        script = Catalog().get(HttpRequest()).content
    return script, hashlib.sha256(script).hexdigest()[:12]
