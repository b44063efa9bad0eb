"""Read the ZIP files that documents are, within limits of unpacked size."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.errors import Unreadable
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS = 5_000
MAX_BYTES = 100 * 1024 * 1024
MAX_RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
BOMB = Message(
    "This file was not opened. It unpacks to far more data than an article needs, as harmful "
    "files do. Paste the text instead."
)
ENTITIES = Message(
    "This document was not opened. It contains XML entities, which only harmful files need. "
    "Save it again in a word processor, or paste the text."
)
# What is read of a damaged picture; the text around it is whole.
DAMAGED = b"damaged"
LOCKED = Message("This file is protected with a password. Save it without the password and upload it again.")


class Archive:
    """The members of a document. Nothing is written to a disk."""

    def __init__(self, data: bytes) -> None:
        """Open the archive. Raises ``Unreadable`` for a ZIP bomb or encryption, ``BadZipFile`` for damage."""
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.bytes_left = MAX_BYTES
        self.pictures: dict[str, bytes] = {}
        members = self.zip.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_BYTES:
            raise Unreadable(BOMB)
        check_members(members, len(data))

    def names(self) -> list[str]:
        """Return the names of the members without duplicates."""
        return list(dict.fromkeys(self.zip.namelist()))

    def read(self, name: str) -> bytes:
        """Return a member. Its declared size may be wrong, so the unpacked bytes are counted."""
        with self.zip.open(name) as member:
            content = member.read(self.bytes_left + 1)
        self.bytes_left -= len(content)
        if self.bytes_left < 0:
            raise Unreadable(BOMB)
        return content

    def attached(self, name: str) -> bytes | None:
        """Return a picture of the document, None if there is none of this name."""
        if name not in self.zip.NameToInfo:
            return None
        if name not in self.pictures:
            try:
                self.pictures[name] = self.read(name)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                self.pictures[name] = DAMAGED
        return self.pictures[name]

    def xml(self, name: str) -> "_Element":
        """Return the root of an XML member."""
        return parse_xml(self.read(name))


def check_members(members: Sequence[zipfile.ZipInfo], length: int) -> None:
    """Raise ``Unreadable`` if an archive of ``length`` bytes unpacks to far more, or is encrypted."""
    size = sum(member.file_size for member in members)
    if size > RATIO_FROM and size > MAX_RATIO * length:
        raise Unreadable(BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(LOCKED)


def parse_xml(content: bytes) -> "_Element":
    """Return the root of an XML document. Raises ``Unreadable`` if it declares entities; nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        # libxml2 refuses entities that expand too much.
        if b"<!ENTITY" in content:
            raise Unreadable(ENTITIES) from error
        raise
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise Unreadable(ENTITIES)
    return root
