"""Template tags: {% article_text text %}, {{ message|translate }}, {{ title|nest_quotes }}.

``article_text`` renders a frozen text as HTML; ``translate`` returns a ``Message`` in the language of the request.
"""

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.models import Text
from articles.text.html import text_html
from web.i18n.translate import translate
from web.text.quotes import nest_quotes

register = template.Library()
register.filter("translate", translate)
register.filter("nest_quotes", nest_quotes)


@register.simple_tag
def article_text(text: Text, follow: bool = False, extract: tuple[int, int] | None = None) -> SafeString:
    """Return the text as HTML, escaped by ``text_html``."""
    return mark_safe(text_html(text.body, tuple(map(tuple, text.formatting)), follow, extract))  # noqa: S308  # nosec B308 B703
