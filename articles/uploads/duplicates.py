"""Find out whether a group already has a text, or nearly the same one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from articles.models import BulkUpload, FingerprintBand, Text, TextFingerprint
from articles.text.similarity import NEARLY_SAME, Fingerprint, fingerprint, similarity

# Texts that are compared word by word, those first that have most in common. Boilerplate makes many candidates.
MAX_CANDIDATES = 5
# Existing texts whose fingerprints are computed at a time.
BATCH = 100


def texts_beside(upload: BulkUpload) -> QuerySet[Text]:
    """Return the texts of the group, or of the person, that the articles of an upload are added to."""
    return Text.objects.filter(_beside(upload))


def _bands_beside(upload: BulkUpload, keys: Collection[int]) -> QuerySet[FingerprintBand]:
    # Joined: a subquery with all texts of the group would be computed for each statement.
    return FingerprintBand.objects.filter(_beside(upload, "text__"), key__in=keys)


def _beside(upload: BulkUpload, text: str = "") -> Q:
    whose = {f"{text}article__deleted_at": None, f"{text}article__team": upload.team_id}
    return Q(**whose if upload.team_id else whose | {f"{text}article__owner": upload.owner_id})


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


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that is to be added, with what finds it again."""

    body: str
    found: Fingerprint


@dataclass(frozen=True, slots=True)
class Original:
    """The text that was there before, or the number of a new one; ``similarity`` is 0..1."""

    text: Text | int
    similarity: float


def find_originals(new: Sequence[NewText], upload: BulkUpload, skip: bool) -> list[Original | None]:
    """Return for each new text the one that is the same or nearly the same, None if there is none.

    It is one of the texts beside the upload, or stands further up among the new ones. With ``skip``, those that have an
    original are not added, and so are nobody's original.
    """
    same = _same_texts(new, upload)
    keys = {key for one in new for key in one.found.bands}
    # Of all groups: so many keys of one group alone would have the database look at each of its texts.
    known = set(FingerprintBand.objects.filter(key__in=keys).values_list("key", flat=True).distinct())
    originals: list[Original | None] = []
    added: list[int] = []
    for number, one in enumerate(new):
        original = same.get(one.found.digest) or _same_new(one, new, added)
        if original is None:
            candidates = _candidates(one, upload) if known.intersection(one.found.bands) else []
            original = _nearly_same(one, new, added, candidates)
        originals.append(original)
        if original is None or not skip:
            added.append(number)
    return originals


def _same_texts(new: Sequence[NewText], upload: BulkUpload) -> dict[str, Original]:
    """Return the first text with each digest."""
    rows = texts_beside(upload).filter(fingerprint__digest__in={one.found.digest for one in new})
    texts = rows.select_related("fingerprint").only("fingerprint__digest").order_by("-pk")
    return {text.fingerprint.digest: Original(text, 1.0) for text in texts}


def _same_new(one: NewText, new: Sequence[NewText], added: Sequence[int]) -> Original | None:
    return next(
        (Original(other, 1.0) for other in added if new[other].found.digest == one.found.digest), None
    )


def _candidates(one: NewText, upload: BulkUpload) -> list[tuple[int, Text]]:
    """Return the texts that have most bands in common with a new one, and how many these are."""
    counted = _bands_beside(upload, one.found.bands).values("text").annotate(common=Count("pk"))
    common = dict(counted.order_by("-common", "text").values_list("text", "common")[:MAX_CANDIDATES])
    return [(common[text.pk], text) for text in Text.objects.filter(pk__in=common).order_by("pk")]


def _nearly_same(
    one: NewText, new: Sequence[NewText], added: Sequence[int], candidates: Sequence[tuple[int, Text]]
) -> Original | None:
    """Return the most similar of the candidates and of the new texts that share bands with this one."""
    bands = set(one.found.bands)
    beside = [(len(bands.intersection(new[other].found.bands)), other) for other in added]
    common: list[tuple[int, Text | int]] = [*candidates, *(pair for pair in beside if pair[0])]
    common.sort(key=lambda pair: -pair[0])
    alike = [
        Original(other, similarity(one.body, new[other].body if isinstance(other, int) else other.body))
        for _count, other in common[:MAX_CANDIDATES]
    ]
    best = max(alike, key=lambda original: original.similarity, default=None)
    return best if best is not None and best.similarity >= NEARLY_SAME else None
