"""A codebook: a versioned tag set. A tag is in ``tag.py``; what is done with codebooks is in ``codebooks/``."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from annotate.tag import Tag, map_tag_texts, tag_from

FOLDER = Path(__file__).parent / "codebooks"


@dataclass(frozen=True, slots=True)
class Codebook:
    """A tag set as it stands in its TOML file or in the database. One that ``ships`` is translated where shown."""

    slug: str
    title: str
    version: int
    tags: tuple[Tag, ...]
    ships: bool = False

    @property
    def live(self) -> tuple[Tag, ...]:
        """Return the tags that can be used for new annotations."""
        return tuple(tag for tag in self.tags if not tag.archived)


def read_codebook(slug: str) -> Codebook:
    """Return the codebook in ``codebooks/<slug>.toml``."""
    data = tomllib.loads((FOLDER / f"{slug}.toml").read_text(encoding="utf-8"))
    tags = tuple(tag_from(tag) for tag in data["tags"])
    return Codebook(slug, data["title"], data["version"], tags, ships=True)


def builtin_slugs() -> list[str]:
    """Return the slugs of the codebooks that come with Claimlight."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def gettext_context(slug: str) -> str:
    """Return the gettext context of the texts of the codebook ``slug``."""
    return f"codebook {slug}"


def map_texts(codebook: Codebook, transform: Callable[[str], str]) -> Codebook:
    """Return the codebook with ``transform`` applied to each text that people read."""
    tags = tuple(map_tag_texts(tag, transform) for tag in codebook.tags)
    return replace(codebook, title=transform(codebook.title), tags=tags)


def texts(codebook: Codebook) -> list[str]:
    """Return all texts that people read, in order."""
    collected: list[str] = []

    def collect(text: str) -> str:
        collected.append(text)
        return text

    map_texts(codebook, collect)
    return collected
