"""Published reports: the address of the report on an article, its versions, and what people agreed to."""

from django.conf import settings
from django.db import models

from articles.models import Article

MAX_CREDIT, MAX_NOTE, MAX_REASON = 200, 2000, 500


class Publication(models.Model):
    """The public address of the report on an article. It outlives the article, and then says that it was deleted."""

    slug = models.CharField(max_length=16, unique=True)
    article = models.OneToOneField(
        Article, on_delete=models.SET_NULL, null=True, related_name="published_report"
    )
    # Whether search engines may list the newest version.
    indexed = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"/published/{self.slug}/"


class PublishedVersion(models.Model):
    """A numbered version of a published report. Its row stays when its content is deleted."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # When something about a person was last removed from it.
    redacted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=MAX_REASON, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.publication}{self.number}/"


class PublishedContent(models.Model):
    """What a version says. It is deleted with its article, and replaced when something in it is redacted.

    ``source`` is what the report is built from (see ``content/stored_input.py``), ``data`` the report as JSON, and
    ``page`` its HTML. ``sha256`` is the digest of ``data``. ``differences`` are sentences on what differs from the
    version before. Without ``whole_text`` the public page and data have only the highlighted passages.
    """

    version = models.OneToOneField(PublishedVersion, on_delete=models.CASCADE, related_name="content")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="published_contents")
    title = models.CharField(max_length=500)
    credit = models.CharField(max_length=MAX_CREDIT)
    language = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    whole_text = models.BooleanField(default=False)
    differences = models.JSONField(default=list)
    source = models.TextField()
    data = models.TextField()
    page = models.TextField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"content of {self.version}"


class PublishedReader(models.Model):
    """Which reader of a published version somebody is: ``label`` is their name in it, or “Reader” and ``number``.

    ``named`` and ``notes`` are what they had agreed to. Without this row nobody can tell who the reader is.
    """

    content = models.ForeignKey(PublishedContent, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    named = models.BooleanField(default=False)
    notes = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content", "user"], name="one_published_reader_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.label} in {self.content}"


class PublishingConsent(models.Model):
    """What somebody agreed to have published of theirs with the report on an article: their name, their notes."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="publishing_consents")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="publishing_consents"
    )
    names = models.BooleanField(default=False)
    notes = models.BooleanField(default=False)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_publishing_consent_a_person")
        ]

    def __str__(self) -> str:
        return f"consent of {self.user} for {self.article}"
