"""What an article says about itself beats what its file says: a typist, the date of a template, the day of printing."""

from dataclasses import replace
from datetime import date

from articles.cleaning.patterns.dates import date_at_end
from articles.cleaning.patterns.paragraphs import near_start, paragraphs
from articles.cleaning.steps.bylines import Bylines
from articles.cleaning.steps.headline import Headline
from articles.text.characters import normalize_draft
from articles.text.draft import Draft

# "OSTER, 3 May 2024 — The windmill": what stands before a dash, or alone; lengths are in characters and words.
DASHES = ("—", "–", "--", " - ")
MAX_DATELINE, MAX_PLACE = 80, 4
AFTER_PLACE = (",", "(", "·", "|")


def with_stated_facts(draft: Draft) -> Draft:
    """Return the draft with the byline and the date in its text, if there are any, instead of those of its file."""
    draft = normalize_draft(draft)
    facts = Bylines().learn(draft)
    if not facts["published"]:
        facts["published"] = next((day for line in _first_lines(draft) if (day := _dateline(line))), None)
    return replace(draft, **{name: value for name, value in facts.items() if value})


def with_stated_headline(draft: Draft) -> Draft:
    """Return the draft with the headline in its text, if there is one, as its title."""
    if draft.title and draft.title in _first_lines(draft):
        return draft
    return replace(draft, title=Headline().learn(draft)["title"] or draft.title)


def _first_lines(draft: Draft) -> list[str]:
    clutter = {row.start for row in draft.clutter}
    return [" ".join(p.text.split()) for p in near_start(paragraphs(draft)) if p.start not in clutter]


def _dateline(paragraph: str) -> date | None:
    """Return the date that is all of a paragraph, or that stands before its first dash, perhaps after a place."""
    starts = [
        paragraph,
        *(paragraph.split(dash, 1)[0] for dash in DASHES if dash in paragraph[:MAX_DATELINE]),
    ]
    for start in starts:
        dated = date_at_end(start.strip(" ()")) if len(start) < MAX_DATELINE else None
        place = dated[0].rstrip() if dated else ""
        if dated and (not place or (len(place.split()) <= MAX_PLACE and place.endswith(AFTER_PLACE))):
            return dated[1]
    return None
