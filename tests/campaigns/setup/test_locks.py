"""Leads change a campaign while others work in it: on PostgreSQL nobody waits for somebody who waits for them.

On SQLite, where one transaction writes at a time, the same requests come one after the other.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from annotate.change_log import lock_round
from annotate.enums import Feedback, RoundState
from annotate.models import Round
from campaigns.assigning.actions import next_article
from campaigns.counting.settling import settle
from campaigns.enums import AssignmentState, CampaignState, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle
from campaigns.setup.actions import (
    move_campaign,
    remove_articles,
    remove_participant,
    set_purpose,
    update_campaign,
)
from campaigns.setup.actions.settings import settings_of
from campaigns.training.actions import NoPractice, start_practice
from tests.campaigns.assigning.working import hand_in, refused
from tests.campaigns.setup.desk import hand_out
from tests.campaigns.small import SmallCampaign, add_articles, small_campaign, write_key

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one transaction writes at a time"),
]
Change = Callable[[SmallCampaign], object]


def remove_first(small: SmallCampaign) -> None:
    remove_participant(small.lead, small.campaign.participants.get(user=small.people[0]))


def change_settings(**changed: object) -> Change:
    def change(small: SmallCampaign) -> None:
        update_campaign(small.lead, small.campaign, replace(settings_of(small.campaign), **changed))

    return change


CHANGES: dict[str, Change] = {
    "overlap": change_settings(overlap_percent=100),
    "purpose": lambda small: set_purpose(small.lead, small.articles[-1], Purpose.CONTROL),
    "remove article": lambda small: remove_articles(small.lead, small.campaign, [small.articles[-1].pk]),
    "remove person": remove_first,
    "feedback": change_settings(practice_feedback=Feedback.NONE, per_article=2),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_waits_for_whoever_hands_in_and_for_who_is_removed(name: str) -> None:
    """While the change waits for the first article, others count hand-ins of this one and then of the last one."""
    small = small_campaign(people=2, articles=2)
    if name == "feedback":
        small.articles.extend(add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE))
    if name == "purpose":
        write_key(small.lead, small.articles[-1])
    hand_out(small.articles[0 if name != "remove person" else -1], small.people[0])
    change = Started(lambda: CHANGES[name](small))
    with transaction.atomic():
        lock_round(small.articles[0].round)
        change.start()
        wait_until_blocked()
        for article in (small.articles[0], small.articles[-1]):
            lock_round(article.round)
            settle(CampaignArticle.objects.select_related("campaign", "round").get(pk=article.pk))
    change.join()
    assert change.failures == []


def test_what_somebody_gets_as_the_campaign_finishes_is_closed_and_can_be_handed_in() -> None:
    """Nobody else gets one, practice articles included."""
    small = small_campaign(people=3, articles=3)
    early, late, learner = small.people
    [practice] = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    write_key(small.lead, practice)
    small.campaign.participants.exclude(user=learner).update(passed_at=timezone.now())
    finish = Started(lambda: move_campaign(small.lead, small.campaign, CampaignState.FINISHED))
    stale = Campaign.objects.get()
    with transaction.atomic():
        article = next_article(early, stale).article
        finish.start()
        wait_until_blocked()
    finish.join()
    assert finish.failures == []
    assert refused(small, late) == "finished"
    with pytest.raises(NoPractice):
        start_practice(learner, stale)
    assert not Round.objects.filter(state=RoundState.OPEN, participants__isnull=False).exists()
    hand_in(early, article)
    assert ArticleAssignment.objects.get().state == AssignmentState.COUNTED


class Started(threading.Thread):
    """An action in a thread with a connection of its own, and what it raises."""

    def __init__(self, action: Callable[[], object]) -> None:
        super().__init__()
        self.action = action
        self.failures: list[BaseException] = []

    def run(self) -> None:
        try:
            self.action()
        except BaseException as error:
            self.failures.append(error)
        finally:
            connections.close_all()


def wait_until_blocked() -> None:
    """Wait until a transaction waits for one of this test's locks."""
    end = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nothing waits.")
