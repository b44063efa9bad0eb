"""Measures the colours of the tags as people with each kind of sight see them, and writes docs/colours.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from coloraide import Color

from annotate.codebook import FOLDER, Tag, read_codebook

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "colours.md"
SIGHTS = {"usual": "", "protanopia": "protan", "deuteranopia": "deutan", "tritanopia": "tritan"}
# How strongly a mark or a chosen row is tinted with its tag's colour.
TINT = 0.16

LEAST_DIFFERENCE = 15.0
LEAST_GREY_STEP = 6.0
LEAST_CONTRAST = 4.5

HEAD = f"""# The colours of the tags

A tag is told by its colour, its line style and its name. The colours are chosen so that none of the three common colour
blindnesses, nor a grey printer, makes two of them alike. `tests/annotate/test_colours.py` holds every codebook in
`annotate/codebooks/` to these minima, and this page to the codebooks; `python -m scripts.colours` writes it anew.

- **Difference** of any two tags at least {LEAST_DIFFERENCE:.0f} (ΔE 2000), in every kind of sight.
  [coloraide](https://facelessuser.github.io/coloraide/filters/) simulates the sight: Viénot 1999 for protanopia and
  deuteranopia, Brettel 1997 for tritanopia.
- **Grey**: any two tags at least {LEAST_GREY_STEP:.0f} L* apart.
- **Contrast** as text at least {LEAST_CONTRAST}:1, on paper, on a sheet, and on both tinted with the tag's own colour.
- **Lines**: no two tags share a style.
"""


@dataclass(frozen=True)
class Scheme:
    """The colours of one codebook on light or on dark paper."""

    name: str
    papers: tuple[str, ...]
    colours: dict[str, str]

    def difference(self, sight: str) -> tuple[float, str, str]:
        """The two tags that are most alike in this kind of sight, and how far they are apart."""
        seen = {tag: as_seen(colour, sight) for tag, colour in self.colours.items()}
        pairs = combinations(seen, 2)
        return min((seen[a].delta_e(seen[b], method="2000"), a, b) for a, b in pairs)

    def lightness(self) -> dict[str, float]:
        """L* of each tag: all that is left of it in grey."""
        return {tag: Color(colour).convert("lab-d65")["l"] for tag, colour in self.colours.items()}

    def grey_step(self) -> float:
        """How far apart the two tags are that are most alike in grey."""
        return min(abs(a - b) for a, b in combinations(self.lightness().values(), 2))

    def contrast(self, tag: str) -> float:
        """The weakest contrast of a tag's colour as text."""
        colour = Color(self.colours[tag])
        tinted = [Color(paper).mix(colour, TINT, space="srgb") for paper in self.papers]
        return min(colour.contrast(ground, method="wcag21") for ground in [*self.papers, *tinted])


def as_seen(colour: str, sight: str) -> Color:
    """``colour`` in this kind of sight."""
    seen = Color(colour)
    return seen.filter(SIGHTS[sight]).clip() if SIGHTS[sight] else seen


def papers() -> list[tuple[str, str]]:
    """(paper, sheet) of the light and of the dark scheme, as the style sheet has them."""
    sheet = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
    return list(
        zip(
            *(re.findall(rf"--{name}: (#[0-9a-f]{{6}});", sheet)[:2] for name in ("paper", "sheet")),
            strict=True,
        )
    )


def schemes(tags: tuple[Tag, ...]) -> tuple[Scheme, Scheme]:
    """Light and dark."""
    light, dark = papers()
    return (
        Scheme("light", light, {tag.name: tag.colour for tag in tags}),
        Scheme("dark", dark, {tag.name: tag.colour_dark for tag in tags}),
    )


def codebooks() -> list[str]:
    """The slug of every codebook that comes with Claimlight."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def page() -> str:
    """docs/colours.md."""
    return "\n".join([HEAD, *(line for slug in codebooks() for line in section(slug))])


def section(slug: str) -> Iterator[str]:
    """The figures of one codebook."""
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
            difference, one, other = scheme.difference(sight)
            cells += [f"{one}, {other}", f"{difference:.1f}"]
        yield f"| {' | '.join(cells)} |"
    yield f"| grey | | {light.grey_step():.1f} L* | | {dark.grey_step():.1f} L* |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
