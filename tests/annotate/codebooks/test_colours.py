"""Every codebook's tags are told apart in every kind of sight, in grey, and by their lines alone."""

import pytest

from annotate.codebook import builtin_slugs, read_codebook
from annotate.codebooks import contrast
from annotate.codebooks.validation import LINES
from scripts import color_report

DEPTHS = 4
SCHEMES = [
    pytest.param(scheme, id=f"{slug}-{scheme.name}")
    for slug in builtin_slugs()
    for scheme in color_report.schemes(read_codebook(slug).tags)
]


@pytest.mark.parametrize("sight", color_report.SIGHTS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_tags_look_alike_in_any_kind_of_sight(scheme: color_report.Scheme, sight: str) -> None:
    difference, one, other = scheme.difference(sight)
    many = len(scheme.colours) > color_report.FEW
    least = color_report.MIN_DIFFERENCE_OF_MANY if many else color_report.MIN_DIFFERENCE
    assert difference >= least, f"{one} and {other}"
    if many:
        assert scheme.difference_on_a_line(sight) >= color_report.MIN_DIFFERENCE


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_tags_look_alike_in_grey(scheme: color_report.Scheme) -> None:
    assert scheme.grey_step() >= color_report.MIN_GREY_STEP, scheme.lightness()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_tag_is_legible_as_text_on_every_ground(scheme: color_report.Scheme) -> None:
    contrasts = {tag: scheme.contrast(tag) for tag in scheme.colours}
    assert min(contrasts.values()) >= contrast.MIN_TEXT_CONTRAST, contrasts


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_and_lines_stay_legible_however_many_marks_lie_there(scheme: color_report.Scheme) -> None:
    assert [len(tints) for tints in scheme.tints.values()] == [3] * len(scheme.colours)
    text, line = scheme.piles()
    assert text >= contrast.MIN_TEXT_CONTRAST
    assert line >= contrast.MIN_LINE_CONTRAST


@pytest.mark.parametrize("slug", builtin_slugs())
def test_no_two_tags_share_a_line_and_of_many_none_a_line_and_a_depth(slug: str) -> None:
    lines = [tag.line for tag in read_codebook(slug).tags]
    assert set(lines) <= set(LINES)
    assert len(set(lines)) == min(len(lines), color_report.FEW)
    looks = [(line, number % DEPTHS) for number, line in enumerate(lines)]
    assert len(set(looks)) == len(looks)


def test_the_depths_are_those_of_the_style_sheet() -> None:
    sheet = (color_report.ROOT / "templates" / "annotate" / "codebook.css").read_text(encoding="utf-8")
    assert "{% cycle " + " ".join(f"'{depth}'" for depth in range(DEPTHS)) + " %}" in sheet


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_editor_measures_as_the_page_about_the_colours_does(scheme: color_report.Scheme) -> None:
    measured = contrast.LIGHT if scheme.name == "light" else contrast.DARK
    assert (measured.papers, measured.ink) == (scheme.papers, scheme.ink)
    assert {tints[-1][1] for tints in scheme.tints.values()} == {measured.strongest}
    for tag, colour in scheme.colours.items():
        assert contrast.min_text_contrast(colour, measured) == pytest.approx(scheme.contrast(tag), abs=0.01)


def test_the_page_about_the_colours_says_what_they_are() -> None:
    assert color_report.PAGE.read_text(encoding="utf-8") == color_report.page()


def test_the_simulation_makes_red_and_green_alike() -> None:
    red, green = (color_report.as_seen(colour, "deuteranopia") for colour in ("#b3261e", "#8a5a00"))
    assert red.delta_e(green, method="2000") < 2
