"""Learn the title from the headline. The headline stays in the text, since people annotate it, too."""

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
        candidates = near_start(paragraphs(draft))
        level_1 = {f.start for f in draft.formatting if (f.kind, f.value) == ("heading", "1")}
        heading = next((p for p in candidates if p.start in level_1), None)
        if not heading and candidates and candidates[0].kind == "paragraph":
            heading = _headline(candidates)
        heading = heading or next((p for p in candidates if p.kind == "heading"), None)
        return {"title": " ".join(heading.text.split()) if heading else ""}

    def add_formatting(self, draft: Draft) -> Iterator[Formatting]:
        if not draft.title or any((f.kind, f.value) == ("heading", "1") for f in draft.formatting):
            return
        for paragraph in near_start(paragraphs(draft)):
            if (
                " ".join(paragraph.text.split()) == draft.title
                and paragraph.kind == "paragraph"
                and _has_empty_lines_around(draft.text, paragraph)
            ):
                yield Formatting(paragraph.start, paragraph.end, "heading", "1")
                return


def _headline(candidates: list[Paragraph]) -> Paragraph | None:
    """Return the first paragraph, or the second if the first is only the one or two words of a section."""
    lines = list(takewhile(_is_short, candidates))[:4]
    if not lines or len(candidates) < 2:
        return None
    return next((line for line in lines if len(line.text.split()) > 2), lines[0])


def _is_short(paragraph: Paragraph) -> bool:
    text = paragraph.text
    ended = paragraph.finished and not text.endswith(("?", "!", "…"))
    return len(text) <= MAX_LENGTH and "\n" not in text and not ended and paragraph.kind == "paragraph"


def _has_empty_lines_around(text: str, paragraph: Paragraph) -> bool:
    before, after = text[: paragraph.start], text[paragraph.end : paragraph.end + 2]
    return (not before or before.endswith("\n\n")) and after in ("\n\n", "")
