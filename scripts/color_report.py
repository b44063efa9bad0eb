"""Measure the tags' colours in each kind of colour vision and write docs/colours.md: python -m scripts.color_report"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from coloraide import Color

from annotate.codebook import builtin_slugs, read_codebook
from annotate.codebooks.contrast import (
    MIN_LINE_CONTRAST,
    MIN_TEXT_CONTRAST,
    TINT,
    Rgb,
    contrast_ratio,
    mix,
    rgb,
)
from annotate.tag import Tag

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "colours.md"
SIGHTS = {"usual": "", "protanopia": "protan", "deuteranopia": "deutan", "tritanopia": "tritan"}
# As many tags as there are line styles can all differ clearly; of more tags, those that share a line style do.
FEW = 5
MIN_DIFFERENCE = 15.0
MIN_DIFFERENCE_OF_MANY = 7.5
MIN_GREY_STEP = 6.0

HEAD = f"""# The colours of the tags

This page is for people who choose colours for tags. After reading it you know the limits that the colours of the
built-in codebooks keep, and why. A tag is recognised by its colour, its line style and its name. The colours are chosen
so that people with any of the three common kinds of colour blindness, and a grey printer, can tell them apart.
`tests/annotate/codebooks/test_colours.py` checks every codebook in `annotate/codebooks/` against these limits, and this
page against the codebooks; `python -m scripts.color_report` writes it.

- **Difference** of any two tags at least {MIN_DIFFERENCE:.0f} (ΔE 2000), in every kind of sight.
  [coloraide](https://facelessuser.github.io/coloraide/filters/) simulates the sight: Viénot 1999 for protanopia and
  deuteranopia, Brettel 1997 for tritanopia.
- **Grey**: any two tags at least {MIN_GREY_STEP:.0f} L* apart.
- **Contrast** as text at least {MIN_TEXT_CONTRAST}:1, on paper, on a sheet, and on both tinted with the
  tag's own colour.
- **Piles**: however many tags overlap, tinted however strongly, the text keeps {MIN_TEXT_CONTRAST}:1 and
  each line {MIN_LINE_CONTRAST}:1. So light paper is tinted with the dark scheme's colours, and dark paper with the
  light scheme's.
- **Lines**: no two tags share a style.
- **More than {FEW} tags** cannot all be so far apart, and there are {FEW} line styles. Then any two tags are at least
  {MIN_DIFFERENCE_OF_MANY} apart in every kind of sight; two that share a style keep the minima above, in grey
  too, and are drawn at different depths. Only the contrasts are checked for a team's own colours
  (`annotate/codebooks/contrast.py`).
"""


@dataclass(frozen=True)
class Scheme:
    """The colours of one codebook on light or on dark paper."""

    name: str
    papers: tuple[str, ...]
    ink: str
    colours: dict[str, str]
    lines: dict[str, str]
    tints: dict[str, list[tuple[str, float]]]

    def difference(self, sight: str) -> tuple[float, str, str]:
        """Return the smallest difference between two tags in this kind of sight, and the two tags."""
        return min(self._differences(sight, self.pairs()))

    def difference_on_a_line(self, sight: str) -> float:
        """Return the smallest difference between two tags that share a line style."""
        return min(self._differences(sight, self.pairs_on_a_line()))[0]

    def _differences(self, sight: str, pairs: list[tuple[str, str]]) -> Iterator[tuple[float, str, str]]:
        perceived = {tag: as_seen(colour, sight) for tag, colour in self.colours.items()}
        return ((perceived[a].delta_e(perceived[b], method="2000"), a, b) for a, b in pairs)

    def pairs(self) -> list[tuple[str, str]]:
        """Return all pairs of tags."""
        return list(combinations(self.colours, 2))

    def pairs_on_a_line(self) -> list[tuple[str, str]]:
        """Return the pairs of tags that share a line style."""
        return [(a, b) for a, b in self.pairs() if self.lines[a] == self.lines[b]]

    def lightness(self) -> dict[str, float]:
        """Return the L* of each tag, which is what remains of it in grey."""
        return {tag: Color(colour).convert("lab-d65")["l"] for tag, colour in self.colours.items()}

    def grey_step(self) -> float:
        """Return the smallest difference in grey of all pairs; with many tags, of those that share a line style."""
        grey = self.lightness()
        pairs = self.pairs_on_a_line() if len(grey) > FEW else self.pairs()
        return min(abs(grey[a] - grey[b]) for a, b in pairs)

    def contrast(self, tag: str) -> float:
        """Return the weakest contrast of a tag's colour as text."""
        colour = Color(self.colours[tag])
        tinted = [Color(paper).mix(colour, TINT, space="srgb") for paper in self.papers]
        return min(colour.contrast(ground, method="wcag21") for ground in [*self.papers, *tinted])

    def piles(self) -> tuple[float, float]:
        """Return the weakest contrast of text, and of a line, on any tags tinted over one another."""
        text = line = 21.0
        colours = {tag: rgb(colour) for tag, colour in self.colours.items()}
        for pile, ground in self._grounds(rgb(self.papers[0]), list(self.colours)):
            text = min(text, contrast_ratio(rgb(self.ink), ground))
            line = min(line, *(contrast_ratio(colours[tag], ground) for tag in pile))
        return text, line

    def _grounds(
        self, ground: Rgb, tags: list[str], below: tuple[str, ...] = ()
    ) -> Iterator[tuple[tuple[str, ...], Rgb]]:
        """Yield each pile of tints, in the order in which tags are painted, and the resulting ground."""
        for number, tag in enumerate(tags):
            for colour, opacity in self.tints[tag]:
                tinted = mix(ground, rgb(colour), opacity)
                yield (*below, tag), tinted
                yield from self._grounds(tinted, tags[number + 1 :], (*below, tag))


def as_seen(colour: str, sight: str) -> Color:
    """Return ``colour`` in this kind of sight."""
    perceived = Color(colour)
    return perceived.filter(SIGHTS[sight]).clip() if SIGHTS[sight] else perceived


def shades(name: str) -> list[str]:
    """Return a colour of the style sheet in the light and in the dark scheme."""
    sheet = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
    return re.findall(rf"--{name}: (#[0-9a-f]{{6}});", sheet)[:2]


def strengths() -> list[list[tuple[str, float]]]:
    """Return which of a tag's colours tints annotations by few, several and most readers, and how strongly.

    First in light, then in dark.
    """
    sheet = (ROOT / "templates" / "annotate" / "codebook.css").read_text(encoding="utf-8")
    matches = re.findall(
        r"-\d\) \{ background-color: color-mix\(in srgb, \{\{ tag\.(\w+)\|css_colour \}\} (\d+)%", sheet
    )
    tints = [(field, int(percent) / 100) for field, percent in matches]
    return [tints[:3], tints[3:]]


def schemes(tags: tuple[Tag, ...]) -> tuple[Scheme, ...]:
    """Return the light and the dark scheme."""
    result = []
    for number, (name, field) in enumerate((("light", "colour"), ("dark", "colour_dark"))):
        papers = shades("paper")[number], shades("sheet")[number]
        colours = {tag.name: getattr(tag, field) for tag in tags}
        tints = {
            tag.name: [(getattr(tag, field_name), opacity) for field_name, opacity in strengths()[number]]
            for tag in tags
        }
        lines = {tag.name: tag.line for tag in tags}
        result.append(Scheme(name, papers, shades("ink")[number], colours, lines, tints))
    return tuple(result)


def page() -> str:
    """Return the content of docs/colours.md."""
    return "\n".join([HEAD, *(line for slug in builtin_slugs() for line in section(slug))])


def section(slug: str) -> Iterator[str]:
    """Yield the lines about one codebook."""
    codebook = read_codebook(slug)
    light, dark = schemes(codebook.tags)
    greys = light.lightness(), dark.lightness()
    yield f"## {codebook.title}\n"
    yield "| tag | line | light | L* | contrast | dark | L* | contrast |"
    yield "|---|---|---|---|---|---|---|---|"
    for tag in codebook.tags:
        cells = [tag.name, tag.line]
        for scheme, grey in zip((light, dark), greys, strict=True):
            cells += [
                f"`{scheme.colours[tag.name]}`",
                f"{grey[tag.name]:.0f}",
                f"{scheme.contrast(tag.name):.1f}",
            ]
        yield f"| {' | '.join(cells)} |"
    yield "\n| sight | the two most alike, light | difference | the two most alike, dark | difference |"
    yield "|---|---|---|---|---|"
    for sight in SIGHTS:
        cells = [sight]
        for scheme in (light, dark):
            difference, first, second = scheme.difference(sight)
            cells += [f"{first}, {second}", f"{difference:.1f}"]
        yield f"| {' | '.join(cells)} |"
    yield f"| grey | | {light.grey_step():.1f} L* | | {dark.grey_step():.1f} L* |"
    if len(codebook.tags) > FEW:
        least = [min(scheme.difference_on_a_line(sight) for sight in SIGHTS) for scheme in (light, dark)]
        sentence = (
            "\nTwo that share a line are at least {:.1f} apart in light and {:.1f} in dark; "
            "the greys are theirs."
        )
        yield sentence.format(*least)
    piles = [figure for scheme in (light, dark) for figure in scheme.piles()]
    yield "\nOn the worst pile: text {:.1f} and lines {:.1f} in light, text {:.1f} and lines {:.1f} in dark.\n".format(
        *piles
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
