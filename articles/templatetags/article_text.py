"""Articles in templates: {% article_text text %}, {{ phrase|told }}, {{ title|nest_quotes }}.

{% article_text text %} is a frozen text as HTML that counts code points; told says a phrase in our language.
"""

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.models import Text
from articles.text.html import text_html
from web.i18n.translate import translate
from web.text.quotes import nest_quotes

register = template.Library()
register.filter("told", translate)
register.filter("nest_quotes", nest_quotes)


@register.simple_tag
def article_text(text: Text, follow: bool = False, extract: tuple[int, int] | None = None) -> SafeString:
    """Every letter and every address of it is escaped by ``text_html``."""
    return mark_safe(text_html(text.body, tuple(map(tuple, text.formatting)), follow, extract))  # noqa: S308  # nosec B308 B703
