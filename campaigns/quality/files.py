"""The figures of a campaign as CSV files."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from campaigns.quality.figures.campaign_agreement import CampaignAgreement
from campaigns.quality.load import PersonRow
from web.csv_safety import escape_formula

AGREEMENT_COLUMNS = (
    "measure", "tag", "value", "low", "high", "highlights", "coverage", "articles", "people", "hand_ins", "resamples",
    "seed",
)  # fmt: skip
PEOPLE_COLUMNS = (
    "person", "articles", "shared_articles", "highlights", "agreement", "agreement_low", "agreement_high", "marking",
    "overlap", "letters", "control_articles", "key", "hours", "articles_per_hour", "words_per_hour", "excluded",
)  # fmt: skip


def agreement_csv(agreement: CampaignAgreement) -> bytes:
    """Return every measure with its interval: a line for all tags (``tag`` is empty), and one for each tag."""
    totals = (agreement.articles, agreement.people, agreement.hand_ins, agreement.resamples, agreement.seed)
    rows = [
        (
            result.measure, escape_formula(result.tag),
            *map(_number, (result.score.value, result.score.low, result.score.high)), result.score.n,
            _number(result.score.coverage), *totals,
        )
        for result in (*agreement.overall, *agreement.by_tag)
    ]  # fmt: skip
    return _csv(AGREEMENT_COLUMNS, rows)


def people_csv(people: Iterable[PersonRow], tags: Sequence[str]) -> bytes:
    """Return a line per person, with the share of each tag in their highlights; 0..1 where it is a share or a score."""
    shares = [f"share_{tag}" for tag in tags]
    return _csv((*PEOPLE_COLUMNS, *shares), (_person(row, len(tags)) for row in people))


def _person(row: PersonRow, tags: int) -> list[Any]:
    participant, figures = row.participant, row.figures
    excluded = "yes" if participant.excluded_at else "no"
    name = escape_formula(participant.user.name) if participant.user else ""
    if figures is None:
        return [name, 0, 0, 0, *[""] * (len(PEOPLE_COLUMNS) - 5), excluded, *[""] * tags]
    beyond_chance = figures.agreement["tagging"]
    scores = (beyond_chance.value, beyond_chance.low, beyond_chance.high)
    others = (figures.agreement[slug].value for slug in ("marking", "overlap", "letters"))
    paces = (figures.seconds / 3600, figures.articles_per_hour, figures.words_per_hour)
    return [
        name, figures.articles, figures.shared, figures.highlights, *map(_number, scores), *map(_number, others),
        figures.controls, _number(figures.key), *map(_number, paces), excluded,
        *(_number(share.own) for share in figures.tags),
    ]  # fmt: skip


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
