"""Sets one PDF and ends, for Typst keeps what ten documents took: its data on stdin, the PDF on stdout.

    python _typst.py TEMPLATE STANDARD SECONDS MEGABYTES

It may take so many seconds of the processor and so much memory, and gives way to whoever answers pages.

Exits with what Typst has to say where it cannot. Runs by itself, without Django.
"""

import os
import sys
from pathlib import Path

import typst


def limit(seconds: int, memory: int) -> None:
    """Limit this process for good. Windows has no ``resource``; there the parent's clock is the limit."""
    if sys.platform != "win32":
        import resource

        # With several processors a second has as many of theirs.
        seconds *= os.cpu_count() or 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(10)


def main() -> None:
    """One document; STANDARD may be empty."""
    template, standard, seconds, megabytes = sys.argv[1:]
    limit(int(seconds), int(megabytes) * 2**20)
    try:
        pdf = typst.compile(
            template, root=Path(template).parent, format="pdf", pdf_standards=standard or [],
            sys_inputs={"data": sys.stdin.buffer.read().decode()},
        )  # fmt: skip
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
