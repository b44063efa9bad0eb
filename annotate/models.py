"""What people marked: codebooks, rounds, layers, annotations, and the log of every change."""

from functools import cached_property

from django.conf import settings
from django.db import models

from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import Tag as PureTag
from annotate.codebook import tag_from
from articles.models import Text


class Codebook(models.Model):
    """A versioned tag set."""

    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="one_codebook_a_version")]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"

    @cached_property
    def pure(self) -> PureCodebook:
        """The codebook as the pure modules take it."""
        tags = tuple(tag.pure for tag in self.tags.order_by("position"))
        return PureCodebook(self.slug, self.title, self.version, tags)


class Tag(models.Model):
    """One tag of a codebook. ``definition`` holds the fields of ``annotate.codebook.Tag``."""

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="tags")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    definition = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["codebook", "slug"], name="one_tag_a_slug")]

    def __str__(self) -> str:
        return str(self.definition["name"])

    @cached_property
    def pure(self) -> PureTag:
        """The tag as the pure modules take it."""
        return tag_from(self.definition)


class Round(models.Model):
    """People annotating one text with one codebook. ``last_seq`` numbers its changes."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="rounds")
    codebook = models.ForeignKey(Codebook, on_delete=models.PROTECT, related_name="rounds")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"Round {self.pk} on {self.text}"

    @property
    def owner_id(self) -> int | None:
        """A round belongs to whoever its article belongs to."""
        return self.text.article.owner_id

    @property
    def team_id(self) -> int | None:
        """A round is shared with the team of its article."""
        return self.text.article.team_id


class Layer(models.Model):
    """One annotator's marks in one round: a draft until ``submitted_at``, when they hand it in."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="layers")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="layers"
    )
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "annotator"], name="one_layer_a_person")]

    def __str__(self) -> str:
        return f"Layer of {self.annotator} in {self.round}"


class Annotation(models.Model):
    """A tag on ``text.body[start:end]`` (code points). Its id is made by the browser.

    ``version`` counts the writes; a deleted mark stays as a tombstone so that a late, doubled write
    cannot bring it back.
    """

    id = models.UUIDField(primary_key=True)
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="annotations")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="annotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=32)
    suffix = models.CharField(max_length=32)
    details = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    deleted = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="span_is_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.tag}: {self.quote[:40]}"


class Change(models.Model):
    """One row of the append-only log, written in the same transaction as what it records."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes")
    seq = models.PositiveBigIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    verb = models.CharField(max_length=40)
    payload = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "seq"], name="one_change_a_seq")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.seq} {self.verb}"
