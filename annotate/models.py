"""Codebooks, rounds, layers, annotations, comments, polls, the change log, and webhooks.

Hints, lessons and what belongs to a class are in hint_models.py, lesson_models.py and classroom_models.py.
"""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from annotate.classroom_models import (  # noqa: F401 (part of this module)
    Extension,
    HandInReview,
    RoundGroup,
    RoundGroupMember,
)
from annotate.codebook import Codebook as PureCodebook
from annotate.due_date import Refusal, is_overdue, own_due_at, refusal
from annotate.enums import (
    Feedback,
    FeedbackTiming,
    HintTiming,
    LayerKind,
    RoundMode,
    RoundState,
    choices,
)
from annotate.hint_models import HintSettings, HintSuggestions, ShownHint  # noqa: F401 (part of this module)
from annotate.lesson_models import (  # noqa: F401
    AssignedExercise,
    Assignment,
    Lesson,
    LessonExercise,
    QuestionAnswer,
)
from annotate.tag import Tag as PureTag
from annotate.tag import tag_from
from articles.models import Text
from people.models import Team
from web.db.deletable import Deletable, PresentManager, bin_index


class Codebook(models.Model):
    """A version of a tag set: a team's own, one that a person has for lessons of their own, or one that is built in."""

    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="codebooks")
    # Whose lessons use it; without owner and team it is built in.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="codebooks"
    )
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"],
                condition=models.Q(team=None),
                name="one_shipped_codebook_a_version",
            ),
            models.UniqueConstraint(fields=["team", "slug", "version"], name="one_team_codebook_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"

    @cached_property
    def pure(self) -> PureCodebook:
        """Return the codebook as pure modules use it."""
        tags = tuple(tag.pure for tag in self.tags_in_order)
        return PureCodebook(self.slug, self.title, self.version, tags, ships=self.is_builtin)

    @cached_property
    def tags_in_order(self) -> list["Tag"]:
        """Return the tags in their order (cached)."""
        return list(self.tags.order_by("position"))

    @property
    def catalogue(self) -> str | None:
        """Return the slug under which its texts are translated; None for people's own, which are not."""
        return self.slug if self.is_builtin else None

    @property
    def is_builtin(self) -> bool:
        """Return whether it comes with Claimlight."""
        return self.team_id is None and self.owner_id is None


class Tag(models.Model):
    """One tag of a codebook. ``definition`` holds the fields of ``Tag`` in ``annotate/tag.py`` but ``archived``."""

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="tags")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    archived = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["codebook", "slug"], name="one_tag_a_slug")]

    def __str__(self) -> str:
        return str(self.definition["name"])

    @cached_property
    def pure(self) -> PureTag:
        """Return the tag as pure modules use it."""
        return replace(tag_from(self.definition), archived=self.archived)


class PresentRounds(PresentManager):
    """Rounds that are not in the bin, and whose article and team are not in it either."""

    def get_queryset(self) -> models.QuerySet["Round"]:
        """Leave out what is in the bin. A subquery, not joins: such a query can still lock its rows."""
        binned = models.Q(article__deleted_at__isnull=False) | models.Q(
            article__team__deleted_at__isnull=False
        )
        texts = Text.objects.filter(binned, pk=models.OuterRef("text"))
        return super().get_queryset().filter(~models.Exists(texts))


class Round(Deletable):
    """People annotating one text with one codebook. ``last_seq`` is the number of its last change.

    Annotations must lie in ``[extract_start, extract_end)`` of the text (code points), if these are set. Without
    ``participants`` everybody in the team takes part, unless it is ``invitation_only``.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="rounds")
    codebook = models.ForeignKey(Codebook, on_delete=models.RESTRICT, related_name="rounds")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seq = models.PositiveBigIntegerField(default=0)
    mode = models.CharField(max_length=12, choices=choices(RoundMode), default=RoundMode.OPEN)
    state = models.CharField(max_length=12, choices=choices(RoundState), default=RoundState.OPEN)
    # About how many people are in a group, in a round in groups.
    group_size = models.PositiveSmallIntegerField(default=3, db_default=3)
    instructions = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    extract_start = models.PositiveIntegerField(null=True)
    extract_end = models.PositiveIntegerField(null=True)
    feedback = models.CharField(max_length=12, choices=choices(Feedback), default=Feedback.NONE)
    feedback_when = models.CharField(
        max_length=16, choices=choices(FeedbackTiming), default=FeedbackTiming.ON_REVEAL
    )
    hints = models.CharField(
        max_length=16, choices=choices(HintTiming), default=HintTiming.OFF, db_default=HintTiming.OFF
    )
    # Whether the card of a highlight offers sources, cues and neutral wordings found in the text.
    detail_suggestions = models.BooleanField(default=True, db_default=True)
    # When the team was warned that retention will delete the round; any later change resets it.
    warned_at = models.DateTimeField(null=True)
    participants = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="invited_to", blank=True)
    # Only ``participants`` take part, also while there are none yet: a round of a campaign.
    invitation_only = models.BooleanField(default=False, db_default=False)

    # The extension of the reader for whom access/ fetched the round.
    extended_to: datetime | None = None

    objects = PresentRounds()
    all_objects = models.Manager()

    class Meta:
        indexes = [bin_index("round_in_bin")]

    def __str__(self) -> str:
        return f"Round {self.pk} on {self.text}"

    @property
    def extract(self) -> tuple[int, int]:
        """Return [start, end) of what is to be annotated, in code points of the text."""
        if self.extract_end is None:
            return 0, len(self.text.body)
        return self.extract_start or 0, self.extract_end

    @property
    def hides(self) -> bool:
        """Return whether people must not see the annotations of everybody: at most those of their own group."""
        return self.mode != RoundMode.OPEN and self.state != RoundState.REVEALED

    @property
    def own_due_at(self) -> datetime | None:
        """Return the due date of the reader for whom the round was fetched."""
        return own_due_at(self.due_at, self.extended_to)

    @property
    def is_extended(self) -> bool:
        """Return whether this reader has a due date of their own."""
        return self.own_due_at != self.due_at

    @property
    def overdue(self) -> bool:
        """Return whether the due date has passed."""
        return is_overdue(self.own_due_at, timezone.now())

    @property
    def refusal(self) -> Refusal | None:
        """Return why readers cannot add or change annotations now, None if they can: see ``due_date.py``."""
        return refusal(self.state, self.own_due_at, timezone.now())

    @property
    def accepts_annotations(self) -> bool:
        """Return whether readers can add and change annotations now."""
        return self.refusal is None

    @property
    def gives_feedback_before_reveal(self) -> bool:
        """Return whether people who hand in get feedback by then, and so can hand in only once."""
        return self.feedback != Feedback.NONE and self.feedback_when != FeedbackTiming.ON_REVEAL

    @property
    def assignment(self) -> Assignment | None:
        """Return the assignment that it is part of."""
        exercise = getattr(self, "assigned", None)
        return exercise.assignment if exercise else None

    @property
    def owner_id(self) -> int | None:
        """Return the owner of the article."""
        return self.text.article.owner_id

    @property
    def team_id(self) -> int | None:
        """Return the team of the article."""
        return self.text.article.team_id


class Layer(models.Model):
    """One annotator's annotations in one round; a draft until they hand it in at ``submitted_at``.

    The answer key and the final layer have no annotator: a round has at most one of each.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="layers")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="layers"
    )
    submitted_at = models.DateTimeField(null=True)
    # Handed in after the round stopped accepting annotations: see due_date.py.
    handed_in_late = models.BooleanField(default=False, db_default=False, db_column="late")
    # The annotator got feedback on what they handed in, and so cannot withdraw it any more.
    feedback_given = models.BooleanField(default=False, db_default=False)
    kind = models.CharField(max_length=12, choices=choices(LayerKind), default=LayerKind.READER)
    # How many hints the annotator asked for; at least one if they could see all and then annotated again.
    hints_requested = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "annotator"],
                condition=models.Q(kind=LayerKind.READER),
                name="one_layer_a_reader",
            ),
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=~models.Q(kind=LayerKind.READER),
                name="one_key_one_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"Layer of {self.annotator} in {self.round}"


class RoundLeader(models.Model):
    """Somebody leads an independent round: they see how much others annotate, and do not annotate themselves."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="leaders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="led_rounds")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="leads_a_round_once")]

    def __str__(self) -> str:
        return f"{self.user} leads {self.round}"


class Annotation(models.Model):
    """A tag on ``text.body[start:end]`` (code points). The browser chooses the id.

    ``version`` counts what people wrote. A deleted annotation stays as a tombstone, so that a late duplicate of an
    earlier write cannot restore it. ``answer`` is set in answer keys only: ``tolerance`` and ``also``, tags that are
    right too. One that lost its place in a correction of the text is deleted, with ``lost_from``: the text that its
    span and quote are of. Its author places or discards it.
    """

    id = models.UUIDField(primary_key=True)
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="annotations")
    tag = models.ForeignKey(Tag, on_delete=models.RESTRICT, related_name="annotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=32)
    suffix = models.CharField(max_length=32)
    details = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    answer = models.JSONField(null=True)
    # The hint that it was made from: ``code`` of the reason and version of the ``rules``.
    from_hint = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    deleted = models.BooleanField(default=False)
    lost_from = models.ForeignKey(Text, on_delete=models.SET_NULL, null=True, related_name="lost_annotations")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="span_is_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.tag}: {self.quote[:40]}"


class Comment(models.Model):
    """A comment on an annotation, or a reply to one; together they are a thread. The browser chooses the id."""

    id = models.UUIDField(primary_key=True)
    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="comments")
    reply_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="comments"
    )
    body = models.TextField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in")
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.author}: {self.body[:40]}"


class Presence(models.Model):
    """Somebody is online in a round, or was a moment ago."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="one_presence_a_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.round}"


class Poll(models.Model):
    """A vote on what a passage is. It is open while ``closed_at`` is empty."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="polls")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Poll {self.pk} in {self.round}"


class Vote(models.Model):
    """One person's vote in a poll; without a tag, for none of them."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="votes")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, null=True, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="one_vote_a_person")]

    def __str__(self) -> str:
        return f"{self.voter}: {self.tag or 'none'}"


class Change(models.Model):
    """One row of the append-only log, written in the same transaction as what it records.

    Only those who may see ``layer`` may see the change; without a layer, everybody who sees the round.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes")
    seq = models.PositiveBigIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, null=True, related_name="changes")
    verb = models.CharField(max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField(db_column="at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "seq"], name="one_change_a_seq")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.seq} {self.verb}"


class Webhook(models.Model):
    """A URL that gets the changes in the rounds of a team, as far as ``owner`` may see them.

    Each of the ``failures`` in a row delays ``next_try_at``; after too many the webhook is stopped, and ``error`` says
    why. ``claimed_until`` keeps two processes from delivering the same.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="webhooks")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=2000)
    secret = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    last_delivered_at = models.DateTimeField(null=True, db_column="told_at")
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.url} of {self.team}"


class WebhookCursor(models.Model):
    """The last change of a round that a webhook has got; without a row, none."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="cursors")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="webhook_cursors")
    seq = models.PositiveBigIntegerField()

    class Meta:
        db_table = "annotate_told"
        constraints = [models.UniqueConstraint(fields=["webhook", "round"], name="one_place_a_round")]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.round} up to {self.seq}"
