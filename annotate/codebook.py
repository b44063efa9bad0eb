"""A codebook is a versioned tag set: what each tag means, how it looks, and which details it asks for."""

import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.values import is_storable, is_web_address

FOLDER = Path(__file__).parent / "codebooks"
# A tag's looks are not part of its meaning: these may change without a new version.
APPEARANCE_FIELDS = ("colour", "colour_dark", "line")
MAX_DETAIL = 2000
MAX_LINKS = 20

NO_OBJECT = Message("Details are an object of field names and values.")
UNKNOWN = Message("“{tag}” has no detail “{detail}”; it takes: {takes}.")
NO_DETAILS = Message("no details")
NO_LIST = Message("“{label}” is a list of addresses.")
NO_ADDRESS = Message("“{label}” takes up to {most} addresses that begin with https:// or http://.")
TOO_LONG = Message("“{label}” is a text of at most {most} characters.")
NO_CHOICE = Message("“{label}” is one of: {choices}.")
UNSTORABLE = Message("A NUL or half a character (a lone surrogate) cannot be kept. Send it without.")


class DetailsError(ProblemError, ValueError):
    """The details do not fit what the tag asks for. The message names the field and what it takes."""

    code = "bad-details"


@dataclass(frozen=True, slots=True)
class Detail:
    """A question that a tag asks: ``kind`` is text, choice or links; ``choices`` maps values to labels."""

    slug: str
    label: str
    kind: str
    hint: str = ""
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. ``colour`` and ``colour_dark`` are #rrggbb, ``line`` a CSS line style, ``key`` the shortcut.

    Existing annotations with an archived tag stay; it cannot be used for new ones.
    """

    slug: str
    name: str
    plural: str
    meaning: str
    test: str
    example: str
    not_this: str
    colour: str
    colour_dark: str
    line: str
    key: str
    details: tuple[Detail, ...] = ()
    archived: bool = False


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


def tag_from(data: dict[str, Any]) -> Tag:
    """Return a Tag from plain JSON or TOML values."""
    return Tag(**data | {"details": tuple(Detail(**item) for item in data.get("details", ()))})


def read_codebook(slug: str) -> Codebook:
    """Return the codebook in ``codebooks/<slug>.toml``."""
    data = tomllib.loads((FOLDER / f"{slug}.toml").read_text(encoding="utf-8"))
    tags = tuple(tag_from(tag) for tag in data["tags"])
    return Codebook(slug, data["title"], data["version"], tags, ships=True)


def builtin_slugs() -> list[str]:
    """Return the slugs of the codebooks that come with Claimlight."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def tag_definition(tag: Tag) -> dict[str, Any]:
    """Return the fields of a tag that are fixed in a version of a codebook: all but ``archived``."""
    return {name: value for name, value in asdict(tag).items() if name != "archived"}


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


def map_tag_texts(tag: Tag, transform: Callable[[str], str]) -> Tag:
    """Return the tag with ``transform`` applied to each text that people read."""
    return replace(
        tag,
        name=transform(tag.name),
        plural=transform(tag.plural),
        meaning=transform(tag.meaning),
        test=transform(tag.test),
        example=transform(tag.example),
        not_this=transform(tag.not_this),
        details=tuple(_map_detail_texts(detail, transform) for detail in tag.details),
    )


def _map_detail_texts(detail: Detail, transform: Callable[[str], str]) -> Detail:
    choices = {value: transform(label) for value, label in detail.choices.items()}
    return replace(
        detail, label=transform(detail.label), hint=detail.hint and transform(detail.hint), choices=choices
    )


def check_details(tag: Tag, details: Any) -> dict[str, Any]:
    """Return ``details`` without blank values. Raise DetailsError on a field or value that ``tag`` does not accept."""
    if not isinstance(details, dict):
        raise DetailsError(NO_OBJECT)
    _check_letters(*details)
    by_slug = {detail.slug: detail for detail in tag.details}
    for slug in details:
        if slug not in by_slug:
            takes = ", ".join(by_slug) or NO_DETAILS
            raise DetailsError(UNKNOWN.format(tag=tag.name, detail=slug, takes=takes))
    checked = {slug: _check_detail(by_slug[slug], value) for slug, value in details.items()}
    return {slug: value for slug, value in checked.items() if value}


def _check_detail(detail: Detail, value: Any) -> Any:
    if detail.kind == "links":
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise DetailsError(NO_LIST.format(label=detail.label))
        _check_letters(*value)
        links = [item.strip() for item in value if item.strip()]
        if len(links) > MAX_LINKS or any(not is_web_address(link) for link in links):
            raise DetailsError(NO_ADDRESS.format(label=detail.label, most=MAX_LINKS))
        return links
    if not isinstance(value, str) or len(value) > MAX_DETAIL:
        raise DetailsError(TOO_LONG.format(label=detail.label, most=str(MAX_DETAIL)))
    _check_letters(value)
    if detail.kind == "choice" and value and value not in detail.choices:
        raise DetailsError(NO_CHOICE.format(label=detail.label, choices=", ".join(detail.choices)))
    return value


def _check_letters(*texts: str) -> None:
    """Raise DetailsError on a NUL, which databases reject, or a lone surrogate, which UTF-8 cannot encode."""
    if not all(map(is_storable, texts)):
        raise DetailsError(UNSTORABLE)
