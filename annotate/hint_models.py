"""Hints that were shown, a team's settings for hints, and what a language model suggests."""

from django.conf import settings
from django.db import models

from annotate.enums import HintResponse, choices
from articles.models import Text
from people.models import Team


class ShownHint(models.Model):
    """A hint that an annotator asked for or responded to; ``key`` tells it from the others of the text.

    No annotation and no number of the report depends on it, so it needs no layer.
    """

    round = models.ForeignKey("annotate.Round", on_delete=models.CASCADE, related_name="shown_hints")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shown_hints"
    )
    key = models.CharField(max_length=40)
    tag = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    rules = models.CharField(max_length=40)
    response = models.CharField(max_length=12, choices=choices(HintResponse), default=HintResponse.SEEN)
    shown_at = models.DateTimeField(auto_now_add=True)
    responded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "annotator", "key"], name="one_shown_hint_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.code} for {self.annotator}"


class HintSettings(models.Model):
    """A team's settings for hints: the ``kinds_off``, and its own loaded words as ``[{"word", "neutral"}, …]``."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="hint_settings")
    kinds_off = models.JSONField(default=list)
    own_words = models.JSONField(default=list)
    # Whether texts may be sent to the language model that the operator configured.
    language_model = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Hint settings of {self.team}"


class HintSuggestions(models.Model):
    """What a language model suggests for a text: asked in the background, one part of the text after the other.

    ``hints`` are those of the parts that were answered, and count once the job is done; ``dropped`` says how many
    suggestions were not used, by reason. ``run`` names the process that is at it, whose last sign of life is
    ``touched_at``.
    """

    class State(models.TextChoices):
        """What is being done: failed jobs can be started again."""

        WAITING = "waiting"
        ASKING = "asking"
        FAILED = "failed"
        DONE = "done"

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="hint_suggestions")
    model = models.CharField(max_length=200)
    prompt = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    error = models.JSONField(null=True)
    parts = models.PositiveSmallIntegerField(default=0)
    parts_done = models.PositiveSmallIntegerField(default=0)
    hints = models.JSONField(default=list)
    dropped = models.JSONField(default=dict)
    run = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "model", "prompt"], name="suggestions_once_a_model")
        ]

    def __str__(self) -> str:
        return f"{self.model} on {self.text}"

    @property
    def finished(self) -> bool:
        """Return whether nothing more is done, unless somebody tries again."""
        return self.state in (self.State.FAILED, self.State.DONE)
