"""Many people in a campaign at the same moment, a process each.

    python -m tests.campaigns.assigning.crowd DATABASE CAMPAIGN PERSON…

All wait for the last one, then click. A person may be named several times: they click in several tabs.
"""

import multiprocessing
import sys
from multiprocessing.synchronize import Barrier

import django
from django.db import connection
from django.db.models import Count, F

# Processes of this one share what it has imported, so that fifty of them start in a moment.
FORK = multiprocessing.get_context("fork")


def main(database: str, campaign: int, people: list[int]) -> int:
    """Run all processes; return how many of them failed."""
    connection.settings_dict["NAME"] = database
    if connection.vendor == "sqlite":
        # A site on SQLite is one process, whose writers queue. Fifty processes compete for the lock, unfairly.
        connection.settings_dict["OPTIONS"]["timeout"] = 300
    barrier = FORK.Barrier(len(people))
    processes = [FORK.Process(target=annotate_all, args=(campaign, person, barrier)) for person in people]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return sum(process.exitcode != 0 for process in processes)


def annotate_all(campaign_id: int, person: int, barrier: Barrier) -> None:
    """Hand in what the person has, then get and hand in articles until there are none; all others do the same."""
    from campaigns.assigning.actions import next_article
    from campaigns.assigning.errors import NoArticle
    from campaigns.models import ArticleAssignment, Campaign
    from people.models import User
    from tests.campaigns.assigning.working import hand_in

    user, campaign = User.objects.get(pk=person), Campaign.objects.get(pk=campaign_id)
    earlier = list(ArticleAssignment.objects.filter(annotator=user).select_related("article"))
    barrier.wait()
    for assignment in earlier:
        hand_in(user, assignment.article)
    while True:
        try:
            hand_in(user, next_article(user, campaign).article)
        except NoArticle:
            return
        check_never_too_many()


def check_never_too_many() -> None:
    """Raise if at this moment an article is with more people than it needs, or somebody has two."""
    from campaigns.models import ArticleAssignment

    rows = ArticleAssignment.objects.filter(state="open")
    assert not rows.values("annotator").annotate(articles=Count("pk")).filter(articles__gt=1).exists()
    taken = ArticleAssignment.objects.filter(state__in=("open", "counted"))
    articles = taken.values("article").annotate(people=Count("pk"))
    assert not articles.filter(people__gt=F("article__campaign__per_article")).exists()


if __name__ == "__main__":
    django.setup()
    sys.exit(main(sys.argv[1], int(sys.argv[2]), [int(person) for person in sys.argv[3:]]))
