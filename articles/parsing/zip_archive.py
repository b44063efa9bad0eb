"""Opens the ZIP files that documents are, without ever unpacking more than a document can hold."""

import io
import zipfile
from typing import TYPE_CHECKING

from articles.errors import Unreadable
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS = 5_000
MAX_BYTES = 100 * 1024 * 1024
MAX_RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
BOMB = Message(
    "This file unpacks to far more than an article can hold, as files made to crash computers do. "
    "It was not opened. Paste the text instead."
)
ENTITIES = Message(
    "This document declares XML entities, which documents never need and attacks do. It was not opened. "
    "Save it again in a word processor, or paste the text."
)
LOCKED = Message("This file is protected with a password. Save it without the password and upload it again.")


class Archive:
    """The members of a document. Names are only ever looked up, never written to a disk."""

    def __init__(self, data: bytes) -> None:
        """Raises ``Unreadable`` for a bomb, before anything is unpacked, and ``BadZipFile`` for damage."""
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.left = MAX_BYTES
        members = self.zip.infolist()
        size = sum(member.file_size for member in members)
        if len(members) > MAX_MEMBERS or size > MAX_BYTES:
            raise Unreadable(BOMB)
        if size > RATIO_FROM and size > MAX_RATIO * len(data):
            raise Unreadable(BOMB)
        if any(member.flag_bits & 1 for member in members):
            raise Unreadable(LOCKED)

    def names(self) -> list[str]:
        """The members' names, each once."""
        return list(dict.fromkeys(self.zip.namelist()))

    def read(self, name: str) -> bytes:
        """One member. What it declares may be a lie, so what comes out is counted while it does."""
        with self.zip.open(name) as member:
            content = member.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise Unreadable(BOMB)
        return content

    def xml(self, name: str) -> "_Element":
        """The root of one XML member; nothing it refers to is fetched and no entity is resolved."""
        return parse_xml(self.read(name))


def parse_xml(content: bytes) -> "_Element":
    """The root of an XML document, which must not declare entities."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        # libxml2 itself gives up on entities that would grow without end.
        if b"<!ENTITY" in content:
            raise Unreadable(ENTITIES) from error
        raise
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise Unreadable(ENTITIES)
    return root
