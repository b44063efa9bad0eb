"""Make the dataset of a campaign of 2,000 and of 10,000 articles: how long it takes, and that memory stays flat.

python -m benchmarks.datasets
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.table import OURS, Part, Row, publish

SIZES, PEOPLE, HIGHLIGHTS = (2_000, 10_000), 3, 10
BODY = "The council voted nine to six while critics said taxes fell by four per cent. " * 40
# More memory for five times the articles, in MB.
GOAL = 100


def main() -> None:
    """Measure each size in a process of its own."""
    rows, peaks = [], []
    for articles in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            run(folder, "fill", str(articles))
            made = json.loads(run(folder, "make"))
        peaks.append(made["memory"])
        rows.append(Row(f"{articles:,} articles", "s", {OURS: [made["seconds"]]}))
        rows.append(Row("… memory", "MB", {OURS: [made["memory"]]}))
        rows.append(Row("… size of the ZIP", "MB", {OURS: [made["size"]]}))
    rows[4].goal, rows[4].met = f"at most {GOAL} more", peaks[1] - peaks[0] < GOAL
    note = f"{PEOPLE} people, {HIGHLIGHTS} highlights by each in each article; with the complete records."
    publish(Part("The dataset of a campaign", rows, [note]))


def run(folder: str, *arguments: str) -> str:
    """Run a part of this module in a process with a database in a folder; return what it prints."""
    command = [sys.executable, "-m", "benchmarks.datasets", *arguments]
    environment = os.environ | {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"SECRET_KEY": "benchmark"}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def fill(articles: int) -> None:
    """Create the campaign, all of whose articles are handed in and released."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from uuid import uuid4

    from django.db import transaction
    from django.utils import timezone

    from annotate.codebooks.actions import install_codebook
    from annotate.enums import RoundMode, RoundState
    from annotate.models import Annotation, Layer, Round
    from articles.models import Article, Text
    from campaigns.enums import AssignmentState
    from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant
    from people.actions.accounts import create_team
    from people.models import User

    now = timezone.now()
    with transaction.atomic():
        lead = User.objects.create_user("lead@desk.example", None, "Lead")
        team, codebook = create_team(lead, "Desk"), install_codebook()
        tags = list(codebook.tags.all())
        campaign = Campaign.objects.create(team=team, title="Quillmouth", codebook=codebook)
        people = [
            User.objects.create_user(f"a{n}@desk.example", None, f"Annotator {n}") for n in range(PEOPLE)
        ]
        for person in people:
            CampaignParticipant.objects.create(campaign=campaign, user=person)
        for start in range(0, articles, 500):
            created = Article.objects.bulk_create(
                Article(owner=lead, team=team, title=f"Article {n}", original_name="x.txt")
                for n in range(start, start + 500)
            )
            texts = Text.objects.bulk_create(
                Text(article=article, body=BODY, words=560, sha256="0" * 64) for article in created
            )
            rounds = Round.objects.bulk_create(
                Round(
                    text=text, codebook=codebook, mode=RoundMode.INDEPENDENT, state=RoundState.RELEASED,
                    invitation_only=True,
                )
                for text in texts
            )  # fmt: skip
            rows = CampaignArticle.objects.bulk_create(
                CampaignArticle(
                    campaign=campaign, round=round_, position=start + n, counted=PEOPLE, completed_at=now
                )
                for n, round_ in enumerate(rounds)
            )
            ArticleAssignment.objects.bulk_create(
                ArticleAssignment(
                    article=row, annotator=person, state=AssignmentState.COUNTED, assigned_at=now,
                    handed_in_at=now,
                )
                for row in rows
                for person in people
            )  # fmt: skip
            layers = Layer.objects.bulk_create(
                Layer(round=round_, annotator=person, submitted_at=now)
                for round_ in rounds
                for person in people
            )
            Annotation.objects.bulk_create(
                Annotation(
                    id=uuid4(), layer=layer, tag=tags[n % len(tags)], start=78 * n, end=78 * n + 40,
                    quote=BODY[78 * n : 78 * n + 40], created_at=now, updated_at=now, details={},
                )
                for layer in layers
                for n in range(HIGHLIGHTS)
            )  # fmt: skip


def make() -> None:
    """Make the dataset, and print the seconds, the peak of memory in MB and the size in MB as JSON."""
    import resource

    import django

    django.setup()
    from django.db import transaction

    from campaigns.dataset.actions import start_dataset
    from campaigns.models import Campaign
    from people.models import User
    from reports.exports.jobs import path_of, write_export
    from reports.models import ExportJob

    started = time.perf_counter()
    with transaction.atomic():
        job = start_dataset(
            User.objects.get(email="lead@desk.example"), Campaign.objects.get(), False, ["claimlight"]
        )
        write_export(job.pk)
    job = ExportJob.objects.get(pk=job.pk)
    assert job.finished_at
    print(json.dumps({
        "seconds": time.perf_counter() - started,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": Path(path_of(job)).stat().st_size / 1e6,
    }))  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(int(sys.argv[2]))
    elif sys.argv[1:2] == ["make"]:
        make()
    else:
        main()
