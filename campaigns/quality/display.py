"""What the pages of quality show: bars, charts with their descriptions, and drift in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from annotate.tag import Tag
from campaigns.quality.figures.drift import Drift
from campaigns.quality.figures.person_figures import PersonFigures, TagShare
from reports.agreement.measure import Score
from reports.progress.chart import line_chart
from reports.templatetags.report_text import percent
from web.markup import Markup, element


@dataclass(frozen=True, slots=True)
class TagRow:
    """The share of a tag in somebody's highlights and in those of the others, with a bar for both."""

    tag: Tag
    share: TagShare
    bars: Markup


def two_decimals(value: float | None) -> str:
    """Format a coefficient with two decimals; a dash if it is undefined."""
    return "—" if value is None else number_format(round(value, 2), decimal_pos=2)


def range_text(score: Score) -> str:
    """Format the interval of a score; empty without one."""
    if score.low is None or score.high is None:
        return ""
    return f"{two_decimals(score.low)} – {two_decimals(score.high)}"


def interval_bar(score: Score) -> Markup:
    """Draw a coefficient from 0 to 1 with its interval; what is below 0 is drawn at 0. The figure stands beside it."""
    shapes = [element("rect", {"class": "track", "x": 0, "y": 5, "width": 100, "height": 2})]
    if score.low is not None and score.high is not None:
        low, high = _clamped(score.low), _clamped(score.high)
        box = {
            "class": "range",
            "x": f"{100 * low:.1f}",
            "y": 3,
            "width": f"{100 * (high - low):.1f}",
            "height": 6,
        }
        shapes.append(element("rect", box))
    if score.value is not None:
        place = f"{100 * _clamped(score.value):.1f}"
        shapes.append(element("rect", {"class": "value", "x": place, "y": 1, "width": 1.5, "height": 10}))
    return element("svg", _box("interval-bar", "0 0 102 12"), *shapes)


def agreement_chart(figures: PersonFigures) -> Markup:
    """Return the chart of agreement over time, with that of the others among one another."""
    own = [step.agreement for step in figures.steps]
    others = [step.others for step in figures.steps]
    description = _(
        "Agreement with the others, from the first articles to the last: {own}. The others: {others}."
    )
    texts = {"own": _list(own), "others": _list(others)}
    clamped = [[None if value is None else _clamped(value) for value in line] for line in (own, others)]
    return line_chart(clamped[0], description.format(**texts), others=clamped[1])


def tag_rows(shares: Sequence[TagShare], tags: Sequence[Tag]) -> list[TagRow]:
    """Return the tags that somebody or one of the others used, in the order of the codebook."""
    by_slug = {tag.slug: tag for tag in tags}
    return [
        TagRow(by_slug[share.tag], share, _share_bars(share))
        for share in shares
        if share.tag in by_slug and (share.own or share.others)
    ]


def drift_sentence(drift: Drift, tags: Sequence[Tag]) -> str:
    """Return what changed in somebody's work of late."""
    values = {"n": drift.recent_articles}
    if not drift.tag:
        values |= {"before": two_decimals(drift.before), "recent": two_decimals(drift.recent)}
        if drift.others_recent is None:
            sentence = _("Agreement with the others fell from {before} to {recent} on the last {n} articles.")
            return sentence.format(**values)
        values |= {
            "others_before": two_decimals(drift.others_before),
            "others_recent": two_decimals(drift.others_recent),
        }
        return _(
            "Agreement with the others fell from {before} to {recent} on the last {n} articles. Among the others it "
            "was {others_before} before and {others_recent} on the same articles."
        ).format(**values)
    values |= {
        "tag": next((tag.plural for tag in tags if tag.slug == drift.tag), drift.tag),
        "before": percent(drift.before),
        "recent": percent(drift.recent),
        "others": percent(drift.others_recent or 0.0),
    }
    sentence = _(
        "{tag}: {recent} of the highlights on the last {n} articles, {before} before. Of the others’ on the same "
        "articles: {others}."
    )
    return sentence.format(**values)


def _share_bars(share: TagShare) -> Markup:
    bars = [
        element("rect", {"class": name, "x": 0, "y": y, "width": f"{100 * (value or 0):.1f}", "height": 5})
        for name, y, value in (("own", 0, share.own), ("others", 7, share.others))
    ]
    return element("svg", _box("share-bars", "0 0 100 12"), *bars)


def _box(name: str, view: str) -> dict[str, str]:
    return {"class": name, "viewBox": view, "preserveAspectRatio": "none", "aria-hidden": "true"}


def _clamped(value: float) -> float:
    return min(1.0, max(0.0, value))


def _list(values: Sequence[float | None]) -> str:
    return "; ".join(two_decimals(value) for value in values)
