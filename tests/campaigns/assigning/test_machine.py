"""A campaign, whatever its people and its lead do and in whatever order.

The laws: no article is with more people than it needs, nobody gets one twice or two at once, the counters are those of
the assignments, and once everybody has done all they can, each article is complete or listed with the reason.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from annotate.models import Change
from campaigns.assigning.actions import give_back, next_article
from campaigns.assigning.errors import NoArticle
from campaigns.assigning.incomplete import incomplete
from campaigns.assigning.progress import progress
from campaigns.assigning.reasons import Reason
from campaigns.counting.recounting import recount
from campaigns.enums import AssignmentState, CampaignState
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant
from people.permissions import PermissionRefused
from tests.campaigns.assigning.working import hand_in, withdraw
from tests.campaigns.small import SmallCampaign, small_campaign

WHO = st.integers(0, 3)
WHICH = st.integers(0, 2)
OPEN, COUNTED = AssignmentState.OPEN, AssignmentState.COUNTED


class OneCampaign(RuleBasedStateMachine):
    """Four people share three articles, one of which may be for everyone."""

    small: SmallCampaign

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.received: Counter[tuple[int, int]] = Counter()

    def teardown(self) -> None:
        """Finish the campaign, then put everything back."""
        try:
            self.finish()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def assignments(self, person: int, *states: AssignmentState) -> list[ArticleAssignment]:
        """Return what somebody has, as their next request finds it."""
        rows = ArticleAssignment.objects.filter(annotator=self.small.people[person], state__in=states)
        return list(rows.select_related("article__round", "article__campaign").order_by("pk"))

    @rule(who=WHO)
    def get(self, who: int) -> None:
        """Somebody asks for the next article, and again: whoever has one gets the same."""
        had = {one.pk for one in self.assignments(who, OPEN)}
        try:
            got = next_article(self.small.people[who], self.small.campaign)
        except (NoArticle, PermissionRefused):
            assert not had or not self.takes_part(who)
            return
        assert next_article(self.small.people[who], self.small.campaign) == got
        if had:
            assert got.pk in had
        else:
            self.received[who, got.article_id] += 1
            assert self.received[who, got.article_id] == 1

    @rule(who=WHO, which=WHICH)
    def submit(self, who: int, which: int) -> None:
        """Somebody hands in what they have, or had until it lapsed."""
        rows = self.assignments(who, OPEN, AssignmentState.LAPSED)
        if rows:
            hand_in(self.small.people[who], rows[which % len(rows)].article)

    @rule(people=st.lists(WHO, min_size=1, unique=True))
    def work(self, people: list[int]) -> None:
        """Some ask for an article and hand it in."""
        for who in people:
            self.get(who)
            self.submit(who, 0)

    @rule(who=WHO, which=WHICH)
    def take_back(self, who: int, which: int) -> None:
        """Somebody withdraws what they handed in."""
        rows = self.assignments(who, COUNTED, AssignmentState.EXTRA)
        if rows:
            withdraw(self.small.people[who], rows[which % len(rows)].article)

    @rule(who=WHO, by_lead=st.booleans())
    def give_back(self, who: int, by_lead: bool) -> None:
        """Somebody gives an article back, or a lead does it for them."""
        for assignment in self.assignments(who, OPEN)[:1]:
            give_back(self.small.lead if by_lead else self.small.people[who], assignment)

    @rule()
    def two_days(self) -> None:
        """Nobody does anything for so long that what they have may go to others."""
        past = timedelta(hours=49)
        ArticleAssignment.objects.update(assigned_at=F("assigned_at") - past)
        Change.objects.update(created_at=F("created_at") - past)

    @rule(per_article=st.integers(1, 4))
    def settings(self, per_article: int) -> None:
        """A lead wants fewer or more hand-ins per article."""
        Campaign.objects.update(per_article=per_article)
        recount(self.small.campaign)

    @rule(which=WHICH, for_everyone=st.booleans())
    def overlap(self, which: int, for_everyone: bool) -> None:
        """An article becomes one for everyone, or is so no longer."""
        CampaignArticle.objects.filter(pk=self.small.articles[which].pk).update(for_everyone=for_everyone)
        recount(self.small.campaign)

    @rule(who=WHO, stays=st.booleans())
    def people(self, who: int, stays: bool) -> None:
        """A lead removes somebody, or lets them take part again."""
        removed_at = None if stays else timezone.now()
        CampaignParticipant.objects.filter(user=self.small.people[who]).update(removed_at=removed_at)
        recount(self.small.campaign)

    @rule(state=st.sampled_from([CampaignState.RUNNING, CampaignState.RUNNING, CampaignState.PAUSED]))
    def pause(self, state: CampaignState) -> None:
        """A lead pauses the campaign, or goes on."""
        Campaign.objects.update(state=state)

    def takes_part(self, who: int) -> bool:
        """Return whether somebody takes part now."""
        return CampaignParticipant.objects.filter(user=self.small.people[who], removed_at=None).exists()

    @invariant()
    def never_too_many(self) -> None:
        """No article counts more hand-ins than it needs; counters and figures are those of the assignments."""
        campaign = self.campaign()
        rows, now = incomplete(campaign), progress(campaign)
        needed = {row.round: row.needed for row in rows}
        for article in CampaignArticle.objects.all():
            states = list(article.assignments.values_list("state", flat=True))
            assert article.counted == states.count(COUNTED)
            assert article.taken == states.count(COUNTED) + states.count(OPEN)
            if article.completed_at is None:
                assert article.counted < needed[article.round_id]
            elif not article.for_everyone:
                assert article.counted == campaign.per_article
        assert now.begun + now.untouched == len(rows)
        assert now.left == sum(row.needed - row.counted for row in rows)

    def campaign(self) -> Campaign:
        """Return the campaign as the next request finds it."""
        return Campaign.objects.get(pk=self.small.campaign.pk)

    def finish(self) -> None:
        """Let everybody do what they can; what is still incomplete has a reason that nobody can wait out."""
        Campaign.objects.update(state=CampaignState.RUNNING)
        for _ in range(2):
            for who in range(4):
                for assignment in self.assignments(who, OPEN):
                    hand_in(self.small.people[who], assignment.article)
                for _article in self.small.articles:
                    self.get(who)
                    self.submit(who, 0)
        self.never_too_many()
        reasons = {row.reason for row in incomplete(self.campaign())}
        assert reasons <= {Reason.NOBODY_LEFT, Reason.GIVEN_BACK}


@pytest.mark.django_db
def test_whatever_they_do() -> None:
    """Some campaigns of up to twenty steps."""
    small = small_campaign(people=4, articles=3, per_article=2)
    machine = type("Machine", (OneCampaign,), {"small": small})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=10, stateful_step_count=20, deadline=None)
    )
