"""Turn ``static/articles/bookmarklet.js`` into a ``javascript:`` address for this site."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def bookmarklet(request: HttpRequest) -> str:
    """Return the address of the bookmarklet, with the site's own address and its texts in the reader's language."""
    settings = {
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "receiver": request.build_absolute_uri(reverse("articles:receive")),
        "texts": {
            "explanation": _(
                "This page could not be sent to Claimlight: this site keeps its pages apart from other "
                "windows, or your browser has blocked the new window. Copy the page, then paste it in "
                "Claimlight under “Add an article”."
            ),
            "copy": _("Copy the page"),
            "copied": _(
                "The page has been copied. Go to Claimlight, choose “Add an article”, and paste it there."
            ),
            "failed": _(
                "Your browser did not allow copying. Select the text of the article, copy it, and paste it in "
                "Claimlight under “Add an article”."
            ),
            "close": _("Close"),
        },
    }
    return "javascript:" + quote(
        _source().replace('"SETTINGS"', json.dumps(settings)), safe="!'()*,;:=?@/$&+"
    )


@cache
def _source() -> str:
    """Return the script without indentation and comments, which would make the address longer."""
    lines = Path(finders.find("articles/bookmarklet.js")).read_text(encoding="utf-8").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip() and not line.strip().startswith("//"))
