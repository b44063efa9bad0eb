"""How well a tag's colours can be seen, by the measures of docs/colours.md, and the nearest colour that passes."""

from collections.abc import Callable
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

# A mark or a chosen row is tinted this strongly with its tag's colour.
TINT = 0.16
MIN_TEXT_CONTRAST = 4.5
# Of a line under the tints that may lie over it.
MIN_LINE_CONTRAST = 2.5
STEPS = 255

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class ColorScheme:
    """Light or dark: the papers and the ink of static/site.css, and how opaque the strongest tint of a mark is.

    Marks on light paper are tinted with a tag's dark colour, and on dark paper with its light one.
    """

    papers: tuple[str, ...]
    ink: str
    strongest: float


LIGHT = ColorScheme(("#fbfaf6", "#ffffff"), "#1d1c1a", 0.62)
DARK = ColorScheme(("#15171a", "#1d2024"), "#e9e5dc", 0.75)


def rgb(colour: str) -> Rgb:
    """The parts of #rrggbb, 0..1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def mix(ground: Rgb, over: Rgb, opaque: float) -> Rgb:
    """``over`` painted on ``ground``."""
    red, green, blue = (g + (o - g) * opaque for g, o in zip(ground, over, strict=True))
    return red, green, blue


def contrast_ratio(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours as WCAG 2 has it: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def min_text_contrast(colour: str, scheme: ColorScheme) -> float:
    """The weakest contrast of ``colour`` as text or as a line: on each paper, plain and tinted with itself."""
    grounds = [rgb(paper) for paper in scheme.papers]
    grounds += [mix(ground, rgb(colour), TINT) for ground in grounds]
    return min(contrast_ratio(rgb(colour), ground) for ground in grounds)


def contrast_on_tint(tint: str, colour: str, scheme: ColorScheme) -> float:
    """The contrast of ``colour`` on paper that a mark of most readers tints with ``tint``."""
    return contrast_ratio(rgb(colour), mix(rgb(scheme.papers[0]), rgb(tint), scheme.strongest))


# A colour that is read on paper of one kind is far enough from that paper for text on its tint of the other kind.
def light_passes(colour: str, colour_dark: str) -> bool:
    """Whether ``colour`` is read on light paper, and its line seen where marks of ``colour_dark`` tint it."""
    return (
        min_text_contrast(colour, LIGHT) >= MIN_TEXT_CONTRAST
        and contrast_on_tint(colour_dark, colour, LIGHT) >= MIN_LINE_CONTRAST
    )


def dark_passes(colour_dark: str, colour: str) -> bool:
    """The same on dark paper, which ``colour`` tints."""
    return (
        min_text_contrast(colour_dark, DARK) >= MIN_TEXT_CONTRAST
        and contrast_on_tint(colour, colour_dark, DARK) >= MIN_LINE_CONTRAST
    )


def proposals(colour: str, colour_dark: str) -> dict[str, str]:
    """The nearest colours that pass, for those of the two that do not; empty where both do."""
    better = colour, colour_dark
    if not (light_passes(colour, colour_dark) and dark_passes(colour_dark, colour)):
        # Each is mended beside the other's extreme first: what is wrong with one must not be laid on the other.
        light = _nearest(colour, lambda c: light_passes(c, "#ffffff"))
        dark = _nearest(colour_dark, lambda c: dark_passes(c, "#000000"))
        better = (
            _nearest(light, lambda c: light_passes(c, dark)),
            _nearest(dark, lambda c: dark_passes(c, light)),
        )
    pairs = zip(("colour", "colour_dark"), (colour, colour_dark), better, strict=True)
    return {name: new for name, old, new in pairs if new != old}


def _nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """``colour`` itself if it passes, else with the least change of its lightness that does."""
    hue, lightness, saturation = rgb_to_hls(*rgb(colour))
    if passes(colour):
        return colour
    for step in range(1, STEPS + 1):
        for to in (lightness - step / STEPS, lightness + step / STEPS):
            if 0 <= to <= 1 and passes(candidate := _hex(hls_to_rgb(hue, to, saturation))):
                return candidate
    return colour


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
