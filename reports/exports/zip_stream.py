"""Many reports as files: one after the other, so that memory stays flat however many there are."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from annotate.access import rounds_visible_to
from articles.access import get_article, visible_to
from people.access import get_team
from people.models import User
from people.permissions import Permission
from reports.exports.export import export_articles
from reports.options import ReportOptions

# How hard ZIPs are packed: six makes a tenth less in three times the time.
LEVEL = 3


def marked_articles(user: User, team: int | None = None, article: int | None = None) -> list[int]:
    """The numbers of the articles with a round that ``user`` may see: of a team, one, or all; ``Http404`` as ever."""
    found = visible_to(user).filter(texts__rounds__in=rounds_visible_to(user)).distinct().order_by("pk")
    if team is not None:
        found = found.filter(team=get_team(user, team, Permission.VIEW_REPORT))
    if article is not None:
        found = found.filter(pk=get_article(user, article, Permission.VIEW_REPORT).pk)
    return list(found.values_list("pk", flat=True))


class ZipBuffer:
    """What a ZIP is written to: it keeps what came since it was last emptied, and cannot go back."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def write(self, data: bytes) -> int:
        """Keep it."""
        self.kept += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        """What was kept, which is kept no longer."""
        data = bytes(self.kept)
        self.kept.clear()
        return data


def stream_reports_zip(
    user: User, articles: Sequence[int], slug: str, wanted: ReportOptions, day: date, left_out: list[int]
) -> Iterator[bytes]:
    """A ZIP of the reports, an article a piece and then the end.

    What went away meanwhile or could not be written is put in ``left_out``, and listed in a file of the ZIP.
    """
    pipe = ZipBuffer()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:  # type: ignore[call-overload]
        for pk, made in export_articles(user, articles, slug, wanted, day):
            if made is None:
                left_out.append(pk)
            else:
                # What is a ZIP already does not get any smaller.
                packed = zipfile.ZIP_STORED if made[0].endswith(".zip") else None
                archive.writestr(f"{pk}-{made[0]}", made[1], packed)
            yield pipe.taken()
        if left_out:
            archive.writestr("left-out.txt", _listed(left_out))
    yield pipe.taken()


def _listed(left_out: Sequence[int]) -> str:
    why = _(
        "These articles are not in this file. They were deleted meanwhile, are no longer shared with you, "
        "or could not be written:"
    )
    return "\n".join([why, "", *(reverse("articles:article", args=[pk]) for pk in left_out), ""])
