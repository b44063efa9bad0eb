"""The web app manifest: how browsers install the site, and what their share menu may send to it."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from articles.parsing.uploaded_zip import SUFFIX
from articles.sandbox.read import supported_formats

# The light theme of site.css. A manifest has no dark one: pages set theirs with <meta name="theme-color">.
PAPER = "#fbfaf6"
# Phones choose by media type which apps they offer. Files of any other format are told by their suffix.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".rtf": "application/rtf",
    ".mhtml": "multipart/related",
    ".eml": "message/rfc822",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".zip": "application/zip",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".webp": "image/webp",
}


def web_app_manifest() -> dict[str, Any]:
    """Return the manifest in the language of the request."""
    return {
        "id": "/",
        "name": "Claimlight",
        "short_name": "Claimlight",
        "description": _("What an article claims, who says so, and which words are loaded"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            _png("icon", 192, "any"),
            _png("icon", 512, "any"),
            _png("maskable", 512, "maskable"),
        ],
        "shortcuts": [
            {"name": _("Add an article"), "url": reverse("articles:upload")},
            {"name": _("Articles"), "url": reverse("articles:list")},
        ],
        "share_target": {
            "action": reverse("articles:share"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "files", "accept": _accepted()}],
            },
        },
    }


def _png(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"icons/{name}-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def _accepted() -> list[str]:
    """Return the media types and the suffixes of the formats that can be read."""
    suffixes = [suffix for _title, suffixes in supported_formats() for suffix in suffixes] + [SUFFIX]
    return sorted({MEDIA_TYPES[suffix] for suffix in suffixes if suffix in MEDIA_TYPES}) + suffixes
