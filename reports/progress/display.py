"""What the pages of progress show: charts with their descriptions, and habits as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.tag import Tag
from reports.progress.chart import line_chart
from reports.progress.figures import Habit, TagFigures
from reports.progress.load import CodebookProgress, Step
from web.markup import Markup


@dataclass(frozen=True, slots=True)
class TagProgress:
    """One tag over the exercises: a chart of the shares that were found, and the sums."""

    tag: Tag
    chart: Markup
    total: TagFigures

    @property
    def percent(self) -> int | None:
        """Return the share of all answers that was found as a whole percentage."""
        return percent(self.total.share)


@dataclass(frozen=True, slots=True)
class HabitSentence:
    """A confusion that comes back, with the tags that are confused."""

    right: Tag
    wrong: Tag
    habit: Habit


def percent(share: float | None) -> int | None:
    """Return a fraction as a whole percentage."""
    return None if share is None else round(100 * share)


def score_chart(scores: Sequence[float | None]) -> Markup:
    """Return the chart of scores, from the first exercise to the last."""
    percentages = ", ".join("–" if score is None else f"{percent(score)} %" for score in scores)
    description = ngettext(
        "Score in {n} exercise: {scores}",
        "Scores in {n} exercises, from the first to the last: {scores}",
        len(scores),
    )
    return line_chart(scores, description.format(n=len(scores), scores=percentages))


def tags_over_time(progress: CodebookProgress) -> list[TagProgress]:
    """Return each tag that a key has, in the order of the codebook."""
    return [
        TagProgress(tag, _tag_chart(tag, progress.steps), progress.total[tag.slug])
        for tag in progress.codebook.tags
        if tag.slug in progress.total and progress.total[tag.slug].answers
    ]


def habit_sentences(progress: CodebookProgress) -> list[HabitSentence]:
    """Return the habits whose tags the codebook still has."""
    tags = {tag.slug: tag for tag in progress.codebook.tags}
    return [
        HabitSentence(tags[habit.right], tags[habit.wrong], habit)
        for habit in progress.habits
        if habit.right in tags and habit.wrong in tags
    ]


def cells(progress: CodebookProgress, step: Step) -> list[TagFigures]:
    """Return the figures of a step, a cell for each tag of ``tags_over_time``."""
    figures = step.figures or {}
    return [figures.get(one.tag.slug, TagFigures()) for one in tags_over_time(progress)]


def _tag_chart(tag: Tag, steps: Sequence[Step]) -> Markup:
    shares = [(step.figures or {}).get(tag.slug, TagFigures()).share for step in steps]
    percentages = ", ".join("–" if share is None else f"{percent(share)} %" for share in shares)
    description = _("{tag}: share found, from the first exercise to the last: {shares}")
    return line_chart(shares, description.format(tag=tag.name, shares=percentages), small=True)
