"""Say what is in a lesson before it is imported: numbers, and what its teacher should know."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.codebooks.translation import translate_codebook
from annotate.lessons.content import LessonContent
from articles.words import Words


@dataclass(frozen=True)
class Preview:
    """What the page shows of a lesson that is not stored yet."""

    articles: list[tuple[str, str, int, int]]
    codebook: str
    own_tags: bool
    pictures: int
    warnings: list[str]


def preview(content: LessonContent) -> Preview:
    """Return the articles as (title, publication, words, answers), the tags, and warnings."""
    return Preview(
        [
            (article.title, article.publication, len(Words(article.body)), len(article.key))
            for article in content.articles
        ],
        translate_codebook(content.codebook).title,
        not content.codebook.ships,
        sum(len(article.pictures) for article in content.articles),
        _warnings(content),
    )


def _warnings(content: LessonContent) -> list[str]:
    warnings = []
    without_key = sum(not article.key for article in content.articles)
    if without_key:
        warnings.append(
            ngettext(
                "{n} article has no answer key. Pupils get no feedback there.",
                "{n} articles have no answer key. Pupils get no feedback there.",
                without_key,
            ).format(n=without_key)
        )
    if not content.license:
        warnings.append(
            _("The file names no licence. Ask its author before you share the lesson with others.")
        )
    return warnings
