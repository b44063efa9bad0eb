"""Sentences of the report in the reader's language, for the page, the HTML file and the PDF alike."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotate.enums import RoundMode
from reports.agreement import MeasureResult
from reports.analysis.combine import ALL, ANYBODY, MAJORITY
from reports.analysis.compare import Comparison, Pair
from reports.analysis.report import Provenance, Report
from reports.analysis.reporting_verbs import DISTANCES, ENDORSES, NEUTRAL
from reports.options import ReportOptions
from reports.templatetags.report_text import format_time, percent
from web.i18n.translate import translate

# More names than these are told as a number.
MAX_NAMES = 5
# What a class is told of the agreement; the rest is one click away.
CLASS_MEASURES = ("exact", "overlap", "marking", "coding")
STANCES = {
    NEUTRAL: gettext_lazy("neutral"),
    DISTANCES: gettext_lazy("at a distance"),
    ENDORSES: gettext_lazy("vouches for it"),
}


def report_phrases(report: Report) -> dict[str, Any]:
    """The sentences with numbers in them. The numbers are the report's."""
    made = report.made
    return {
        "glance": _summary_phrase(report),
        "enough": threshold_phrase(made),
        "agree": agreement_phrases(report),
        "marked_between": _("{first} and {last}").format(
            first=format_time(made.first), last=format_time(made.last)
        ),
        "codebook": _("{title}, version {version}").format(
            title=made.codebook, version=made.codebook_version
        ),
        "revision": _("revision {number}").format(number=made.text_revision),
        "read_by": readers_phrase(made.readers, len(made.readers)),
        "rounds": [round_phrase(round_) for round_ in made.rounds],
        "intervals": interval_note(report),
        "whose": {
            "author": _("The author’s"),
            "quoted": _("Of people who are quoted"),
            "unsaid": _("Whose is not said"),
        },
    }


def options_phrase(wanted: ReportOptions) -> str:
    """What a report is of, where it is not of everything."""
    parts = []
    if wanted.threshold:
        named = {ANYBODY: _("anybody"), MAJORITY: _("most of them"), ALL: _("all of them")}
        at_least = _("at least {k}").format(k=wanted.threshold)
        parts.append(_("Marked by: {who}").format(who=named.get(wanted.threshold, at_least)))
    if wanted.round:
        number = _("Round {number}").format(number=wanted.round)
        parts.append(_("the key of round {number}").format(number=wanted.round) if wanted.key else number)
    if wanted.readers:
        parts.append(reader_count(len(wanted.readers)))
    return ", ".join(parts)


def unsourced_phrase(count: int) -> str:
    """What stands above the allegations that nobody is named for."""
    return ngettext(
        "No source is named for {count} allegation:", "No source is named for {count} allegations:", count
    ).format(count=count)


def readers_phrase(readers: Sequence[str], people: int) -> str:
    """Who: by name where they are few, else how many of how many."""
    if len(readers) <= MAX_NAMES:
        return ", ".join(readers)
    return _("{count} of {people} readers").format(count=len(readers), people=people)


def reader_count(count: int) -> str:
    """So many readers."""
    return ngettext("{n} reader", "{n} readers", count).format(n=count)


def more_disputes(count: int) -> str:
    """How many disputed passages are not shown; "" for none."""
    if not count:
        return ""
    return ngettext("One more passage is disputed.", "{n} more passages are disputed.", count).format(n=count)


def other_ways(count: int) -> str:
    """How many more ways readers marked a passage; "" for none."""
    if not count:
        return ""
    return ngettext("and one other way", "and {n} other ways", count).format(n=count)


def loaded_word_count(loaded: int, words: int) -> str:
    """How many words of a sentence are loaded."""
    return ngettext("{n} of {words} words", "{n} of {words} words", loaded).format(n=loaded, words=words)


def threshold_choices(readers: int) -> list[tuple[str, str]]:
    """(threshold, what it is called) for a report on so many readers."""
    some = [(str(k), _("at least {k}").format(k=k)) for k in (2, 3, 5, 10, 20) if 1 < k < readers]
    most = _("most of them ({k} or more)").format(k=readers // 2 + 1)
    return [(ANYBODY, _("anybody")), *some, (MAJORITY, most), (ALL, _("all of them"))]


def general_threshold_choices() -> list[tuple[str, str]]:
    """The same for reports on different numbers of readers."""
    return [
        (ANYBODY, _("anybody")),
        ("2", _("at least {k}").format(k=2)),
        (MAJORITY, _("most of them")),
        (ALL, _("all of them")),
    ]


def threshold_phrase(made: Provenance) -> str:
    """What is shown: whose marks make a passage."""
    people = len(made.readers)
    if made.least <= 1 or people < 2:
        return ""
    return _("Shown is what at least {k} of {people} readers marked.").format(k=made.least, people=people)


def agreement_phrases(report: Report) -> list[str]:
    """How far readers agree, in sentences for a class; why nothing can be said, where nothing can."""
    found = [report.agreement.of(slug) for slug in CLASS_MEASURES]
    said = [translate(measured.says) for measured in found if measured.score.value is not None]
    if not said:
        said = [translate(found[0].score.why_undefined)]
    if report.made.marking:
        said.append(
            ngettext(
                "{count} reader is still at it, and is not counted here.",
                "{count} readers are still at it, and are not counted here.",
                report.made.marking,
            ).format(count=report.made.marking)
        )
    return said


def score_text(measured: MeasureResult) -> str:
    """A score as a number with two decimals and its interval; a dash where it is undefined."""
    score = measured.score
    if score.value is None:
        return "—"
    said = number_format(round(score.value, 2), decimal_pos=2)
    if score.low is None or score.high is None:
        return said
    low, high = (number_format(round(bound, 2), decimal_pos=2) for bound in (score.low, score.high))
    return f"{said} ({low} – {high})"


def interval_note(report: Report) -> str:
    """How the intervals were made."""
    made = report.agreement
    if made.sentences < 2:
        return _("There are no intervals: the text is a single sentence.")
    return _(
        "In brackets: 95 % intervals, from {resamples} texts drawn with replacement from the {sentences} "
        "sentences of this one (seed {seed}). They say how far the value hangs on these sentences, not on these "
        "readers."
    ).format(resamples=made.resamples, sentences=made.sentences, seed=made.seed)


def comparison_context(comparison: Comparison, left: Report) -> dict[str, Any]:
    """The rows of a comparison, in words: all tags, then each tag, then how far readers agree on each side."""
    names = {tag.slug: tag.plural for tag in left.tags}
    counts = {
        "readers": _("Readers"),
        "words": _("Words"),
        "marks": _("Marks"),
        "passages": _("Passages"),
        "per_100_words": _("Passages per 100 words"),
        "share": _("Share of the words"),
    }

    def row(pair: Pair) -> dict[str, Any]:
        measured = pair.what not in counts
        title = translate(left.agreement.of(pair.what).title) if measured else counts[pair.what]
        sides = (_format_number(pair.what, side, measured) for side in (pair.left, pair.right))
        return {"title": title, "tag": names.get(pair.tag, ""), "slug": pair.tag, "sides": list(sides)}

    return {
        "pairs": [row(pair) for pair in comparison.pairs],
        "between": [
            (
                names.get(tag, _("All tags together")),
                tag,
                [score_text(m) for m in comparison.between if m.tag == tag],
            )
            for tag in dict.fromkeys(m.tag for m in comparison.between)
        ],
        "inside": [
            (
                names[row.tag],
                row.tag,
                [_format_number("share", part, False) for part in (row.left, row.right)],
            )
            for row in comparison.inside
        ],
        "measures": [translate(m.title) for m in comparison.between if not m.tag],
    }


def _format_number(what: str, number: float | None, measured: bool) -> str:
    if number is None:
        return "—"
    if what == "share":
        return percent(number)
    if isinstance(number, int):
        return number_format(number, force_grouping=True)
    digits = 2 if measured else 1
    return number_format(round(number, digits), decimal_pos=digits)


def round_phrase(round_: Any) -> str:
    """A round in one line."""
    readers = ngettext("{count} reader", "{count} readers", round_.readers).format(count=round_.readers)
    mode = _("each alone") if round_.mode == RoundMode.INDEPENDENT else _("all together")
    parts = [_("Round {number}").format(number=round_.id), mode, readers]
    parts += [_("{done} handed in or done").format(done=round_.done)] if round_.done != round_.readers else []
    parts += [_("settled")] if round_.settled else []
    parts += [_("others’ marks are hidden until the reveal")] if round_.hidden else []
    return ", ".join(parts)


def _summary_phrase(report: Report) -> str:
    glance = report.glance
    passages = ngettext("{count} passage", "{count} passages", glance.passages).format(count=glance.passages)
    readers = ngettext("{count} reader", "{count} readers", glance.readers).format(count=glance.readers)
    return _(
        "{passages} marked by {readers}: {share} of the article’s {words} words, {rate} passages per 100 words."
    ).format(
        passages=passages,
        readers=readers,
        share=percent(glance.share),
        words=glance.words,
        # Django cuts off the digits that it does not show.
        rate=number_format(round(glance.per_100_words, 1), decimal_pos=1),
    )
