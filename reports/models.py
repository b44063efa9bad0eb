"""What a team adds to the report on an article: sources that are one, findings, links for others; and imports."""

from django.conf import settings
from django.db import models

from annotate.models import Round
from articles.models import Article, Text
from people.models import Team
from web.db.files import delete_files_with


class MergedSource(models.Model):
    """The source that readers call ``key`` (folded, see ``reports.analysis.sources.source_key``) is ``name`` on this article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="merged_sources")
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="one_source_a_name")]

    def __str__(self) -> str:
        return f"{self.key} is {self.name}"


class Finding(models.Model):
    """What the team found out about the claim on ``[start, end)`` of a text, code points."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="findings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    status = models.CharField(max_length=60)
    evidence = models.JSONField(default=list)
    note = models.TextField(blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "start", "end"], name="one_finding_a_claim"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="claim_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.status} on {self.start}-{self.end} of {self.text}"


class SharedReport(models.Model):
    """A link by which anybody reads one report. Only the digest of its token is kept.

    It shows what ``created_by`` may see, as ``query`` asks for it; ``names`` says whether readers are named.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shared_reports")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    query = models.CharField(max_length=2000, blank=True)
    names = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link to the report on {self.article}"


@delete_files_with
class Import(models.Model):
    """A file with marks from elsewhere: looked at first, and taken over where its owner says so.

    ``file`` holds what was read in the upload, and ``summary`` counts it (see ``reports.imports.staging``); where there is no
    summary the upload itself lies there. ``rounds`` are those it was brought into, so that another file about the same
    texts joins them.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="imports")
    file = models.FileField(upload_to="imports/%Y/%m/")
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    taken = models.JSONField(default=dict)
    rounds = models.ManyToManyField(Round, related_name="imports")
    summary = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"import of {self.name}"


class ExportJob(models.Model):
    """The reports on many articles as one ZIP, which is made while its owner watches, and kept for a day.

    ``done`` of ``articles`` are in it, made of the ``rounds`` that its owner saw then. ``touched_at`` says when it last
    grew: one whose maker died is made anew.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_jobs")
    articles = models.JSONField()
    slug = models.CharField(max_length=40)
    query = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=12)
    done = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    left_out = models.JSONField(default=list)
    rounds = models.JSONField(null=True)
    failed = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_bundle"

    def __str__(self) -> str:
        return f"{self.done} of {len(self.articles)} reports as {self.slug}"
