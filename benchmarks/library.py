"""Put a team's library into a site's database: articles, each with a round, two readers and their annotations.

python -m benchmarks.library ARTICLES MARKS
"""

import os
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

WORDS = ["slams", "slammed", "regime", "so-called", "outrage", "council", "voted", "nine", "taxes", "fell"]
BATCH_SIZE = 50_000


def main(articles: int, marks: int) -> int:
    """Create the library of a team owned by the demo's teacher; return the team's id."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from annotate.codebooks.actions import install_codebook
    from annotate.enums import RoundState
    from annotate.models import Annotation, Layer, Round
    from articles.models import Article, Text
    from people.actions.accounts import add_member, create_team
    from people.models import User
    from people.permissions import Role

    chance = random.Random(7)  # noqa: S311 (no secret)
    teacher, reader = User.objects.order_by("pk")[:2]
    with transaction.atomic():
        team = create_team(teacher, "Library")
        add_member(team, reader, Role.ANNOTATOR)
        codebook = install_codebook()
        tags = list(codebook.tags.all())
        body = " ".join(chance.choice(WORDS) for _ in range(400))
        first = date(2016, 1, 1)
        created = Article.objects.bulk_create(
            Article(
                owner=teacher, team=team, title=f"Article {n}", publication=f"The Courier {n % 40}", language="en",
                byline=f"Writer {n % 300}", published=first + timedelta(days=n % 3600), original_name="x.txt",
            )
            for n in range(articles)
        )  # fmt: skip
        texts = Text.objects.bulk_create(
            Text(article=article, body=body, words=400, sha256="0" * 64) for article in created
        )
        rounds = Round.objects.bulk_create(
            Round(text=text, codebook=codebook, state=RoundState.REVEALED, created_by=teacher)
            for text in texts
        )
        layers = Layer.objects.bulk_create(
            Layer(round=round_, annotator=user) for round_ in rounds for user in (teacher, reader)
        )
        now = timezone.now()

        def rows() -> Iterator[tuple[Any, ...]]:
            for number in range(articles * marks):
                tag = number % len(tags)
                start = chance.randrange(len(body) - 40)
                details = {"source": f"Source {chance.randrange(900)}", "cue": "said"} if tag == 1 else {}
                layer = layers[number * 2 // marks].pk
                yield (
                    UUID(int=number + 1), layer, tags[tag].pk, start, start + 8, chance.choice(WORDS), "", "", details,
                    "", 1, False, now, now,
                )  # fmt: skip

        names = (
            "id", "layer_id", "tag_id", "start", "end", "quote", "prefix", "suffix", "details", "note", "version",
            "deleted",
            "created_at", "updated_at",
        )  # fmt: skip
        remaining = rows()
        while batch := list(islice(remaining, BATCH_SIZE)):
            Annotation.objects.bulk_create(Annotation(**dict(zip(names, row, strict=True))) for row in batch)
    if connection.vendor == "postgresql":
        # As autovacuum would do within a minute.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return int(team.pk)


if __name__ == "__main__":
    print(main(*map(int, sys.argv[1:])))
