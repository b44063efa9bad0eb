"""Every codebook's tags are told apart in every kind of sight, in grey, and by their lines alone."""

import pytest

from annotate.codebook import read_codebook
from scripts import colours

LINES = {"solid", "dashed", "dotted", "wavy", "double"}
SCHEMES = [
    pytest.param(scheme, id=f"{slug}-{scheme.name}")
    for slug in colours.codebooks()
    for scheme in colours.schemes(read_codebook(slug).tags)
]


@pytest.mark.parametrize("sight", colours.SIGHTS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_tags_look_alike_in_any_kind_of_sight(scheme: colours.Scheme, sight: str) -> None:
    difference, one, other = scheme.difference(sight)
    assert difference >= colours.LEAST_DIFFERENCE, f"{one} and {other}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_tags_look_alike_in_grey(scheme: colours.Scheme) -> None:
    assert scheme.grey_step() >= colours.LEAST_GREY_STEP, scheme.lightness()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_tag_is_legible_as_text_on_every_ground(scheme: colours.Scheme) -> None:
    contrasts = {tag: scheme.contrast(tag) for tag in scheme.colours}
    assert min(contrasts.values()) >= colours.LEAST_CONTRAST, contrasts


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_and_lines_stay_legible_however_many_marks_lie_there(scheme: colours.Scheme) -> None:
    assert [len(tints) for tints in scheme.tints.values()] == [3] * len(scheme.colours)
    text, line = scheme.piles()
    assert text >= colours.LEAST_CONTRAST
    assert line >= colours.LEAST_LINE


@pytest.mark.parametrize("slug", colours.codebooks())
def test_no_two_tags_share_a_line(slug: str) -> None:
    lines = [tag.line for tag in read_codebook(slug).tags]
    assert len(set(lines)) == len(lines)
    assert set(lines) <= LINES


def test_the_page_about_the_colours_says_what_they_are() -> None:
    assert colours.PAGE.read_text(encoding="utf-8") == colours.page()


def test_the_simulation_makes_red_and_green_alike() -> None:
    red, green = (colours.as_seen(colour, "deuteranopia") for colour in ("#b3261e", "#8a5a00"))
    assert red.delta_e(green, method="2000") < 2
