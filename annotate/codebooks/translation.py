"""Says a codebook's texts in the reader's language. They are translated where they are shown, never in the database."""

from django.utils.translation import pgettext

from annotate.codebook import Codebook, Tag, gettext_context, map_tag_texts, map_texts


def translate_codebook(codebook: Codebook) -> Codebook:
    """A codebook that ships, in the language of the request; a team's own has no translations and stays as it is."""
    if not codebook.ships:
        return codebook
    return map_texts(codebook, lambda text: pgettext(gettext_context(codebook.slug), text))


def translate_tag(tag: Tag, slug: str | None) -> Tag:
    """One tag of the codebook ``slug`` that ships; None is a team's own."""
    return tag if slug is None else map_tag_texts(tag, lambda text: pgettext(gettext_context(slug), text))
