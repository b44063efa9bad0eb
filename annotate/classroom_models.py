"""Groups in an exercise, extensions of its due date, and teachers' reviews of what was handed in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _


class RoundGroup(models.Model):
    """A group of people who see each other's annotations live in a round of the mode ``GROUPS``."""

    round = models.ForeignKey("annotate.Round", on_delete=models.CASCADE, related_name="groups")
    # Empty: the group goes by its number.
    name = models.CharField(max_length=40, blank=True)
    # From 1.
    position = models.PositiveSmallIntegerField()
    # Formed of people as they arrived: such a group starts when the others are full.
    on_arrival = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.label} in {self.round}"

    @property
    def label(self) -> str:
        """Return the name that people see."""
        return self.name or _("Group {number}").format(number=self.position)


class RoundGroupMember(models.Model):
    """Somebody is in a group of a round, and so in no other of that round."""

    group = models.ForeignKey(RoundGroup, on_delete=models.CASCADE, related_name="members")
    round = models.ForeignKey("annotate.Round", on_delete=models.CASCADE, related_name="group_members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="round_groups")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="one_group_a_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.group}"


class Extension(models.Model):
    """Somebody's own due date in a round, later than that of the others."""

    round = models.ForeignKey("annotate.Round", on_delete=models.CASCADE, related_name="extensions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extensions")
    due_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="one_extension_a_person")]

    def __str__(self) -> str:
        return f"{self.user} until {self.due_at}"


class HandInReview(models.Model):
    """A teacher's comment on what somebody handed in, and a score (0..1) in place of the computed one."""

    layer = models.OneToOneField("annotate.Layer", on_delete=models.CASCADE, related_name="review")
    comment = models.TextField(blank=True)
    score = models.FloatField(null=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Review of {self.layer}"
