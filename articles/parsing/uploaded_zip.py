"""List and unpack the files in a ZIP archive with many articles."""

import os
import unicodedata
import zipfile
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO, Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.zip_archive import BOMB, MAX_BYTES, MAX_MEMBERS, check_members
from web.i18n.lazy_message import Message

SUFFIX = ".zip"
MAX_FILES = 200
MAX_NAME = 200
WHAT = Message("ZIP archive")
EMPTY = Message("This ZIP archive contains no files. Put the articles into it and upload it again.")
TOO_MANY = Message(
    "This ZIP archive contains {count} files. Up to {most} are allowed. Split it into several archives."
)
DOCUMENT = Message(
    "This ZIP archive is a document. Give it back its own ending, such as .docx, .odt or .epub, and upload it again."
)
UNUSUAL = Message(
    "This ZIP archive is compressed in an unusual way. Create it again with your computer’s own program."
)
# What computers put into archives without being asked.
IGNORED = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UTF8_FLAG = 0x800


def list_files(file: IO[bytes], most: int, max_bytes: int) -> dict[str, Any]:
    """Return the ``files`` of an archive as rows of [index, path], or why it is ``unreadable``."""
    try:
        return {"files": files_in(file, most, max_bytes)}
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}


def files_in(file: IO[bytes], most: int = MAX_FILES, max_bytes: int = MAX_BYTES) -> list[tuple[int, str]]:
    """Return index and path of each file that a person put into the archive.

    Raises ``Unreadable``, also for more than ``most`` files, or more than ``max_bytes`` bytes unpacked.
    """
    with translate_parser_errors(WHAT):
        members = zipfile.ZipFile(file).infolist()
        # Besides the files, there are folders and what computers put in.
        if len(members) > max(MAX_MEMBERS, 3 * most) or sum(m.file_size for m in members) > max_bytes:
            raise Unreadable(BOMB)
        check_members(members, file.seek(0, os.SEEK_END))
        paths = [_path(member) for member in members]
        if "[Content_Types].xml" in paths or "mimetype" in paths:
            raise Unreadable(DOCUMENT)
        files = [
            (index, path)
            for index, (member, path) in enumerate(zip(members, paths, strict=True))
            if not member.is_dir() and not _is_ignored(path)
        ]
        if not files:
            raise Unreadable(EMPTY)
        if len(files) > most:
            raise Unreadable(TOO_MANY.format(count=len(files), most=most))
        if any(members[index].compress_type not in METHODS for index, _ in files):
            raise Unreadable(UNUSUAL)
        return files


def unpack(archive: zipfile.ZipFile, index: int, max_bytes: int) -> bytes:
    """Return a file of an archive that ``files_in`` has checked; of a larger one, ``max_bytes`` and one more."""
    with translate_parser_errors(WHAT), archive.open(archive.filelist[index]) as member:
        return member.read(max_bytes + 1)


def _path(member: zipfile.ZipInfo) -> str:
    """Return the path of a member as a person reads it. It is only shown: nothing is written to a path."""
    path = member.filename
    if not member.flag_bits & UTF8_FLAG:
        with suppress(UnicodeError):
            # macOS writes UTF-8 without saying so.
            path = path.encode("cp437").decode("utf-8")
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    shown = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", "/".join(parts)))
    return shown[-MAX_NAME:]


def _is_ignored(path: str) -> bool:
    return any(part.startswith(".") or part.lower() in IGNORED for part in PurePosixPath(path).parts)
