"""What Firefox paints: each tag in its own colour, and every line where marks lie on the same words."""

from io import BytesIO

import pytest
from PIL import Image

from annotate.codebook import read_codebook
from annotate.tag import Tag
from tests.firefox.bidi import until
from tests.firefox.page import Page

TAGS = {tag.key: tag for tag in read_codebook("four-tags").tags}
# A line may lie this far below the middle of its words, and its pixels may be this far from its colour.
BELOW, TOLERANCE = 26, 40
ENOUGH = 15


def painted(page: Page, words: str, tag: Tag) -> int:
    """How many pixels in and below ``words`` have the tag's colour."""
    left, top, right, _ = page.place(words)
    picture = Image.open(BytesIO(page.picture())).convert("RGB")
    area = picture.crop((int(left), int(top) - 10, int(right), int(top) + BELOW))
    wanted = bytes.fromhex(tag.colour[1:])
    pixels = zip(*[iter(area.tobytes())] * 3, strict=True)
    return sum(all(abs(a - b) <= TOLERANCE for a, b in zip(pixel, wanted, strict=True)) for pixel in pixels)


@pytest.mark.parametrize("key", TAGS)
def test_a_mark_is_painted_in_the_colour_of_its_tag(page: Page, key: str) -> None:
    assert painted(page, "globalist council", TAGS[key]) == 0
    page.mark("globalist council", key)
    until(lambda: painted(page, "globalist council", TAGS[key]) > ENOUGH, f"the line of “{TAGS[key].name}”")
    others = {tag.name: painted(page, "globalist council", tag) for k, tag in TAGS.items() if k != key}
    assert max(others.values()) == 0, others


def test_marks_on_the_same_words_hide_nobodys_line(page: Page) -> None:
    alone = {}
    for key, tag in TAGS.items():
        page.mark("globalist council", key)
        alone[key] = until(
            lambda tag=tag: painted(page, "globalist council", tag), f"the line of “{tag.name}”"
        )
        page.saved()
        page.press("Control+z")
        page.count(0)
        page.saved()
    for key in TAGS:
        page.mark("globalist council", key)
    for key, tag in TAGS.items():
        least = alone[key] / 2
        until(
            lambda tag=tag, least=least: painted(page, "globalist council", tag) > least,
            f"half of the line of “{tag.name}”",
        )


def test_a_mark_that_is_taken_back_is_painted_no_more(page: Page) -> None:
    page.mark("globalist council", "4")
    until(lambda: painted(page, "globalist council", TAGS["4"]) > ENOUGH, "the line")
    page.saved()
    page.press("Control+z")
    until(lambda: painted(page, "globalist council", TAGS["4"]) == 0, "the line to go")
