"""Run all checks."""

from collections.abc import Iterator

from django.db import Error

from operations.checks import Check, Problem, checks


def run_checks() -> Iterator[tuple[Check, list[Problem]]]:
    """Yield each check with its problems. A check that cannot read the database has only that problem."""
    for check in checks().values():
        try:
            yield check, list(check.run())
        except Error as error:
            message = str(error).strip().partition("\n")[0]
            yield (
                check,
                [(f"The database refused to be looked at: {message}.", "First mend what stands above.")],
            )
