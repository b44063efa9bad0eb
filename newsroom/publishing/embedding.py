"""Passages of a published report to show on other sites: in a frame, or as HTML without scripts."""

import json
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.models import PublishedVersion
from web.markup import Markup, element


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A highlighted passage: its text and the language of that, its tag, and how many of all readers gave it."""

    number: int
    quote: str
    language: str
    tag: str
    tag_slug: str
    readers: str


def passages_of(version: PublishedVersion) -> list[ShownPassage]:
    """Return the passages of a version that has content, in text order."""
    data = json.loads(version.content.data)
    names = {tag["slug"]: tag["name"] for tag in data["tags"]}
    total = len(data["made"]["readers"])
    return [
        ShownPassage(
            row["number"],
            row["quote"],
            data["article"]["language"],
            names[row["tag"]],
            row["tag"],
            _readers(len(row["readers"]), total),
        )
        for row in data["passages"]
    ]


def passage_of(version: PublishedVersion, number: int | None) -> ShownPassage:
    """Return a passage by its number. Raise ``Http404`` if there is none."""
    for passage in passages_of(version):
        if passage.number == number:
            return passage
    raise Http404(_("This version has no such passage."))


def frame_html(passage: ShownPassage, title: str, url: str) -> Markup:
    """Return the element that shows a passage in a frame. ``url``: the address of the version."""
    attributes = {
        "src": f"{url}embed/?passage={passage.number}",
        "title": _("{tag} in: {title}").format(tag=passage.tag, title=title),
        "width": "100%",
        "height": "260",
        "loading": "lazy",
    }
    return element("iframe", attributes)


def fragment_html(passage: ShownPassage, title: str, url: str) -> Markup:
    """Return the passage as HTML without scripts and styles, with a link to it in the version at ``url``."""
    address = f"{url}#passage-{passage.number}"
    language = {"lang": passage.language} if passage.language else {}
    quote = element("p", language | {"dir": "auto"}, element("mark", {}, passage.quote))
    link = element("a", {"href": address}, _("Report: {title}").format(title=title))
    source = element("footer", {}, element("b", {}, passage.tag), f" · {passage.readers} · ", link)
    return element("blockquote", {"cite": address}, quote, source)


def _readers(count: int, total: int) -> str:
    if not count:
        return _("final highlights")
    message = ngettext("highlighted by {n} of {total} reader", "highlighted by {n} of {total} readers", total)
    return message.format(n=count, total=total)
