"""Put a team with many different articles and highlights into a site's database, and index them for the search.

python -m benchmarks.search_library ARTICLES MARKS
"""

import os
import random
import sys
from collections.abc import Iterator
from itertools import accumulate, islice
from uuid import UUID

BATCH_SIZE = 20_000
PARAGRAPHS, LENGTH = 8, 50
# As often as in a language: the first word of the vocabulary stands in every paragraph, most words hardly anywhere.
VOCABULARY = 40_000


def vocabulary() -> list[str]:
    """Return words that are made up, the most frequent ones first."""
    dice = random.Random(11)  # noqa: S311 (no secret)
    parts = [
        "ba",
        "ce",
        "di",
        "fo",
        "gu",
        "ha",
        "ker",
        "lin",
        "mo",
        "nar",
        "pel",
        "ros",
        "sun",
        "tav",
        "vi",
        "zo",
    ]
    words = dict.fromkeys("".join(dice.choices(parts, k=dice.randrange(2, 5))) for _ in range(3 * VOCABULARY))
    return list(words)[:VOCABULARY]


def weights(words: list[str]) -> list[float]:
    """Return how frequent each word and those before it are, as Zipf has it."""
    return list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def main(articles: int, marks: int) -> int:
    """Create the team of the demo's teacher, index its articles, and return its id."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from annotate.codebooks.actions import install_codebook
    from annotate.enums import RoundState
    from annotate.models import Annotation, Layer, Round
    from articles.models import Article, Text
    from people.actions.accounts import add_member, create_team
    from people.models import User
    from people.permissions import Role

    dice = random.Random(7)  # noqa: S311 (no secret)
    words = vocabulary()
    frequent = weights(words)

    def line(length: int) -> str:
        return " ".join(dice.choices(words, cum_weights=frequent, k=length))

    teacher, reader = User.objects.order_by("pk")[:2]
    with transaction.atomic():
        team = create_team(teacher, "Search")
        add_member(team, reader, Role.ANNOTATOR)
        codebook = install_codebook()
        tags = list(codebook.tags.all())
        created = Article.objects.bulk_create(
            Article(
                owner=teacher, team=team, title=line(6), publication=f"The Courier {n % 40}", language="en",
                original_name="x.txt",
            )
            for n in range(articles)
        )  # fmt: skip
        texts = Text.objects.bulk_create(
            (
                Text(
                    article=article,
                    body="\n\n".join(line(LENGTH) for _ in range(PARAGRAPHS)),
                    sha256="0" * 64,
                )
                for article in created
            ),
            batch_size=1000,
        )
        rounds = Round.objects.bulk_create(
            Round(text=text, codebook=codebook, state=RoundState.REVEALED, created_by=teacher)
            for text in texts
        )
        layers = Layer.objects.bulk_create(
            Layer(round=round_, annotator=user) for round_ in rounds for user in (teacher, reader)
        )
        now = timezone.now()

        def rows() -> Iterator[Annotation]:
            for number in range(articles * marks):
                body = texts[number // marks].body
                start = dice.randrange(len(body) - 80)
                tag = tags[number % len(tags)]
                yield Annotation(
                    id=UUID(int=dice.getrandbits(128)), layer=layers[number * 2 // marks], tag=tag, start=start,
                    end=start + 60, quote=body[start : start + 60], prefix="", suffix="",
                    details={"source": line(2)} if number % 4 == 1 else {},
                    note=line(8) if number % 5 == 0 else "", created_at=now, updated_at=now,
                )  # fmt: skip

        remaining = rows()
        while batch := list(islice(remaining, BATCH_SIZE)):
            Annotation.objects.bulk_create(batch)
    call_command("index_search", stdout=sys.stderr)
    if connection.vendor == "postgresql":
        # As autovacuum would do within a minute.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return int(team.pk)


if __name__ == "__main__":
    print(main(*map(int, sys.argv[1:])))
