"""Check the files that people uploaded and the texts made from them."""

import hashlib
from collections.abc import Iterator

from articles.models import Article, Picture, Text
from operations.checks import Problem


class Originals:
    """Every original and every picture exists, and every text is unchanged."""

    slug, order = "originals", 5
    title = "The originals and their texts"

    def run(self) -> Iterator[Problem]:
        """Yield the articles with a missing original or picture, or a changed text."""
        for article in Article.all_objects.exclude(original="").order_by("pk").iterator():
            if not article.original.storage.exists(article.original.name):
                yield (
                    f"The original of article {article.pk} is gone: {article.original.name}.",
                    "Copy it from a backup. Its text and marks are whole.",
                )
        for picture in Picture.objects.order_by("pk").iterator():
            if not picture.file.storage.exists(picture.file.name):
                yield (
                    f"A picture of article {picture.article_id} is gone: {picture.file.name}.",
                    "Copy it from a backup. The text and the marks are whole.",
                )
        for pk, body, digest in (
            Text.objects.order_by("pk").values_list("article", "body", "sha256").iterator()
        ):
            if hashlib.sha256(body.encode()).hexdigest() != digest:
                yield (
                    f"The text of article {pk} is not the one that was marked.",
                    "Restore the last backup into a new folder, and tell us.",
                )
