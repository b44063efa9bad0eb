"""The memory that a PDF takes is freed again."""

import psutil

from reports.formats import formats
from reports.layers import SpanAnnotation
from tests.reports.small import report

# Megabytes. Each of these PDFs takes some 40.
LEEWAY = 60


def memory_in_use() -> int:
    """Return the megabytes of memory that this process uses."""
    return psutil.Process().memory_info().rss // 2**20


def write_pdf(number: int) -> bytes:
    """Write the PDF of a report with a few pages."""
    words = [f"word{number}x{n}" for n in range(3000)]
    marks = [
        SpanAnnotation(str(n), start := sum(len(w) + 1 for w in words[:n]), start + len(words[n]), "opinion", words[n],
             "Ada", "2024-01-01T00:00:00+00:00")
        for n in range(0, 3000, 10)
    ]  # fmt: skip
    return formats()["pdf"].write(report(annotations=marks, body=" ".join(words), formatting=()))


def test_memory_does_not_grow_with_the_number_of_pdfs() -> None:
    write_pdf(0)
    before = memory_in_use()
    for number in range(1, 7):
        assert write_pdf(number).startswith(b"%PDF-")
    assert memory_in_use() - before < LEEWAY
