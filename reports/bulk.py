"""Many reports as files: one after the other, so that memory stays flat however many there are."""

import zipfile
from collections.abc import AsyncIterator
from datetime import date

from asgiref.sync import sync_to_async

from annotate.access import rounds_visible_to
from articles.access import article_for, visible_to
from people.access import team_for
from people.models import User
from reports.wishes import Wishes
from reports.writing import written

READ = "read the report"


def marked_articles(user: User, team: int | None = None, article: int | None = None) -> list[int]:
    """The numbers of the articles with a round that ``user`` may see: of a team, one, or all; ``Http404`` as ever."""
    found = visible_to(user).filter(texts__rounds__in=rounds_visible_to(user)).distinct().order_by("pk")
    if team is not None:
        found = found.filter(team=team_for(user, team, READ))
    if article is not None:
        found = found.filter(pk=article_for(user, article, READ).pk)
    return list(found.values_list("pk", flat=True))


def report_file(user: User, pk: int, slug: str, wanted: Wishes, day: date) -> tuple[str, bytes]:
    """(name, bytes) of one article's report."""
    return written(user, article_for(user, pk, READ), slug, wanted, day)


class Pipe:
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


async def zipped(
    user: User, articles: list[int], slug: str, wanted: Wishes, day: date
) -> AsyncIterator[bytes]:
    """A ZIP of the reports, piece by piece."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for pk in articles:
            name, data = await sync_to_async(report_file)(user, pk, slug, wanted, day)
            await sync_to_async(archive.writestr)(f"{pk}-{name}", data)
            yield pipe.taken()
    yield pipe.taken()
