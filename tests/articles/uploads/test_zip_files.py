"""What is in an uploaded ZIP archive: names as people read them, and nothing that would do harm."""

import io
import struct
import zipfile

import pytest

from articles.errors import Unreadable
from articles.parsing import uploaded_zip, zip_archive
from articles.parsing.errors import DAMAGED
from articles.parsing.uploaded_zip import files_in, unpack
from tests.articles.drafts import GOOD
from tests.articles.readers.make_files import lying, zipped


def refusal(data: bytes) -> object:
    """Return the message with which an archive is refused."""
    with pytest.raises(Unreadable) as refused:
        files_in(io.BytesIO(data))
    return refused.value.message


def names(*members: str) -> list[str]:
    """Return the paths of these members as people read them."""
    return [path for _, path in files_in(io.BytesIO(zipped(dict.fromkeys(members, "The mill turns."))))]


def test_what_computers_add_is_ignored() -> None:
    added = ["__MACOSX/._a.txt", ".DS_Store", "day/.hidden/c.txt", "Thumbs.db", "day/desktop.ini", "day/"]
    assert names("a.txt", *added, "day/b.txt") == ["a.txt", "day/b.txt"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/a.txt", "a.txt"),
        ("day\\a.txt", "day/a.txt"),
        ("a\u202etxt.exe\n.txt", "a txt.exe .txt"),
        ("Mu\u0308hle.txt", "Mühle.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
    ],
    ids=["parent", "root", "windows", "controls", "decomposed", "long"],
)
def test_names_are_only_shown(name: str, path: str) -> None:
    assert names(name) == [path]


def test_names_in_unmarked_utf_8_are_read() -> None:
    data = zipped({"Mühle.txt": "x"})
    assert files_in(io.BytesIO(data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0)))) == [
        (0, "Mühle.txt")
    ]
    data = zipped({"M_hle.txt": "x"}).replace(b"M_hle", b"M\x81hle")
    assert files_in(io.BytesIO(data)) == [(0, "Mühle.txt")]


def test_files_of_the_same_name_are_told_apart() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Two.")
    files = files_in(out)
    with zipfile.ZipFile(out) as archive:
        assert [unpack(archive, index, 10) for index, _ in files] == [b"One.", b"Two."]


def test_more_bytes_than_allowed_are_not_unpacked() -> None:
    data = lying(zipped({"a.txt": bytes(5_000)}), "a.txt", 5_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(unpack(archive, 0, 100)) == 101


def locked() -> bytes:
    data = bytearray(zipped({"a.txt": "x"}))
    data[data.rindex(b"a.txt") - 46 + 8] |= 1
    return bytes(data)


def compressed_with(method: int) -> bytes:
    return zipped({"a.txt": "The mill turns. " * 9}, method)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({f"{n}.txt": "x" for n in range(201)}), uploaded_zip.TOO_MANY.format(count=201, most=200)),
        (zipped({".DS_Store": "x", "day/": ""}), uploaded_zip.EMPTY),
        (GOOD["docx"], uploaded_zip.DOCUMENT),
        (GOOD["epub"], uploaded_zip.DOCUMENT),
        (zipped({"a.txt": bytes(11 * 2**20)}), zip_archive.BOMB),
        (zipped({f"{n}.txt": "" for n in range(5_001)}), zip_archive.BOMB),
        (locked(), zip_archive.LOCKED),
        (compressed_with(zipfile.ZIP_LZMA), uploaded_zip.UNUSUAL),
        (b"The mill turns.", DAMAGED.format(what=uploaded_zip.WHAT)),
    ],
    ids=["many", "empty", "word", "book", "bomb", "members", "locked", "method", "text"],
)
def test_other_archives_are_refused(data: bytes, message: object) -> None:
    assert refusal(data) == message
