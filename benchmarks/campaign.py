"""Put a campaign into a site's database: a team, its articles and people; of the first half, all is handed in.

python -m benchmarks.campaign ARTICLES PEOPLE
"""

import json
import os
import sys
from itertools import islice

PER_ARTICLE = 3


def main(articles: int, people: int) -> dict[str, object]:
    """Create the campaign; return its id, and a token of each person."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from annotate.codebooks.actions import install_codebook
    from annotate.enums import RoundMode
    from annotate.models import Round
    from articles.models import Article, Text
    from campaigns.enums import AssignmentState, CampaignState
    from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant
    from people.actions.accounts import add_member, create_team, issue_token
    from people.models import User
    from people.permissions import Role

    now, body = timezone.now(), "The council voted nine to six. " * 80
    with transaction.atomic():
        teacher = User.objects.order_by("pk")[0]
        team, codebook = create_team(teacher, "Desk"), install_codebook()
        campaign = Campaign.objects.create(
            team=team,
            title="Quillmouth",
            codebook=codebook,
            state=CampaignState.RUNNING,
            per_article=PER_ARTICLE,
        )
        users = [
            User.objects.create_user(f"a{n}@desk.example", None, f"Annotator {n}") for n in range(people)
        ]
        for user in users:
            add_member(team, user, Role.ANNOTATOR)
        CampaignParticipant.objects.bulk_create(
            CampaignParticipant(campaign=campaign, user=user) for user in users
        )
        created = Article.objects.bulk_create(
            Article(owner=teacher, team=team, title=f"Article {n}", language="en", original_name="x.txt")
            for n in range(articles)
        )
        texts = Text.objects.bulk_create(
            Text(article=article, body=body, words=480, sha256="0" * 64) for article in created
        )
        rounds = Round.objects.bulk_create(
            Round(
                text=text,
                codebook=codebook,
                created_by=teacher,
                mode=RoundMode.INDEPENDENT,
                invitation_only=True,
            )
            for text in texts
        )
        rows = CampaignArticle.objects.bulk_create(
            CampaignArticle(campaign=campaign, round=round_, position=n) for n, round_ in enumerate(rounds)
        )
        done = [
            (row, users[(3 * n + k) % people])
            for n, row in enumerate(rows[: articles // 2])
            for k in range(PER_ARTICLE)
        ]
        ArticleAssignment.objects.bulk_create(
            ArticleAssignment(
                article=row, annotator=user, state=AssignmentState.COUNTED, assigned_at=now, handed_in_at=now
            )
            for row, user in done
        )
        finished = CampaignArticle.objects.filter(pk__in=[row.pk for row in islice(rows, articles // 2)])
        finished.update(taken=PER_ARTICLE, counted=PER_ARTICLE, completed_at=now)
        tokens = [issue_token(user, "", None, False)[1] for user in users]
    if connection.vendor == "postgresql":
        # As autovacuum would do within a minute.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return {"campaign": campaign.pk, "tokens": tokens}


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
