"""Translate the texts of built-in codebooks when they are shown; the database holds the English texts."""

from django.utils.translation import pgettext

from annotate.codebook import Codebook, gettext_context, map_texts
from annotate.tag import Tag, map_tag_texts


def translate_codebook(codebook: Codebook) -> Codebook:
    """Return a built-in codebook in the language of the request; return a team's own unchanged."""
    if not codebook.ships:
        return codebook
    return map_texts(codebook, lambda text: pgettext(gettext_context(codebook.slug), text))


def translate_tag(tag: Tag, slug: str | None) -> Tag:
    """Return a tag of the built-in codebook ``slug`` in the language of the request; None means a team's own."""
    return tag if slug is None else map_tag_texts(tag, lambda text: pgettext(gettext_context(slug), text))
