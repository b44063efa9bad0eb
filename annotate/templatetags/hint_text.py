"""The template tag {% hinted_text text extract lists %}: a text with a reader's highlights and the hints, as HTML."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from annotate.hints.lists.comparison import Comparison
from annotate.hints.lists.hinted_text import DrawnCue, DrawnHighlight, hinted_html
from articles.models import Text
from articles.text.html import linked_pictures
from web.i18n.translate import translate

register = template.Library()


@register.simple_tag
def hinted_text(text: Text, extract: tuple[int, int], lists: Comparison) -> SafeString:
    """Return the blocks of the excerpt with its pictures as HTML, escaped by ``hinted_html``."""
    first, last = extract
    blocks = [block for block in text.blocks if block.start < last and block.end > first]
    cues = [
        DrawnCue(
            *listed.hint.cue,
            f"at-{listed.key}",
            listed.number,
            f"#hint-{listed.key}",
            _("Hint {number}, {tag}").format(number=listed.number, tag=listed.tag.name),
        )
        for listed in lists.hints
    ]
    highlights = [
        DrawnHighlight(
            each.annotation.start, each.annotation.end, each.tag.slug, f"mark-{each.annotation.pk}"
        )
        for each in lists.highlights
    ]
    pictures = linked_pictures(
        text.placed_pictures, lambda pk: reverse("articles:picture", args=[text.article_id, pk]), translate
    )
    html = hinted_html(text.body, blocks, highlights, cues, pictures)
    return mark_safe(html)  # noqa: S308  # nosec B308 B703
