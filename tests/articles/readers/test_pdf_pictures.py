"""Pictures in PDF files stand before the paragraph below them."""

from pathlib import Path

import pytest
import typst

from articles.parsing.pdf import pictures
from articles.parsing.picture_files import with_picture_files
from articles.readers.pdf import PdfReader
from articles.text.draft import Draft
from tests.pictures import file_of, image

PROSE = (
    "The council of Oster voted on Monday that the windmill on the hill may turn again after many years. " * 3
)


def read(folder: Path, source: str) -> Draft:
    """Return the draft of a PDF that Typst makes of ``source``, in which pictures are ``a.png`` to ``c.png``."""
    for seed, name in enumerate("abc"):
        (folder / f"{name}.png").write_bytes(file_of(image(400, 300, seed)))
    template = folder / "main.typ"
    template.write_text("#set page(width: 600pt, height: 700pt)\n" + source)
    return with_picture_files(PdfReader().read(typst.compile(template, root=folder)))


def places(draft: Draft) -> list[str]:
    """Return how the paragraph after each picture begins."""
    return [" ".join(draft.text[picture.offset :].split()[:2]) for picture in draft.pictures]


def test_pictures_stand_before_their_captions(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        f"= The windmill turns\n{PROSE}\n#image('a.png', width: 200pt)\nFirst caption of the mill.\n\n{PROSE}\n"
        f"#pagebreak()\n{PROSE}\n#image('b.png', width: 200pt)\nSecond caption of the mill.\n\n{PROSE}".replace(
            "'", '"'
        ),
    )
    assert places(draft) == ["First caption", "Second caption"]
    assert [(picture.width, picture.height) for picture in draft.pictures] == [(400, 300)] * 2


def test_pictures_in_columns_stand_in_theirs(tmp_path: Path) -> None:
    column = "#image('{}.png', width: 200pt)\n{} caption of the mill.\n\n" + PROSE + PROSE
    source = f"#columns(2)[{column.format('a', 'First')}\n#colbreak()\n{column.format('b', 'Second')}]"
    assert places(read(tmp_path, source.replace("'", '"'))) == ["First caption", "Second caption"]


def test_a_picture_below_all_text_stands_after_it(tmp_path: Path) -> None:
    draft = read(tmp_path, f'{PROSE}\n#image("a.png", width: 200pt)')
    assert [picture.offset for picture in draft.pictures] == [len(draft.text)]


def test_backgrounds_and_signs_are_left_out(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        '#set page(background: image("a.png", width: 100%, height: 100%, fit: "stretch"))\n'
        f'#image("b.png", width: 30pt)\n{PROSE}',
    )
    assert draft.pictures == ()
    assert draft.notes == ()


def test_reading_pictures_takes_limited_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_IMAGES", 1)
    draft = read(tmp_path, f'{PROSE}\n#image("a.png", width: 200pt)\n#image("b.png", width: 200pt)\n{PROSE}')
    assert len(draft.pictures) == 1
