"""What a team adds to the report on an article: merged sources, findings, shared links; and imports and export jobs."""

from django.conf import settings
from django.db import models

from annotate.models import Round
from articles.models import Article, Text
from people.models import Membership, Team
from web.db.files import delete_files_with


class MergedSource(models.Model):
    """``key`` (a folded name, see ``reports.analysis.sources.source_key``) counts as source ``name`` here."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="merged_sources")
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="one_source_a_name")]

    def __str__(self) -> str:
        return f"{self.key} is {self.name}"


class Finding(models.Model):
    """The team's finding about the claim on ``[start, end)`` of a text, in code points."""

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
    """A link with which anybody can read one report. Only the digest of its token is stored.

    It shows what ``created_by`` may see, with the options in ``query``; ``names`` is whether readers are named.
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
    """A file with annotations from another tool, previewed first and applied when its owner confirms.

    ``file`` holds what was parsed, and ``summary`` its counts (see ``reports.imports.staging``); without a summary it
    is the upload itself. ``rounds`` are those it was imported into, so that another file about the same texts joins
    them. ``result`` are the owner's choices and what came of them.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="imports")
    file = models.FileField(upload_to="imports/%Y/%m/")
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict, db_column="taken")
    rounds = models.ManyToManyField(Round, related_name="imports")
    summary = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"import of {self.name}"


class ExportJob(models.Model):
    """Many reports exported as one ZIP in the background; its owner can download it for a day.

    ``done`` of ``articles`` are in the ZIP, built from the ``rounds`` that the owner could see then. ``touched_at``
    is the time of the last progress: a job whose worker died is started again.
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


class GradebookMatch(models.Model):
    """A member of a class is a person in the gradebook of a learning platform, of whom only a digest is stored."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="gradebook_matches")
    platform = models.SlugField(max_length=40)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "platform"], name="one_gradebook_person_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.membership} on {self.platform}"
