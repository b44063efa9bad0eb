"""A tag: what it means, how it looks and which details it asks for; and the check of such details.

To add a field to tags, add it to ``Tag``: its comment says what follows by itself, and where else it must be handled.
"""

from collections.abc import Callable, Iterable
from dataclasses import Field, asdict, dataclass, field, fields, replace
from typing import Any

from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.values import is_storable, is_web_address

MAX_DETAIL = 2000
MAX_LINKS = 20

NO_OBJECT = Message("Details must be an object of field names and values.")
UNKNOWN = Message("“{tag}” has no detail “{detail}”. Possible details: {takes}.")
NO_DETAILS = Message("none")
NO_LIST = Message("“{label}” must be a list of web addresses.")
NO_ADDRESS = Message(
    "“{label}” can have up to {most} web addresses. Each must begin with https:// or http://."
)
TOO_LONG = Message("“{label}” must be a text of at most {most} characters.")
NO_CHOICE = Message("“{label}” must be one of these: {choices}.")
UNSTORABLE = Message("The text contains an invalid character (NUL or a lone surrogate). Remove it.")


class DetailsError(ProblemError, ValueError):
    """The details do not fit what the tag asks for. The message names the field and what it takes."""

    code = "bad-details"


def _text(label: Message, length: int, required: bool = False) -> dict[str, Any]:
    """Describe a text that people read, and so one that is translated and has a field in the editor."""
    return {"label": label, "length": length, "required": required}


def _appearance(label: Message) -> dict[str, Any]:
    """Describe a part of a tag's looks: it is not part of its meaning, and may change without a new version."""
    return {"label": label, "appearance": True}


@dataclass(frozen=True, slots=True)
class Detail:
    """A question that a tag asks: ``kind`` is text, choice or links; ``choices`` maps values to labels."""

    slug: str
    label: str = field(metadata=_text(Message("Question"), 60, required=True))
    kind: str = field(metadata={"label": Message("Kind of answer")})
    hint: str = field(default="", metadata=_text(Message("Hint"), 120))
    choices: dict[str, str] = field(default_factory=dict, metadata={"label": Message("Choices")})


# A new text, such as ``advice: str = field(default="", metadata=_text(Message("Advice"), 300))``, is at once read from
# TOML and JSON, checked, edited on the page, stored (as JSON, so without a migration), translated (``make messages``),
# and part of what the API returns. It needs a default, for stored tags do not have it. Add it also to
#   - what tells other programs which fields a tag has: ``CodebookTagJson`` in ``codebooks/api.py``, and
#     ``reports/formats/claimlight-1.schema.json`` (not as required: earlier files lack it);
#     ``tests/annotate/codebooks/test_tag_fields.py`` fails until it is there;
#   - the pages that show it to readers, in ``templates/``: ``annotate/codebook.html`` and ``annotate/guide.html``, and
#     where a tag is explained in few words ``annotate/annotate.html``, ``reports/parts/text.html``,
#     ``reports/disputed_main.html`` and ``reports/feedback.html``.
# A text for a tag set of ours needs a higher version in its TOML file, so that sites take it over. A field that is no
# text also needs a check in ``codebooks/validation.py``, a conversion in ``codebooks/editor_form.py``, and an input in
# ``templates/annotate/tag_card.html``.
@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. ``colour`` and ``colour_dark`` are #rrggbb, ``line`` a CSS line style, ``key`` the shortcut.

    Existing annotations with an archived tag stay; it cannot be used for new ones.
    """

    slug: str
    name: str = field(metadata=_text(Message("Name"), 60, required=True))
    plural: str = field(metadata=_text(Message("Plural"), 60))
    meaning: str = field(metadata=_text(Message("What it means"), 600, required=True))
    test: str = field(metadata=_text(Message("Ask yourself"), 300))
    example: str = field(metadata=_text(Message("Example"), 600))
    not_this: str = field(metadata=_text(Message("Not this"), 600))
    colour: str = field(metadata=_appearance(Message("Colour on a light background")))
    colour_dark: str = field(metadata=_appearance(Message("Colour on a dark background")))
    line: str = field(metadata=_appearance(Message("Line")))
    key: str = field(metadata={"label": Message("Key")})
    details: tuple[Detail, ...] = field(default=(), metadata={"label": Message("Questions of this tag")})
    archived: bool = False


def _texts_of(kind: type[Tag] | type[Detail]) -> dict[str, Field[Any]]:
    """Return the fields of a tag or a detail that are texts for people, by name."""
    return {item.name: item for item in fields(kind) if "length" in item.metadata}


TAG_TEXTS, DETAIL_TEXTS = _texts_of(Tag), _texts_of(Detail)
APPEARANCE_FIELDS = tuple(item.name for item in fields(Tag) if "appearance" in item.metadata)


def tag_from(data: dict[str, Any]) -> Tag:
    """Return a Tag from plain JSON or TOML values."""
    return Tag(**data | {"details": tuple(Detail(**item) for item in data.get("details", ()))})


def tag_definition(tag: Tag) -> dict[str, Any]:
    """Return the fields of a tag that are fixed in a version of a codebook: all but ``archived``."""
    return {name: value for name, value in asdict(tag).items() if name != "archived"}


def map_tag_texts(tag: Tag, transform: Callable[[str], str]) -> Tag:
    """Return the tag with ``transform`` applied to each text that people read."""
    texts = _map_texts(tag, TAG_TEXTS, transform)
    return replace(
        tag, details=tuple(_map_detail_texts(detail, transform) for detail in tag.details), **texts
    )


def _map_detail_texts(detail: Detail, transform: Callable[[str], str]) -> Detail:
    choices = {value: transform(label) for value, label in detail.choices.items()}
    return replace(detail, choices=choices, **_map_texts(detail, DETAIL_TEXTS, transform))


def _map_texts(item: Tag | Detail, names: Iterable[str], transform: Callable[[str], str]) -> dict[str, Any]:
    return {name: transform(text) if (text := getattr(item, name)) else "" for name in names}


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
