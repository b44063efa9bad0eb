"""What the editor says of a colour: the measures are WCAG's, and what it proposes passes them."""

from colorsys import rgb_to_hls

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from annotate.codebook import builtin_slugs, read_codebook
from annotate.codebooks.contrast import (
    DARK,
    LIGHT,
    contrast_on_tint,
    contrast_ratio,
    dark_passes,
    light_passes,
    min_text_contrast,
    proposals,
    rgb,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours, colours)
def test_the_contrast_is_that_of_wcag(one: str, other: str) -> None:
    theirs = Color(one).contrast(Color(other), method="wcag21")
    assert contrast_ratio(rgb(one), rgb(other)) == pytest.approx(theirs, abs=0.01)


def test_black_on_white_is_21_to_1() -> None:
    assert (
        contrast_ratio(rgb("#000000"), rgb("#ffffff")) == contrast_ratio(rgb("#ffffff"), rgb("#000000")) == 21
    )


@given(colours, colours)
def test_what_is_proposed_passes(colour: str, colour_dark: str) -> None:
    new = {"colour": colour, "colour_dark": colour_dark} | proposals(colour, colour_dark)
    assert light_passes(new["colour"], new["colour_dark"])
    assert dark_passes(new["colour_dark"], new["colour"])
    assert min_text_contrast(new["colour"], LIGHT) >= 4.5
    assert min_text_contrast(new["colour_dark"], DARK) >= 4.5
    assert contrast_on_tint(new["colour_dark"], LIGHT.ink, LIGHT) >= 4.5
    assert contrast_on_tint(new["colour"], DARK.ink, DARK) >= 4.5
    assert contrast_on_tint(new["colour_dark"], new["colour"], LIGHT) >= 2.5


@pytest.mark.parametrize("slug", builtin_slugs())
def test_what_is_seen_well_stays(slug: str) -> None:
    for tag in read_codebook(slug).tags:
        assert proposals(tag.colour, tag.colour_dark) == {}


def test_a_yellow_stays_as_yellow_as_can_be_read() -> None:
    better = proposals("#ffcc00", "#ffe28a")
    assert set(better) == {"colour"}
    hue, lightness, _ = rgb_to_hls(*rgb(better["colour"]))
    assert hue == pytest.approx(rgb_to_hls(*rgb("#ffcc00"))[0], abs=0.01)
    # A step lighter, and it would not do.
    assert (
        min_text_contrast(better["colour"], LIGHT) < 4.8
        or contrast_on_tint("#ffe28a", better["colour"], LIGHT) < 2.7
    )
    assert lightness > 0.2
