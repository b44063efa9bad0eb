"""Many reports as one ZIP, written part by part, so that memory does not grow with their number."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from annotate.access import annotated_rounds_visible_to
from articles.access import visible_to
from people.access import get_team
from people.models import User
from people.permissions import Permission
from reports.access import get_report_article
from reports.exports.export import export_articles
from reports.options import ReportOptions

# Level 6 would save a tenth of the size and take three times as long.
COMPRESSION_LEVEL = 3


def marked_articles(user: User, team: int | None = None, article: int | None = None) -> list[int]:
    """Return the ids of the articles with a round that ``user`` may see: all, those of a team, or one.

    Raises ``Http404`` or ``PermissionRefused`` for a team or an article that the user may not see.
    """
    articles = (
        visible_to(user).filter(texts__rounds__in=annotated_rounds_visible_to(user)).distinct().order_by("pk")
    )
    if team is not None:
        articles = articles.filter(team=get_team(user, team, Permission.VIEW_REPORT))
    if article is not None:
        articles = articles.filter(pk=get_report_article(user, article).pk)
    return list(articles.values_list("pk", flat=True))


class ZipBuffer:
    """A file that a ZIP is written to, and whose content is taken out part by part. It cannot seek."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, data: bytes) -> int:
        """Append ``data``."""
        self.content += data
        return len(data)

    def flush(self) -> None:
        """Do nothing."""

    def take(self) -> bytes:
        """Return and remove the content."""
        data = bytes(self.content)
        self.content.clear()
        return data


def stream_reports_zip(
    user: User, articles: Sequence[int], slug: str, options: ReportOptions, day: date, left_out: list[int]
) -> Iterator[bytes]:
    """Yield the parts of a ZIP of reports: one for each article, and then the end.

    Articles that were deleted meanwhile or could not be written are added to ``left_out``, and listed in the ZIP.
    """
    buffer = ZipBuffer()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as archive:  # type: ignore[call-overload]
        for pk, file in export_articles(user, articles, slug, options, day):
            if file is None:
                left_out.append(pk)
            else:
                name, content = file
                # A ZIP in the ZIP cannot be compressed further.
                compression = zipfile.ZIP_STORED if name.endswith(".zip") else None
                archive.writestr(f"{pk}-{name}", content, compression)
            yield buffer.take()
        if left_out:
            archive.writestr("left-out.txt", _left_out_text(left_out))
    yield buffer.take()


def _left_out_text(left_out: Sequence[int]) -> str:
    reason = _(
        "These articles are not in this file. They were deleted in the meantime, are no longer "
        "shared with you, or could not be exported:"
    )
    return "\n".join([reason, "", *(reverse("articles:article", args=[pk]) for pk in left_out), ""])
