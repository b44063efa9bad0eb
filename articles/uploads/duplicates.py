"""Find out whether a group already has a text, or nearly the same one."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, QuerySet

from articles.models import BulkUpload, FingerprintBand, Text, TextFingerprint
from articles.text.similarity import NEARLY_SAME, Fingerprint, fingerprint, similarity

# Texts that are compared word by word, those first that have most in common. Boilerplate makes many candidates.
MAX_CANDIDATES = 5
# Existing texts whose fingerprints are computed at a time.
BATCH = 100


def texts_beside(upload: BulkUpload) -> QuerySet[Text]:
    """Return the texts of the group, or of the person, that the articles of an upload are added to."""
    texts = Text.objects.filter(article__deleted_at=None, article__team=upload.team_id)
    return texts if upload.team_id else texts.filter(article__owner=upload.owner_id)


def store_fingerprints(texts: Sequence[Text], fingerprints: Sequence[Fingerprint]) -> None:
    """Store what finds new texts again."""
    pairs = list(zip(texts, fingerprints, strict=True))
    TextFingerprint.objects.bulk_create(
        TextFingerprint(text=text, digest=print_.digest) for text, print_ in pairs
    )
    FingerprintBand.objects.bulk_create(
        FingerprintBand(text=text, key=key) for text, print_ in pairs for key in print_.bands
    )


def compute_missing(texts: QuerySet[Text]) -> Iterator[list[tuple[Text, Fingerprint]]]:
    """Yield the texts without fingerprints, with them, some at a time; each batch must be stored before the next."""
    while batch := list(texts.filter(fingerprint=None).only("body").order_by("pk")[:BATCH]):
        yield [(text, fingerprint(text.body)) for text in batch]


def find_original(body: str, found: Fingerprint, texts: QuerySet[Text]) -> tuple[Text, float] | None:
    """Return the text that is the same or nearly the same, and the similarity (0..1); None if there is none."""
    same = texts.filter(fingerprint__digest=found.digest).order_by("pk").first()
    if same is not None:
        return same, 1.0
    bands = FingerprintBand.objects.filter(key__in=found.bands, text__in=texts)
    common = bands.values("text").annotate(common=Count("pk")).order_by("-common", "text")
    candidates = texts.filter(pk__in=[row["text"] for row in common[:MAX_CANDIDATES]]).order_by("pk")
    alike = [(text, similarity(body, text.body)) for text in candidates]
    best = max(alike, key=lambda pair: pair[1], default=None)
    return best if best is not None and best[1] >= NEARLY_SAME else None
