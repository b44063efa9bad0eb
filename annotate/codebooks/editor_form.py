"""A codebook while somebody edits it in a form: plain values that need not be right yet, and what the buttons do."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from annotate.codebook import Codebook
from annotate.codebooks.contrast import proposals
from annotate.codebooks.errors import SLUG
from annotate.codebooks.slugs import slugify_ascii, unique_slug
from annotate.codebooks.validation import (
    COLOUR,
    COMMAND_KEYS,
    DETAIL_FIELDS,
    LINES,
    MAX_DETAILS,
    MAX_STORED_TAGS,
    TAG_FIELDS,
)
from web.values import parse_int

# The inputs of a tag and of a question; ``details`` and ``archived`` are handled apart.
TAG_INPUTS = sorted(TAG_FIELDS - {"details", "archived"})
DETAIL_INPUTS = sorted(DETAIL_FIELDS)
# For tags that are added: the eight colours of “Propaganda techniques”, which are far apart.
COLOURS = (
    ("#142650", "#5fabbe"), ("#6f5280", "#f8b9d3"), ("#2c57bd", "#9ed5fd"), ("#704d1c", "#e1e950"),
    ("#02553f", "#dff9c0"), ("#9e3551", "#fba587"), ("#2c021f", "#b69afc"), ("#580c02", "#c9934b"),
)  # fmt: skip
KEYS = [key for key in "1234567890abcdefghijklmnopqrstuvwxyz" if key not in COMMAND_KEYS]

Draft = dict[str, Any]


def initial(codebook: Codebook) -> Draft:
    """What the form shows of a codebook."""
    tags = []
    for tag in codebook.tags:
        details = [asdict(detail) | {"choices": _as_lines(detail.choices)} for detail in tag.details]
        tags.append(asdict(tag) | {"details": details})
    return {"title": codebook.title, "tags": tags}


def from_post(form: Mapping[str, str]) -> Draft:
    """What somebody has typed so far."""
    tags = []
    for number in range(_count(form, "tags", MAX_STORED_TAGS)):
        at = f"t{number}-"
        tag: Draft = {name: form.get(at + name, "") for name in TAG_INPUTS}
        tag["archived"] = bool(form.get(at + "archived"))
        tag["details"] = [
            {name: form.get(f"{at}d{which}-{name}", "") for name in DETAIL_INPUTS}
            for which in range(_count(form, at + "details", MAX_DETAILS))
        ]
        tags.append(tag)
    return {"title": form.get("title", ""), "tags": tags}


def values(draft: Draft, slug: str) -> dict[str, Any]:
    """Return the draft as plain values for ``validation.parse_codebook``."""
    tags = []
    for tag in draft["tags"]:
        details = [
            detail | {"choices": _as_choices(detail["choices"]) if detail["kind"] == "choice" else {}}
            for detail in tag["details"]
        ]
        tags.append(tag | {"details": details})
    return {"slug": slug, "title": draft["title"], "tags": tags}


def apply_button(draft: Draft, button: str) -> None:
    """Do what a button says, such as ``up-2``: to the third tag. What makes no sense does nothing."""
    verb, *parts = button.split("-")
    numbers = [number for part in parts if (number := parse_int(part, maximum=999)) is not None]
    tags = draft["tags"]
    if verb == "add" and len(tags) < MAX_STORED_TAGS:
        tags.append(_new_tag(tags))
        return
    if not numbers or len(numbers) < len(parts) or numbers[0] >= len(tags):
        return
    which = numbers[0]
    tag = tags[which]
    to = which + {"up": -1, "down": 1}.get(verb, 0)
    if to != which and 0 <= to < len(tags):
        tags[which], tags[to] = tags[to], tag
    elif verb in {"archive", "unarchive"}:
        tag["archived"] = verb == "archive"
    elif verb == "detail" and len(tag["details"]) < MAX_DETAILS:
        tag["details"].append(dict.fromkeys(DETAIL_INPUTS, "") | {"kind": "text"})
    elif verb == "drop" and len(numbers) == 2:
        del tag["details"][numbers[1] : numbers[1] + 1]
    elif verb == "colours":
        tag |= better_colours(tag)


def better_colours(tag: Draft) -> dict[str, str]:
    """Colours in place of those that can hardly be seen; empty where all is well."""
    colours = str(tag["colour"]).lower(), str(tag["colour_dark"]).lower()
    return proposals(*colours) if all(COLOUR.fullmatch(colour) for colour in colours) else {}


def _new_tag(tags: list[Draft]) -> Draft:
    used = {name: [tag[name] for tag in tags if not tag["archived"]] for name in ("key", "line", "colour")}
    light, dark = min(COLOURS, key=lambda pair: used["colour"].count(pair[0]))
    return dict.fromkeys(TAG_INPUTS, "") | {
        "key": next((key for key in KEYS if key not in used["key"]), ""),
        "line": min(LINES, key=used["line"].count),
        "colour": light,
        "colour_dark": dark,
        "archived": False,
        "details": [],
    }


def _count(form: Mapping[str, str], name: str, most: int) -> int:
    return min(parse_int(form.get(name, ""), maximum=999) or 0, most)


def _as_lines(choices: dict[str, str]) -> str:
    return "\n".join(f"{value} = {label}" for value, label in choices.items())


def _as_choices(lines: str) -> dict[str, str]:
    """``value = label`` a line; a label alone makes its own value."""
    choices: dict[str, str] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        value, equals, label = (part.strip() for part in line.partition("="))
        if equals and SLUG.fullmatch(value):
            choices[value] = label
        else:
            choices[unique_slug(slugify_ascii(line), set(choices))] = line
    return choices
