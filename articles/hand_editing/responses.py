"""What the server answers to a change: the text as it is now, or for browsers without scripts the page again."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.cleaning.steps.rest_of_page import is_rest_of_page
from articles.editing.compose import Composed
from articles.editing.display import shown_blocks
from articles.hand_editing.forms import version_of
from articles.models import Picture
from articles.words import Words
from web.i18n.translate import translate

TEMPLATE = "articles/edited_text.html"


def text_context(composed: Composed, pictures: Iterable[Picture] = ()) -> dict[str, Any]:
    """Return what the template of a text needs that people change by hand, with the ``pictures`` of its original."""
    shown = shown_blocks(composed)
    starts = [block.at for block in shown]
    last = []
    for picture in pictures:
        number = bisect_left(starts, picture.offset)
        (shown[number].pictures if number < len(shown) else last).append(picture)
    # The rest of the page is folded, and no passage of the article.
    clutter = {
        piece.edit
        for piece in composed.pieces
        if piece.shown and not piece.by_hand and not is_rest_of_page(piece.edit)
    }
    return {
        "blocks": shown,
        "last_pictures": last,
        "version": version_of(composed.hand),
        "changes": len(composed.hand.ids),
        "removals": len(clutter),
        "has_headline": bool(composed.blocks) and composed.blocks[0].level == 1,
        "uncertain": sum(item.kind == "uncertain" for item in composed.draft.formatting),
        "words": len(Words(composed.draft.text)),
    }


def change_response(
    request: HttpRequest, context: dict[str, Any], address: str, error: Exception | None = None
) -> HttpResponse:
    """Return the text after a change, or after the ``error`` for which it was refused."""
    message = translate(getattr(error, "detail", error)) if error else ""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        status = getattr(error, "status", 422) if error else 200
        return render(request, TEMPLATE, context | {"error": message}, status=status)
    if error:
        messages.error(request, message)
    return redirect(address)
