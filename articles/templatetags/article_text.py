"""Template tags: {% article_text text %}, {% piece_html piece %}, {{ message|translate }}, {{ title|nest_quotes }}.

``article_text`` renders a frozen text as HTML, ``piece_html`` a piece of one that is changed by hand; ``translate``
returns a ``Message`` in the language of the request.
"""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.editing.display import ShownPiece
from articles.hand_editing.phrases import changes_phrase
from articles.models import Text
from articles.text.html import linked_pictures, text_html
from web.i18n.translate import translate
from web.text.quotes import nest_quotes

register = template.Library()
register.filter("translate", translate)
register.filter("changes_phrase", changes_phrase)
register.filter("nest_quotes", nest_quotes)


@register.simple_tag
def article_text(text: Text, follow: bool = False, extract: tuple[int, int] | None = None) -> SafeString:
    """Return the text with its pictures as HTML, escaped by ``text_html``."""
    rows = tuple(map(tuple, text.formatting))
    pictures = linked_pictures(
        text.placed_pictures, lambda pk: reverse("articles:picture", args=[text.article_id, pk]), translate
    )
    return mark_safe(text_html(text.body, rows, follow, extract, pictures))  # noqa: S308  # nosec B308 B703


@register.simple_tag
def piece_html(piece: ShownPiece) -> SafeString:
    """Return a piece of a text as HTML, escaped by ``run_html``."""
    return mark_safe(piece.html)  # noqa: S308  # nosec B308 B703
