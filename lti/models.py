"""Learning platforms (LTI 1.3), who and what comes from them, and the grades that go back."""

import secrets

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from annotate.models import Assignment, Lesson, Round
from lti.enums import EnrollmentRole, GradeBy, GradeWhen
from people.models import Team


def new_secret() -> str:
    """Return a secret that nobody guesses, for addresses and custom parameters."""
    return secrets.token_urlsafe(32)


class SigningKey(models.Model):
    """A private key of this site. The newest signs; the public half of each is published until it is deleted."""

    kid = models.CharField(max_length=64, unique=True)
    # PEM (PKCS #8).
    private_key = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.kid


class Platform(models.Model):
    """A learning platform that may open Claimlight, as the site's administrator has registered it.

    ``origins`` are the web origins whose pages may show Claimlight in a frame. ``keys`` is the platform's key set
    (JWKS) as last read.
    """

    name = models.CharField(max_length=120)
    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=255)
    auth_url = models.CharField(max_length=1000)
    token_url = models.CharField(max_length=1000)
    keyset_url = models.CharField(max_length=1000)
    # The audience of our requests for access tokens, where it is not ``token_url``.
    token_audience = models.CharField(max_length=1000, blank=True)
    # Its ``product_family_code``: "moodle", "canvas" … Empty while unknown.
    product = models.CharField(max_length=80, blank=True)
    origins = models.JSONField(default=list)
    keys = models.JSONField(null=True)
    keys_read_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "client_id"], name="one_lti_registration")]

    def __str__(self) -> str:
        return self.name


class Deployment(models.Model):
    """One installation of Claimlight in a platform: all of it, or an account of it.

    A platform's first deployment is accepted at once. Others wait until an administrator accepts them.
    """

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="deployments")
    deployment_id = models.CharField(max_length=255)
    accepted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["platform", "deployment_id"], name="one_lti_deployment")
        ]

    def __str__(self) -> str:
        return f"{self.deployment_id} of {self.platform}"


class RegistrationLink(models.Model):
    """An address that an administrator pastes into a platform, which then registers itself once."""

    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return f"registration link of {self.created_by}"


class LoginAttempt(models.Model):
    """A login that a platform has initiated and that no launch has used yet. Only the digest of its state is stored."""

    digest = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=64)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="+")
    # The name of the platform's frame that stores data for us (``lti_storage_target``); empty if it stores none.
    storage_target = models.CharField(max_length=255, blank=True)
    # The login's own parameters, for starting it again in a tab.
    parameters = models.JSONField(default=dict)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"login from {self.platform}"


class PendingLaunch(models.Model):
    """A verified launch whose browser still has to prove, by the platform's storage, that it began the login."""

    digest = models.CharField(max_length=64, unique=True)
    state_digest = models.CharField(max_length=64)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="+")
    claims = models.JSONField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"launch from {self.platform}"


class PlatformAccount(models.Model):
    """Who a platform calls ``subject`` is ``user`` here."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="accounts")
    subject = models.CharField(max_length=255)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lti_accounts")
    # Whether the name is the platform's, and not a nickname that its owner chose.
    name_from_platform = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "subject"], name="one_lti_account")]

    def __str__(self) -> str:
        return f"{self.user} at {self.platform}"


class Course(models.Model):
    """A course of a platform (an LTI context), and the class that it has here."""

    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="courses")
    context_id = models.CharField(max_length=255)
    title = models.CharField(max_length=200, blank=True)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="lti_courses")
    # Names and Role Provisioning, Course Groups, and Assignment and Grade Services; empty where there is none.
    memberships_url = models.CharField(max_length=1000, blank=True)
    groups_url = models.CharField(max_length=1000, blank=True)
    line_items_url = models.CharField(max_length=1000, blank=True)
    # The scopes that the platform grants for grades, as the last launch of any link said.
    scopes = models.JSONField(default=list)
    roster_read_at = models.DateTimeField(null=True)
    roster_error = models.CharField(max_length=300, blank=True)
    # Digests of the subjects whom a teacher has erased here: they come back only when a teacher lets them.
    erased = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deployment", "context_id"], name="one_lti_course")]

    def __str__(self) -> str:
        return self.title or self.context_id


class Enrollment(models.Model):
    """Somebody is in a course. ``joined_at`` is when they became a member of its class: whoever is no member after that
    was removed, or has left.

    While ``left_at`` is set, the platform no longer lists them, and a teacher decides: since ``kept_at`` they stay.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrollments")
    account = models.ForeignKey(PlatformAccount, on_delete=models.CASCADE, related_name="enrollments")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in EnrollmentRole])
    # The names of the platform's groups or sections that they are in.
    groups = models.JSONField(default=list)
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "account"], name="one_lti_enrollment")]

    def __str__(self) -> str:
        return f"{self.account} in {self.course}"


class DeepLinkingRequest(models.Model):
    """What a platform asked ``user`` for: something to add to a course. ``key`` is in the addresses of its pages.

    It is kept here, and not in a session, because a teacher may get from the platform's frame into a tab.
    """

    key = models.CharField(max_length=64, unique=True, default=new_secret)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    return_url = models.CharField(max_length=2000)
    # Goes back unchanged; null if the platform sent none.
    data = models.TextField(null=True)  # noqa: DJ001 (an empty one also goes back)
    accepts_line_items = models.BooleanField(default=True)
    accepts_several = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"request for {self.course}"


class Grading(models.Model):
    """How work is graded and when a grade is sent. ``highlights`` counts only if grades go by their number."""

    grade_by = models.CharField(max_length=12, choices=[(by.value, by.value) for by in GradeBy])
    grade_when = models.CharField(max_length=12, choices=[(when.value, when.value) for when in GradeWhen])
    # So many highlights earn all points.
    highlights = models.PositiveSmallIntegerField(default=5)
    points = models.FloatField(default=100)

    class Meta:
        abstract = True


class Placement(Grading):
    """What a teacher chose in deep linking. Its ``token`` travels as a custom parameter of the link, also into copies
    of the course, which get exercises of their own from the same ``lesson``, ``builtin`` or exercise.

    It outlives ``course``, the one that it was made in: copies may be opened years later.
    """

    token = models.CharField(max_length=64, unique=True, default=new_secret)
    # What it answers, with others if the platform takes several.
    request = models.ForeignKey(
        DeepLinkingRequest, on_delete=models.SET_NULL, null=True, related_name="placements"
    )
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="placements")
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, null=True, related_name="placements")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(max_length=200)
    lesson = models.ForeignKey(Lesson, on_delete=models.SET_NULL, null=True, related_name="+")
    builtin = models.CharField(max_length=60, blank=True)
    # What it opens in the course that it was made in: exercises of a lesson, or one exercise.
    assignment = models.ForeignKey(Assignment, on_delete=models.SET_NULL, null=True, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class ResourceLink(Grading):
    """A link in a course, and what it opens there. Without ``assignment`` and ``round`` the teacher has yet to choose.

    ``line_item`` is the address of its column in the platform's gradebook.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="links")
    resource_link_id = models.CharField(max_length=255)
    title = models.CharField(max_length=200, blank=True)
    placement = models.ForeignKey(Placement, on_delete=models.SET_NULL, null=True, related_name="links")
    assignment = models.ForeignKey(Assignment, on_delete=models.SET_NULL, null=True, related_name="lti_links")
    round = models.ForeignKey(Round, on_delete=models.SET_NULL, null=True, related_name="lti_links")
    line_item = models.CharField(max_length=1000, blank=True)
    # As of ``Course``, for this link alone: some platforms have a gradebook address and scopes for each.
    line_items_url = models.CharField(max_length=1000, blank=True)
    scopes = models.JSONField(default=list)
    # The digest of what the grades were last computed of: see grading/state.py.
    graded_state = models.CharField(max_length=64, blank=True)
    # Until then one process computes and sends its grades, and no other does.
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "resource_link_id"], name="one_lti_link_a_resource")
        ]

    def __str__(self) -> str:
        return self.title or self.resource_link_id

    @property
    def name(self) -> str:
        """Return what the platform calls it, which not all say; else what it opens is called, or its course."""
        if self.title:
            return self.title
        if self.assignment:
            return self.assignment.title
        return self.round.text.article.title if self.round else str(self.course)


class Grade(models.Model):
    """The grade that somebody should have in the platform for a link, and the one that the platform has got.

    ``score`` (0..1, null: none) and ``comment`` are wanted since ``changed_at``, which never goes back: the platform
    takes the later of two. ``wanted`` is their digest, empty while nothing may be sent, and ``sent`` that of what was
    last accepted. After each of the ``failures`` in a row, ``next_try_at`` is later.
    """

    link = models.ForeignKey(ResourceLink, on_delete=models.CASCADE, related_name="grades")
    account = models.ForeignKey(PlatformAccount, on_delete=models.CASCADE, related_name="grades")
    score = models.FloatField(null=True)
    comment = models.TextField(blank=True)
    # Whether the work is handed in.
    submitted = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    wanted = models.CharField(max_length=64, blank=True)
    sent = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "account"], name="one_lti_grade")]

    def __str__(self) -> str:
        return f"grade of {self.account} for {self.link}"


class TabTicket(models.Model):
    """Lets its user open ``path`` signed in, once and soon, in a tab of their own."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ticket of {self.user}"


class EmbeddedSession(AbstractBaseSession):
    """A session of pages in a platform's frame. It is in a table of its own, so that no other page accepts it."""

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        db_table = "lti_embedded_session"
