"""Learns the title from the headline. The headline stays in the text, since people mark headlines too."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from articles.cleaning import Step
from articles.cleaning.patterns.paragraphs import Paragraph, near_start, paragraphs
from articles.text.draft import Draft, Formatting

MAX_LENGTH = 200


class Headline(Step):
    """The first heading, or the first short line that is no sentence."""

    slug = "headline"
    title = "Headline"
    order = 90

    def learn(self, draft: Draft) -> dict[str, Any]:
        found = near_start(paragraphs(draft))
        main = {f.start for f in draft.formatting if (f.kind, f.value) == ("heading", "1")}
        heading = next((part for part in found if part.start in main), None)
        if not heading and found and found[0].kind == "paragraph":
            heading = _headline(found)
        heading = heading or next((part for part in found if part.kind == "heading"), None)
        return {"title": " ".join(heading.text.split()) if heading else ""}

    def mark(self, draft: Draft) -> Iterator[Formatting]:
        if not draft.title or any((f.kind, f.value) == ("heading", "1") for f in draft.formatting):
            return
        for part in near_start(paragraphs(draft)):
            if (
                " ".join(part.text.split()) == draft.title
                and part.kind == "paragraph"
                and _apart(draft.text, part)
            ):
                yield Formatting(part.start, part.end, "heading", "1")
                return


def _headline(found: list[Paragraph]) -> Paragraph | None:
    """The first paragraph, or the next where one or two words before it only name the section."""
    lines = list(takewhile(_short, found))[:4]
    if not lines or len(found) < 2:
        return None
    return next((line for line in lines if len(line.text.split()) > 2), lines[0])


def _short(part: Paragraph) -> bool:
    ended = part.finished and not part.text.endswith(("?", "!", "…"))
    return len(part.text) <= MAX_LENGTH and "\n" not in part.text and not ended and part.kind == "paragraph"


def _apart(text: str, part: Paragraph) -> bool:
    """Whether empty lines part it from what stands around it."""
    return text[: part.start].endswith(("\n\n", "")[part.start == 0]) and text[part.end : part.end + 2] in (
        "\n\n",
        "",
    )
