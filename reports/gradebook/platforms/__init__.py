"""The gradebooks of learning platforms, one module each. Pure."""

from functools import cache

from reports.gradebook.errors import GradebookError
from reports.gradebook.platform import Platform
from reports.gradebook.table import Table
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

UNKNOWN = Message(
    "This is not a gradebook that can be filled in. Choose the CSV file that {platforms} export, unchanged."
)
NOBODY = Message("There is nobody in this gradebook. Export it again, with its participants.")


@cache
def platforms() -> dict[str, Platform]:
    """Return the platforms by slug."""
    return load_plugins(__name__)


def recognize(table: Table) -> Platform:
    """Return the platform that a gradebook is from. Raise ``GradebookError``."""
    for platform in platforms().values():
        if platform.recognizes(table):
            if not platform.students(table):
                raise GradebookError(NOBODY)
            return platform
    titles = ", ".join(platform.title for platform in platforms().values())
    raise GradebookError(UNKNOWN.format(platforms=titles))
