"""Fifty people at the same moment, each in a process of their own, on the database of the tests."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection

from campaigns.assigning.actions import next_article
from campaigns.enums import AssignmentState
from campaigns.models import ArticleAssignment, CampaignArticle
from people.models import User
from tests.campaigns.assigning.working import wait
from tests.campaigns.small import SmallCampaign, small_campaign
from tests.site import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
COUNTED, EXTRA = AssignmentState.COUNTED, AssignmentState.EXTRA


def at_once(small: SmallCampaign, people: list[User]) -> None:
    """Let people annotate until nothing is left for any of them."""
    words = [str(connection.settings_dict["NAME"]), str(small.campaign.pk), *(str(one.pk) for one in people)]
    command = [sys.executable, "-m", "tests.campaigns.assigning.crowd", *words]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_article_gets_exactly_as_many_as_it_needs() -> None:
    """Some come back after two days and hand in late, just when others get their articles."""
    small = small_campaign(people=50, articles=20, per_article=3)
    for person in small.people[:5]:
        wait(next_article(person, small.campaign))
    at_once(small, small.people)
    counted = Counter(ArticleAssignment.objects.filter(state=COUNTED).values_list("article", flat=True))
    assert counted == {article.pk: 3 for article in small.articles}
    assert set(ArticleAssignment.objects.values_list("state", flat=True)) <= {COUNTED, EXTRA}
    rows = CampaignArticle.objects.exclude(completed_at=None).values_list("taken", "counted")
    assert list(rows) == [(3, 3)] * 20


def test_a_click_in_ten_tabs_is_one_article() -> None:
    """Nobody gets two articles, or one twice."""
    small = small_campaign(people=1, articles=3, per_article=1)
    at_once(small, small.people * 10)
    assert list(CampaignArticle.objects.values_list("counted", flat=True)) == [1, 1, 1]
