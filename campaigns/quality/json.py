"""The figures of a campaign as JSON."""

from collections.abc import Iterable
from typing import Any, TypedDict

from campaigns.models import Campaign
from campaigns.quality.figures.campaign_agreement import CampaignAgreement
from campaigns.quality.figures.person_figures import PersonFigures, Step, TagShare
from campaigns.quality.load import PersonRow, ShownPassage, released_count
from campaigns.quality.methods import LANGUAGES, methods_paragraph
from reports.agreement import MeasureResult
from reports.agreement.measure import Score
from web.api.openapi import Time
from web.i18n.translate import translate


class CampaignScoreJson(TypedDict):
    """A score with its 95 % interval over articles. ``undefined`` says why ``value`` is null."""

    measure: str
    tag: str
    value: float | None
    low: float | None
    high: float | None
    highlights: int
    coverage: float | None
    undefined: str | None


class CampaignAgreementJson(TypedDict):
    """The agreement of a campaign on ``articles`` that at least two people handed in, out of ``released`` ones.

    ``methods`` is a paragraph for a paper in each language.
    """

    released: int
    articles: int
    people: int
    hand_ins: int
    highlights: int
    characters: int
    resamples: int
    seed: int
    scores: list[CampaignScoreJson]
    methods: dict[str, str]


class CampaignTagShareJson(TypedDict):
    """The share of a tag in somebody's highlights, and in the others' on the same articles (0 to 1)."""

    tag: str
    highlights: int
    own: float | None
    others: float | None


class StepOfWorkJson(TypedDict):
    """Consecutive articles of somebody; ``others`` is the agreement of the others among one another on the same ones.

    ``key`` is null for annotators.
    """

    articles: int
    first: Time
    last: Time
    agreement: float | None
    others: float | None
    words_per_hour: float | None
    key: float | None
    tags: list[CampaignTagShareJson]


class DriftJson(TypedDict):
    """What changed in the ``recent_articles``: agreement (``tag`` is empty), or the share of a tag."""

    tag: str
    before: float
    recent: float
    others_before: float | None
    others_recent: float | None
    recent_articles: int


class CampaignPassageJson(TypedDict):
    """A passage of an article that people tagged differently, in a released round.

    ``tag`` was chosen by ``chosen`` of ``people``. ``own``: what the person chose whose figures these are.
    """

    round: int
    article: int
    start: int
    end: int
    quote: str
    tag: str
    chosen: int
    people: int
    own: list[str]


class FiguresOfPersonJson(TypedDict):
    """One person's figures. ``controls`` and ``key`` are 0 and null for annotators. ``hours`` are without pauses."""

    articles: int
    shared: int
    highlights: int
    scores: list[CampaignScoreJson]
    controls: int
    key: float | None
    hours: float
    articles_per_hour: float | None
    words_per_hour: float | None
    tags: list[CampaignTagShareJson]
    steps: list[StepOfWorkJson]
    drift: list[DriftJson]


class QualityOfPersonJson(TypedDict):
    """One person with their figures, null as long as there are none to show."""

    person: int
    name: str
    excluded: bool
    figures: FiguresOfPersonJson | None


class PersonWithPassagesJson(QualityOfPersonJson):
    """One person with their figures, and the passages to discuss; these are empty for annotators."""

    passages: list[CampaignPassageJson]


class CampaignQualityJson(TypedDict):
    """Everybody's figures on released articles, and the passages that divide people most."""

    released: int
    people: list[QualityOfPersonJson]
    divided: list[CampaignPassageJson]


def agreement_json(campaign: Campaign, agreement: CampaignAgreement) -> dict[str, Any]:
    """Serialize the agreement of a campaign."""
    results: Iterable[MeasureResult] = (*agreement.overall, *agreement.by_tag)
    totals = ("articles", "people", "hand_ins", "highlights", "characters", "resamples", "seed")
    return {
        "released": released_count(campaign),
        **{name: getattr(agreement, name) for name in totals},
        "scores": [_score(result.measure, result.tag, result.score) for result in results],
        "methods": {
            language: methods_paragraph(campaign, agreement, language) for language, _name in LANGUAGES
        },
    }


def person_json(row: PersonRow) -> dict[str, Any]:
    """Serialize somebody with their figures."""
    user = row.participant.user
    return {
        "person": user.pk if user else 0,
        "name": user.name if user else "",
        "excluded": row.participant.excluded_at is not None,
        "figures": figures_json(row.figures) if row.figures else None,
    }


def figures_json(figures: PersonFigures) -> dict[str, Any]:
    """Serialize one person's figures."""
    scores = [_score(slug, "", score) for slug, score in figures.agreement.items()]
    return {
        "articles": figures.articles,
        "shared": figures.shared,
        "highlights": figures.highlights,
        "scores": scores + [_score("tagging", tag, score) for tag, score in figures.by_tag.items()],
        "controls": figures.controls,
        "key": figures.key,
        "hours": figures.seconds / 3600,
        "articles_per_hour": figures.articles_per_hour,
        "words_per_hour": figures.words_per_hour,
        "tags": [_share(share) for share in figures.tags],
        "steps": [_step(step) for step in figures.steps],
        "drift": [
            {name: getattr(drift, name) for name in DriftJson.__annotations__} for drift in figures.drift
        ],
    }


def passage_json(shown: ShownPassage) -> dict[str, Any]:
    """Serialize a passage to discuss."""
    passage = shown.passage
    return {
        "round": shown.round,
        "article": shown.article.pk,
        "start": passage.start,
        "end": passage.end,
        "quote": shown.quote,
        "tag": passage.tag,
        "chosen": passage.chosen,
        "people": passage.people,
        "own": list(passage.own),
    }


def _score(measure: str, tag: str, score: Score) -> dict[str, Any]:
    return {
        "measure": measure,
        "tag": tag,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "highlights": score.n,
        "coverage": score.coverage,
        "undefined": translate(score.why_undefined) if score.why_undefined else None,
    }


def _share(share: TagShare) -> dict[str, Any]:
    return {"tag": share.tag, "highlights": share.highlights, "own": share.own, "others": share.others}


def _step(step: Step) -> dict[str, Any]:
    return {
        "articles": step.articles,
        "first": step.first_day.isoformat(),
        "last": step.last_day.isoformat(),
        "agreement": step.agreement,
        "others": step.others,
        "words_per_hour": step.words_per_hour,
        "key": step.key,
        "tags": [_share(share) for share in step.tags],
    }
