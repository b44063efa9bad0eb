"""The page over a team's articles with 10,000 of them, 20 marks each: the median of five.

python -m benchmarks.across
"""

import os
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from uuid import UUID

ARTICLES, MARKS, READERS = 10_000, 20, 2
WORDS = ["slams", "slammed", "regime", "so-called", "outrage", "council", "voted", "nine", "taxes", "fell"]


def main() -> None:
    """Make the database in a scratch folder, then time the numbers and the page."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": folder}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        team, teacher = _fill()
        from django.test import Client

        client = Client(headers={"host": "localhost"})
        client.force_login(teacher)
        for name, path in (
            ("numbers", f"/api/v1/teams/{team.pk}/across/"),
            ("page", f"/teams/{team.pk}/reports/"),
        ):
            times = []
            for _ in range(5):
                begun = time.perf_counter()
                answer = client.get(path)
                times.append(time.perf_counter() - begun)
                assert answer.status_code == 200, answer.content[:500]
            print(f"{name}: median {statistics.median(times):.2f} s, slowest {max(times):.2f} s")


def _fill() -> tuple["object", "object"]:
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from annotate.actions import install_codebook
    from annotate.models import Annotation, Layer, Round
    from annotate.rounds import State
    from articles.models import Article, Text
    from people.actions import create_team
    from people.models import User

    chance = random.Random(7)  # noqa: S311
    teacher = User.objects.create(email="t@bench.example", name="T", password=make_password(None))
    readers = [teacher, User.objects.create(email="b@bench.example", name="B", password=make_password(None))]
    team = create_team(teacher, "Bench")
    tags = list(install_codebook().tags.all())
    body = " ".join(chance.choice(WORDS) for _ in range(400))
    first = date(2016, 1, 1)
    articles = Article.objects.bulk_create(
        Article(
            owner=teacher,
            team=team,
            title=f"Article {n}",
            publication=f"The Courier {n % 40}",
            byline=f"Writer {n % 300}",
            published=first + timedelta(days=n % 3600),
            language="en",
            original_name="x.txt",
        )
        for n in range(ARTICLES)
    )
    texts = Text.objects.bulk_create(
        Text(article=article, body=body, words=400, sha256="0" * 64) for article in articles
    )
    rounds = Round.objects.bulk_create(
        Round(text=text, codebook=tags[0].codebook, state=State.REVEALED, created_by=teacher)
        for text in texts
    )
    layers = Layer.objects.bulk_create(
        Layer(round=round_, annotator=reader) for round_ in rounds for reader in readers
    )
    now = timezone.now()

    def mark(number: int, layer: Layer) -> Annotation:
        start = chance.randrange(len(body) - 40)
        word = chance.choice(WORDS)
        details = {"source": f"Source {chance.randrange(900)}", "cue": "said"}
        return Annotation(
            id=UUID(int=number), layer=layer, tag=tags[number % len(tags)], start=start, end=start + 8, quote=word,
            prefix="", suffix="", details=details if number % len(tags) == 1 else {}, created_at=now, updated_at=now,
        )  # fmt: skip

    numbered = (
        (n, layer) for n, layer in enumerate(layer for layer in layers for _ in range(MARKS // READERS))
    )
    Annotation.objects.bulk_create((mark(n, layer) for n, layer in numbered), batch_size=5000)
    return team, teacher


if __name__ == "__main__":
    main()
