"""A program that typesets one PDF, with its data on stdin and the PDF on stdout.

    python _typst.py TEMPLATE STANDARD SECONDS MEGABYTES

It is limited to so many seconds of processor time and so much memory, and has a lower priority than web requests.
On failure it exits with the error of Typst. It is a process of its own because Typst never frees the memory of past
documents. It imports no Django.
"""

import os
import sys
from pathlib import Path

import typst


def limit(seconds: int, memory: int) -> None:
    """Limit this process. Windows has no ``resource``: only the timeout of the parent process applies there."""
    if sys.platform != "win32":
        import resource

        # Processor time is counted over all processors.
        seconds *= os.cpu_count() or 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(10)


def main() -> None:
    """Typeset one document. STANDARD may be empty."""
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
