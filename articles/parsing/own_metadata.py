"""What an article says about itself beats what its file says: a typist, the title and the date of a template."""

from dataclasses import replace
from datetime import date

from articles.cleaning.patterns.dates import date_at_end
from articles.cleaning.patterns.paragraphs import near_start, paragraphs
from articles.cleaning.steps.bylines import Bylines
from articles.cleaning.steps.headline import Headline
from articles.text.characters import normalize_draft
from articles.text.draft import Draft

# "OSTER, 3 May 2024 — The windmill": what stands before the dash, and the words of a place before a date.
DASHES = ("—", "–", "--", " - ")
MAX_DATELINE, MAX_PLACE = 80, 4


def prefer_article(draft: Draft) -> Draft:
    """Return the draft with the headline, the authors and the date that stand in its text, where they do."""
    draft = normalize_draft(draft)
    learned = Bylines().learn(draft)
    title = draft.title
    first = [" ".join(paragraph.text.split()) for paragraph in near_start(paragraphs(draft))]
    if title not in first:
        title = Headline().learn(draft)["title"] or title
    return replace(
        draft,
        title=title,
        byline=learned["byline"] or draft.byline,
        published=learned["published"] or _dateline(first) or draft.published,
    )


def _dateline(first: list[str]) -> date | None:
    """Return the date that stands alone in one of the first paragraphs, or before its first dash."""
    for paragraph in first:
        for dash in ("", *DASHES):
            line, found, _ = paragraph[:MAX_DATELINE].partition(dash) if dash else (paragraph, "", "")
            dated = (
                date_at_end(line.strip(" ()")) if (found or not dash) and len(line) < MAX_DATELINE else None
            )
            if (
                dated
                and len(dated[0].split()) <= MAX_PLACE
                and (not dated[0].strip() or dated[0].rstrip().endswith((",", "(", "·", "|")))
            ):
                return dated[1]
    return None
