"""What an article says about itself beats what its file says: a typist, the date of a template, the day of printing."""

from dataclasses import replace

from articles.cleaning.patterns.dates import date_at_end
from articles.cleaning.patterns.paragraphs import near_start, paragraphs
from articles.cleaning.steps.bylines import Bylines
from articles.text.draft import Draft


def with_stated_facts(draft: Draft) -> Draft:
    """Return the draft with the byline and the date in its text, if there are any, instead of those of its file."""
    facts = Bylines().learn(draft)
    if not facts["published"]:
        clutter = {row.start for row in draft.clutter}
        lines = (p.text for p in near_start(paragraphs(draft)) if p.start not in clutter)
        dates = (date_at_end(line) for line in lines if len(line) < 40)
        facts["published"] = next((found[1] for found in dates if found and not found[0].strip()), None)
    return replace(draft, **{name: value for name, value in facts.items() if value})
