"""What the annotating page shows of a campaign: its name, guidelines, how much is done, and what comes next."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from annotate.models import Round
from campaigns.access import get_participant, oversees
from campaigns.enums import AssignmentState, Purpose
from campaigns.guidelines import guidelines_html
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle
from campaigns.training.page import PersonTraining, PracticeRow, TrainingPage
from people.models import User
from web.markup import Markup

DONE = (AssignmentState.COUNTED, AssignmentState.EXTRA)


@dataclass(frozen=True)
class CampaignBar:
    """The bar of one article. Of ordinary and control articles it says the same."""

    user: User
    article: CampaignArticle

    @property
    def campaign(self) -> Campaign:
        """Return the campaign."""
        return self.article.campaign

    @cached_property
    def own_page(self) -> str:
        """Return the address of the user's own page of the campaign; to those who only lead it, of its overview."""
        annotates = oversees(self.user, self.campaign) and get_participant(self.user, self.campaign)
        return reverse("campaigns:own" if annotates else "campaigns:campaign", args=[self.campaign.pk])

    @property
    def is_practice(self) -> bool:
        """Return whether this is a practice article."""
        return self.article.purpose == Purpose.PRACTICE

    @property
    def guidelines(self) -> Markup | None:
        """Return the guidelines as HTML; None if there are none."""
        return guidelines_html(self.campaign.guidelines) if self.campaign.guidelines.strip() else None

    @cached_property
    def handed_in(self) -> int:
        """Return how many articles the user has handed in, practice apart."""
        rows = ArticleAssignment.objects.filter(annotator=self.user, article__campaign=self.campaign)
        return rows.filter(state__in=DONE).exclude(article__purpose=Purpose.PRACTICE).count()

    @cached_property
    def page(self) -> TrainingPage:
        """Return the training as the user sees it."""
        return TrainingPage(self.user, self.campaign)

    @property
    def training(self) -> PersonTraining | None:
        """Return the training of the user in a practice article; None elsewhere, and for those who do not take part."""
        return self.page.own if self.is_practice else None

    @property
    def row(self) -> PracticeRow | None:
        """Return this practice article in the user's training."""
        rows = self.training.rows if self.training else ()
        return next((row for row in rows if row.article.pk == self.article.pk), None)

    @property
    def number(self) -> int:
        """Return which of the practice articles this is, from 1."""
        return 1 + [article.pk for article in self.page.articles].index(self.article.pk)


def campaign_bar_of(user: User, round_: Round) -> CampaignBar | None:
    """Return the bar of a visible round; None without a query if it belongs to no campaign."""
    if not round_.invitation_only:
        return None
    rows = CampaignArticle.objects.filter(round=round_).select_related("campaign__team")
    article = rows.first()
    return CampaignBar(user, article) if article else None
