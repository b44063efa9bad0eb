"""List the files in an uploaded ZIP archive, in the sandbox."""

from articles.errors import Unreadable
from articles.parsing.uploaded_zip import MAX_FILES
from articles.sandbox.pool import LIMITS
from articles.sandbox.read import CRASHED, MAX_BYTES, check_size, error_message, run_in_sandbox

LIST_FILES = "articles.parsing.uploaded_zip:list_files"


def list_files_in_zip(data: bytes) -> list[tuple[int, str]]:
    """Return index and path of each file in the archive. Raises ``Unreadable``."""
    check_size(len(data), MAX_BYTES)
    answer = run_in_sandbox(LIST_FILES, data, {}, LIMITS)
    if "unreadable" in answer:
        raise Unreadable(error_message(answer["unreadable"]))
    try:
        return [(int(index), str(path)) for index, path in answer["files"][:MAX_FILES]]
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(CRASHED) from error
