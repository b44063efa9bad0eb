"""Sets one PDF and ends, for Typst keeps what ten documents took: its data on stdin, the PDF on stdout.

    python _typst.py TEMPLATE STANDARD

Exits with what Typst has to say where it cannot. Runs by itself, without Django.
"""

import sys
from pathlib import Path

import typst


def main() -> None:
    """One document; STANDARD may be empty."""
    template, standard = sys.argv[1:]
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
