"""All checks, one after the other."""

from collections.abc import Iterator

from django.db import Error

from operations.checks import Check, Problem, checks


def run_checks() -> Iterator[tuple[Check, list[Problem]]]:
    """Each check with its problems. One that cannot look at the database says no more than that."""
    for check in checks().values():
        try:
            yield check, list(check.look())
        except Error as error:
            said = str(error).strip().partition("\n")[0]
            yield check, [(f"The database refused to be looked at: {said}.", "First mend what stands above.")]
