"""List the files in an uploaded ZIP archive, in the sandbox."""

from pathlib import Path

from articles.errors import Unreadable
from articles.sandbox.pool import LIMITS
from articles.sandbox.read import CRASHED, check_size, error_message, run_in_sandbox

LIST_FILES = "articles.parsing.uploaded_zip:list_files"


def list_files_in_zip(
    data: bytes | Path, most: int, max_bytes: int, max_unpacked: int
) -> list[tuple[int, str]]:
    """Return index and path of each of the up to ``most`` files in the archive. Raises ``Unreadable``."""
    check_size(data.stat().st_size if isinstance(data, Path) else len(data), max_bytes)
    answer = run_in_sandbox(LIST_FILES, data, {"most": most, "max_bytes": max_unpacked}, LIMITS)
    if "unreadable" in answer:
        raise Unreadable(error_message(answer["unreadable"]))
    try:
        return [(int(index), str(path)) for index, path in answer["files"][:most]]
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(CRASHED) from error
