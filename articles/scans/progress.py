"""How far the reading of a scan is, as its page and the API show it."""

from typing import TypedDict

from articles.models import ScanJob


class Progress(TypedDict):
    """``page`` of ``pages`` is being read, ``done`` have been, and ``readable`` of those have text.

    ``language`` is Tesseract's code of the language in which it is read. ``state`` is waiting, reading, failed
    or done. A ``finished`` scan has an ``article``, or has failed.
    """

    state: str
    language: str
    done: int
    page: int
    pages: int
    readable: int
    finished: bool
    article: int | None


def progress_of(job: ScanJob) -> Progress:
    """Return how far the job is."""
    pages, complete = len(job.numbers), job.state == ScanJob.State.DONE
    errors = list(job.pages.filter(number__in=job.numbers).values_list("error", flat=True))
    done = pages if complete else len(errors)
    return {
        "state": str(job.state),
        "language": job.language,
        "done": done,
        "page": min(done + 1, pages),
        "pages": pages,
        "readable": sum(error is None for error in errors),
        "finished": job.finished,
        "article": job.article_id if complete else None,
    }
