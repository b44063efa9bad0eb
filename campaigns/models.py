"""Campaigns, their people and articles, who has which article, and what happened."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models

from annotate.enums import Feedback, choices
from annotate.models import Codebook, Round
from articles.models import BulkUpload
from campaigns.enums import (
    ArticleOrder,
    AssignmentState,
    CampaignState,
    Distribution,
    OwnResults,
    Purpose,
)
from people.models import Team

MAX_SEED = 2**31 - 1


def new_seed() -> int:
    """Return a seed for the random order of a campaign."""
    return secrets.randbelow(MAX_SEED) + 1


def new_rank() -> float:
    """Return a place in a random order, 0..1."""
    return secrets.randbelow(2**53) / 2**53


class Campaign(models.Model):
    """Many articles of a team, annotated independently with one codebook.

    With ``Distribution.SHARED`` each article needs ``per_article`` people, but ``overlap_percent`` of the articles need
    everyone. ``pass_mark`` is a percentage; people without it get no real articles as long as there are practice
    articles. Every ``control_every``-th article somebody gets is a control article, if one is left.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="campaigns")
    title = models.CharField(max_length=120)
    codebook = models.ForeignKey(Codebook, on_delete=models.RESTRICT, related_name="campaigns")
    # Markdown, shown beside the text.
    guidelines = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=choices(CampaignState), default=CampaignState.DRAFT)
    archived_at = models.DateTimeField(null=True)
    # Until when everything should be done; nothing closes then.
    due_at = models.DateTimeField(null=True, blank=True)
    distribution = models.CharField(max_length=12, choices=choices(Distribution), default=Distribution.SHARED)
    per_article = models.PositiveSmallIntegerField(default=3)
    overlap_percent = models.PositiveSmallIntegerField(default=0)
    order = models.CharField(max_length=12, choices=choices(ArticleOrder), default=ArticleOrder.FIXED)
    seed = models.PositiveIntegerField(default=new_seed)
    # How many articles one person may get, practice apart; without it as many as are left.
    max_per_person = models.PositiveIntegerField(null=True, blank=True)
    # Nobody gets more than their even share of what all articles need.
    share_evenly = models.BooleanField(default=False)
    # Hours without any change after which an article may go to somebody else.
    lapse_hours = models.PositiveSmallIntegerField(default=48)
    control_every = models.PositiveSmallIntegerField(default=10)
    pass_mark = models.PositiveSmallIntegerField(default=70)
    # How often each practice article can be handed in.
    attempts = models.PositiveSmallIntegerField(default=2)
    practice_feedback = models.CharField(max_length=12, choices=choices(Feedback), default=Feedback.KEY)
    own_results = models.CharField(max_length=12, choices=choices(OwnResults), default=OwnResults.NONE)
    # For the dataset.
    description = models.TextField(blank=True)
    licence = models.CharField(max_length=60, blank=True)
    # One a line.
    authors = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def owner_id(self) -> None:
        """Return nobody: a campaign always belongs to a team."""
        return None

    @property
    def lapse_after(self) -> timedelta:
        """Return after how much time without any change an article may go to somebody else."""
        return timedelta(hours=self.lapse_hours)

    @property
    def is_archived(self) -> bool:
        """Return whether nothing can be changed, since the campaign or its team is in the archive."""
        return self.archived_at is not None or self.team.archived_at is not None

    @property
    def is_running(self) -> bool:
        """Return whether articles are handed out."""
        return self.state == CampaignState.RUNNING and not self.is_archived


class CampaignParticipant(models.Model):
    """Somebody who annotates in a campaign. Who is ``removed_at`` gets no more articles; their work stays.

    ``excluded_at``: their work is left out of the campaign's figures. ``passed_at``: they may get real articles; if
    ``let_in_by`` is set, that person decided so without the pass mark.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="campaign_participations"
    )
    # Where in the random order they begin, 0..1.
    start_rank = models.FloatField(default=new_rank)
    joined_at = models.DateTimeField(auto_now_add=True)
    # How often a lead let them hand in each practice article once more.
    extra_attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    passed_at = models.DateTimeField(null=True)
    let_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    excluded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "user"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.campaign}"


class CampaignArticle(models.Model):
    """An article of a campaign, with the round in which it is annotated. The round's lock guards the counters.

    ``taken`` counts open and counted assignments, ``counted`` those handed in. ``completed_at`` is when as many were
    counted as it needs. ``rank`` (0..1) is its place in the random order.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="articles")
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="campaign_article")
    purpose = models.CharField(max_length=12, choices=choices(Purpose), default=Purpose.ORDINARY)
    # Part of the overlap: everyone annotates it.
    for_everyone = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    rank = models.FloatField(default=new_rank)
    taken = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["campaign", "purpose", "position"], name="campaign_position")]

    def __str__(self) -> str:
        return f"{self.round.text.article} in {self.campaign}"


class ArticleAssignment(models.Model):
    """An article that somebody is to annotate, has, or had: see ``AssignmentState``."""

    article = models.ForeignKey(CampaignArticle, on_delete=models.CASCADE, related_name="assignments")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="article_assignments"
    )
    state = models.CharField(max_length=12, choices=choices(AssignmentState), default=AssignmentState.OPEN)
    assigned_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "annotator"], name="never_twice_the_same")]
        indexes = [models.Index(fields=["annotator", "state"], name="assignments_of_annotator")]

    def __str__(self) -> str:
        return f"{self.annotator}: {self.article} ({self.state})"


class PracticeAttempt(models.Model):
    """One hand-in of a practice article, numbered from 1. ``score`` is 0..1; None if it could not be computed."""

    article = models.ForeignKey(CampaignArticle, on_delete=models.CASCADE, related_name="attempts")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="practice_attempts"
    )
    number = models.PositiveSmallIntegerField()
    score = models.FloatField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "annotator", "number"], name="one_practice_attempt")
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} of {self.annotator} at {self.article}"


class ArticleFigures(models.Model):
    """What the figures of a campaign need of one article, computed once it is released: it never changes then.

    ``version`` is the version of the computation; rows of others are computed again.
    """

    article = models.OneToOneField(CampaignArticle, on_delete=models.CASCADE, related_name="figures")
    version = models.PositiveSmallIntegerField()
    data = models.JSONField()
    computed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Figures of {self.article}"


class CampaignUpload(models.Model):
    """A file with many articles of a campaign. ``size`` (bytes) counts for what the campaign may have."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="uploads")
    upload = models.OneToOneField(
        BulkUpload, on_delete=models.SET_NULL, null=True, related_name="campaign_upload"
    )
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.upload} for {self.campaign}"


class CampaignEvent(models.Model):
    """One row of the campaign's own append-only log: settings, people, releases, exclusions."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="events")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    verb = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.campaign}: {self.verb}"
