"""Article, Text: one immutable revision of its plain text, and Picture: one of the pictures in it."""

import hashlib
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models

from articles.text.blocks import Block, blocks
from articles.text.draft import Formatting
from articles.text.pictures import MAX_ALT, PlacedPicture, shown_size
from articles.words import Words
from people.models import Team
from people.terms import Kind
from web.db.deletable import Deletable, bin_index
from web.db.files import delete_files_with
from web.db.folded import FoldedField, with_folded
from web.values import is_web_address


@delete_files_with
class Article(Deletable):
    """An uploaded article. While it has a ``draft`` it is under review; once frozen, it has a Text instead."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="articles"
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="articles")
    title = models.CharField(max_length=300)
    byline = models.CharField(max_length=300, blank=True)
    publication = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    published = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=20, blank=True)
    # Further facts from the table it came in: name of the column -> value.
    metadata = models.JSONField(default=dict, db_default={})
    original = models.FileField(upload_to="%Y/%m/")
    original_name = models.CharField(max_length=255)
    draft = models.JSONField(null=True)
    # Ids of the edits of the cleaning that people undid.
    undone_edits = models.JSONField(default=list, db_column="kept")
    # ``Cleaned.to_json()`` of the draft with ``undone_edits``; null until the draft is cleaned, and once it is frozen.
    cleaning = models.JSONField(null=True)
    # ``HandEdits.to_json()``: what people changed in the cleaned draft; null for nothing, and once it is frozen.
    hand_edits = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # What searching looks at.
    folded_title = FoldedField("title")
    folded_metadata = FoldedField("title", "byline", "publication")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"]),
            models.Index(fields=["team", "-id"]),
            bin_index("article_in_bin"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """Save the article, with what searching looks at."""
        super().save(*args, update_fields=with_folded(Article, update_fields), **kwargs)

    @property
    def web_address(self) -> str:
        """Return where the article was published, or "" if a page may not link to it."""
        return self.url if is_web_address(self.url) else ""

    @property
    def group_kind(self) -> Kind:
        """Return the kind of the group, in whose words pages speak. Without a group they speak of exercises."""
        return Kind(self.team.kind) if self.team else Kind.CLASS

    @property
    def frozen(self) -> bool:
        """Return whether the text can be annotated."""
        return self.draft is None


class Text(models.Model):
    """One revision of an article's plain text. It never changes: a correction is a new revision."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="texts")
    revision = models.PositiveIntegerField(default=1)
    body = models.TextField()
    formatting = models.JSONField(default=list)
    # Rows of ``articles.text.pictures.PlacedPicture``.
    pictures = models.JSONField(default=list, db_default=[])
    sha256 = models.CharField(max_length=64)
    # Counted by ``articles.words``; stored, so that thousands of articles can be summed up.
    words = models.PositiveIntegerField(null=True)
    # Rows of [start, end, replacement] that made it from the revision before; null if these are not known.
    edits = models.JSONField(null=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="corrections"
    )
    # How much people changed by hand since it was read from its file, by kind: see ``articles.editing.changes``.
    hand_changes = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "revision"], name="one_text_a_revision")]

    def __str__(self) -> str:
        return f"{self.article}, revision {self.revision}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new text. Raises ``TypeError`` for an existing one: annotations count on it."""
        if self.pk:
            raise TypeError("A text is immutable. Make a new revision.")
        self.count()
        super().save(*args, **kwargs)

    def count(self) -> None:
        """Set the hash and the number of words of the body."""
        self.sha256 = hashlib.sha256(self.body.encode()).hexdigest()
        self.words = len(Words(self.body))

    @cached_property
    def blocks(self) -> list[Block]:
        """Return the body in blocks, as pages show it."""
        return blocks(self.body, [Formatting(*row) for row in self.formatting])

    @cached_property
    def placed_pictures(self) -> list[PlacedPicture]:
        """Return the pictures of this revision in the order of the text."""
        return [PlacedPicture(*row) for row in self.pictures]

    @property
    def has_headline(self) -> bool:
        """Return whether the first block is the headline, so that a page need not repeat the title."""
        return bool(self.blocks) and self.blocks[0].level == 1


@delete_files_with
class BulkUpload(models.Model):
    """Many articles in one file, which are read one after the other in the background.

    ``kind`` is a ZIP archive of files, or a table with an article in each row. The file came in one request (``file``)
    or in ``parts``, of which ``received`` bytes of ``length`` are here; ``total`` entries are in it once all are, and
    ``done`` have been read. ``files`` are rows of [index in the archive, path]. ``added`` are the keys of the articles,
    ``refused`` rows of [name, message], the first ones of ``refused_count``. If the articles are ``ready``, they are
    frozen at once; else somebody reviews each. ``error`` says why none of it could be read. ``run`` names the process
    that is at it, whose last sign of life is ``touched_at``.
    """

    class Kind(models.TextChoices):
        """What the file is."""

        ZIP = "zip"
        CSV = "csv"
        JSONL = "jsonl"
        XLSX = "xlsx"

    class Duplicates(models.TextChoices):
        """What is done with texts that the group already has, or nearly has. They are listed either way."""

        SKIP = "skip"
        ADD = "add"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="uploads")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.ZIP, db_default=Kind.ZIP)
    file = models.FileField(upload_to="zips/%Y/%m/", blank=True)
    length = models.PositiveBigIntegerField(default=0, db_default=0)
    received = models.PositiveBigIntegerField(default=0, db_default=0)
    name = models.CharField(max_length=255)
    language = models.CharField(max_length=12)
    ready = models.BooleanField(default=False, db_default=False)
    duplicates = models.CharField(
        max_length=8, choices=Duplicates, default=Duplicates.ADD, db_default=Duplicates.ADD
    )
    total = models.PositiveIntegerField(null=True)
    files = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    added = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    refused_count = models.PositiveIntegerField(default=0, db_default=0)
    error = models.JSONField(null=True)
    run = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        # Its name when only ZIP archives could be uploaded.
        db_table = "articles_zipupload"

    def __str__(self) -> str:
        return f"{self.done} of {self.total} entries of {self.name}"

    @property
    def complete(self) -> bool:
        """Return whether all bytes have arrived."""
        return self.received == self.length


@delete_files_with
class UploadPart(models.Model):
    """A part of a file that arrives in several requests: its bytes from ``offset`` on."""

    upload = models.ForeignKey(BulkUpload, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="uploads/%Y/%m/")

    class Meta:
        ordering = ["offset"]
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="one_part_an_offset")]

    def __str__(self) -> str:
        return f"{self.upload}, from byte {self.offset}"


class RemovedPassages(models.Model):
    """What cleaning removed from an article of a bulk upload that was ready at once, so that nobody reviewed it.

    ``passages`` are rows of [passage, reason], the first ones of ``count``.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="removed_passages")
    upload = models.ForeignKey(
        BulkUpload, on_delete=models.SET_NULL, null=True, related_name="removed_passages"
    )
    count = models.PositiveIntegerField()
    passages = models.JSONField()

    def __str__(self) -> str:
        return f"{self.count} passages of {self.article}"


class UploadDuplicate(models.Model):
    """An entry of an upload whose text the group already has (``similarity`` 1), or nearly has.

    ``body`` is the beginning of its text, to compare. It was added as ``article``, or skipped; somebody may have
    ``wanted`` it to be added all the same.
    """

    upload = models.ForeignKey(BulkUpload, on_delete=models.CASCADE, related_name="found_duplicates")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    body = models.TextField()
    original = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="+")
    similarity = models.FloatField()
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    wanted = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="one_duplicate_an_entry")]

    def __str__(self) -> str:
        return f"{self.name} ({self.similarity:.0%} of {self.original})"


class TextFingerprint(models.Model):
    """What finds the text again: a ``digest`` of its words, the same for texts that differ in layout only."""

    text = models.OneToOneField(Text, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint")
    digest = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"{self.digest[:8]} of {self.text}"


class FingerprintBand(models.Model):
    """One of the keys that texts with many equal runs of words share: see ``articles.text.similarity``."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="fingerprint_bands")
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key} of {self.text}"


@delete_files_with
class Picture(models.Model):
    """A picture of an article, before the paragraph at ``offset`` of its draft, or after the last one.

    Where it stands in a frozen text is in ``Text.pictures``. While the article is under review, it can be ``removed``.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    offset = models.PositiveIntegerField()
    file = models.FileField(upload_to="%Y/%m/")
    alt = models.CharField(max_length=MAX_ALT, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["offset", "pk"]

    def __str__(self) -> str:
        return f"{self.article}, picture {self.pk}"

    @property
    def shown_size(self) -> tuple[int, int]:
        """Return the width and height in which pages show the picture."""
        return shown_size(self.width, self.height)


class PendingCorrection(models.Model):
    """Changes by hand of a text that can be annotated, which somebody has not applied yet."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="pending_corrections")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pending_corrections"
    )
    # ``HandEdits.to_json()`` in offsets of the text.
    hand_edits = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "user"], name="one_pending_correction_a_person")
        ]

    def __str__(self) -> str:
        return f"Correction of {self.text} by {self.user}"


@delete_files_with
class ScanJob(models.Model):
    """A scan or photo of which Tesseract reads one page after the other in the background.

    ``file`` is what was uploaded, of an article that will be added; if the job has an ``article`` from the start, it
    reads pages of that article's original instead. ``numbers`` are the pages to read, and the rows in ``pages`` those
    that have been read. ``run`` names the process that is at it, whose last sign of life is ``touched_at``.
    """

    class State(models.TextChoices):
        """What is being done: failed jobs can be tried again."""

        WAITING = "waiting"
        READING = "reading"
        FAILED = "failed"
        DONE = "done"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scan_jobs")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="scan_jobs")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="scan_jobs")
    file = models.FileField(upload_to="scans/%Y/%m/", blank=True)
    name = models.CharField(max_length=255)
    metadata = models.JSONField(default=dict)
    numbers = models.JSONField()
    language = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    error = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    run = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"scan of {self.name}"

    @property
    def finished(self) -> bool:
        """Return whether nothing more is done, unless somebody tries again."""
        return self.state in (self.State.FAILED, self.State.DONE)


class ScanPage(models.Model):
    """The lines that were read on one page of a scan, as ``ScanLine.to_json`` writes them, or why it was not read."""

    job = models.ForeignKey(ScanJob, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    lines = models.JSONField()
    error = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="one_row_a_page")]

    def __str__(self) -> str:
        return f"page {self.number} of {self.job}"
