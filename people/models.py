"""People, teams (a class is a team), memberships, API tokens, join codes and invitations."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from people.permissions import Role
from people.terms import Kind
from web.db.compiled_queries import CompiledQuery
from web.db.deletable import Deletable, bin_index
from web.text.visible import one_line


class UserManager(BaseUserManager["User"]):
    """Creates people who sign in with an e-mail address."""

    def create_user(self, email: str, password: str | None = None, name: str = "", **fields: Any) -> "User":
        """Create a person; without a ``name``, it is the part of the address before the @."""
        email = self.normalize_email(email).lower()
        user = self.model(email=email, name=one_line(name) or email.split("@")[0], **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a site administrator, for ``manage.py createsuperuser``."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person; ``name`` is what others see.

    ``email`` is empty for guests, who join by a code, try the site or come from a learning platform, and for teachers
    who come from one.
    """

    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # The digest of a guest's return code, for other devices. Null, not "", because it is unique.
    return_digest = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    # Until when somebody who tries the site without an account may do so; null for everybody else.
    trial_ends_at = models.DateTimeField(null=True)
    # The name of a time zone, "" while unknown: that of the device, or the one that the person has chosen.
    time_zone = models.CharField(max_length=64, blank=True, default="", db_default="")
    time_zone_chosen = models.BooleanField(default=False, db_default=False)
    # Signs in through a learning platform alone and leads a class there: owns things like a person with an address.
    has_platform_account = models.BooleanField(default=False, db_default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_guest(self) -> bool:
        """Return whether this is a guest, who has no account."""
        return self.email is None and not self.has_platform_account

    @property
    def is_trial(self) -> bool:
        """Return whether this guest is in no class but tries the site, and the trial is not over."""
        return self.trial_ends_at is not None and self.trial_ends_at > timezone.now()

    @cached_property
    def role_by_team(self) -> dict[int, str]:
        """Return the user's role in each of their teams, read once."""
        return {team: role for team, role, _kind, _archived in self._memberships}

    @cached_property
    def kind_by_team(self) -> dict[int, str]:
        """Return the kind of each of the user's teams."""
        return {team: kind for team, _role, kind, _archived in self._memberships}

    @cached_property
    def archived_teams(self) -> frozenset[int]:
        """Return the ids of the user's archived teams."""
        return frozenset(team for team, _role, _kind, archived in self._memberships if archived)

    @cached_property
    def _memberships(self) -> list[tuple[int, str, str, datetime | None]]:
        return _MEMBERSHIPS(self.pk)


class Team(Deletable):
    """People who share articles and rounds: a class, a newsroom, a research group.

    ``kind`` decides in which words its pages speak and which buttons they offer first; it grants nothing. While
    ``archived_at`` is set, everything in it is read-only.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TEAM, db_default=Kind.TEAM)
    people = models.ManyToManyField(User, through="Membership", related_name="teams")
    created_at = models.DateTimeField(auto_now_add=True)
    # Rounds without changes for so many days are deleted, after a warning; None keeps them.
    retention_days = models.PositiveIntegerField(null=True)
    archived_at = models.DateTimeField(null=True)
    # Whether people who delete their account may also have their highlights and comments deleted, not only anonymized.
    members_may_delete_highlights = models.BooleanField(default=False, db_default=False)
    # Grows when somebody is removed or gets another role, so that open live streams check permissions again.
    access_version = models.PositiveIntegerField(default=0, db_default=0)

    # A team belongs to itself, so that permissions on it are checked like those on anything else.
    owner_id = None

    class Meta:
        indexes = [bin_index("team_in_bin")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_class(self) -> bool:
        """Return whether this is a class: teacher and pupils."""
        return self.kind == Kind.CLASS

    @property
    def team_id(self) -> int:
        """Return the own pk, so that a Team can be passed wherever an object with ``team_id`` is expected."""
        return self.pk


class Membership(models.Model):
    """A person's role in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}: {self.role}"


_MEMBERSHIPS = CompiledQuery(
    lambda user: Membership.objects.filter(user=user, team__deleted_at=None)
    .values_list("team_id", "role", "team__kind", "team__archived_at")
)  # fmt: skip


class ApiToken(models.Model):
    """A token by which a program acts as ``user``, or only reads. Only its SHA-256 digest is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, blank=True)
    read_only = models.BooleanField(default=False, db_column="only_reads")
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"token of {self.user}"


class JoinCode(models.Model):
    """The current code for joining a team, limited in time and number of uses. A team has at most one."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="join_code")
    code = models.CharField(max_length=12, unique=True)
    expires_at = models.DateTimeField()
    max_uses = models.PositiveSmallIntegerField(db_column="most")
    joined = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"code of {self.team}"

    @property
    def open(self) -> bool:
        """Return whether people can still join by this code."""
        return self.expires_at > timezone.now() and self.joined < self.max_uses


class Invitation(models.Model):
    """A link by which one person joins a team. Only the digest of its token is stored.

    With ``hands_over``, the person who accepts becomes the owner in place of ``created_by``.
    """

    class HandsOver(models.TextChoices):
        """What becomes of the owner who hands the team over; empty for ordinary invitations."""

        NO = ""
        STAYS = "stays"
        LEAVES = "leaves"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    expires_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.CASCADE)
    hands_over = models.CharField(
        max_length=8, blank=True, choices=HandsOver, default=HandsOver.NO, db_default=HandsOver.NO
    )

    def __str__(self) -> str:
        return f"invitation to {self.team} as {self.role}"
