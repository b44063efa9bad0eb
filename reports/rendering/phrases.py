"""The sentences of the report in the user's language, shared by the page, the HTML file and the PDF."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotate.enums import RoundMode
from articles.hand_editing.phrases import changes_phrase
from people.terms import Kind, term
from reports.agreement import MeasureResult, all_measures
from reports.analysis.combine import ALL, ANYBODY, MAJORITY
from reports.analysis.compare import Comparison, Pair
from reports.analysis.report import Provenance, Report
from reports.analysis.reporting_verbs import DISTANCES, ENDORSES, NEUTRAL
from reports.options import ReportOptions
from reports.templatetags.report_text import format_time, percent
from web.i18n.translate import translate

# More readers than these are counted instead of named.
MAX_NAMES = 5
# How an author reports what a source said.
STANCES = {
    NEUTRAL: gettext_lazy("neutral"),
    DISTANCES: gettext_lazy("casts doubt"),
    ENDORSES: gettext_lazy("presented as true"),
}


def report_phrases(report: Report, kind: Kind = Kind.CLASS) -> dict[str, Any]:
    """Return the report's sentences with numbers, by their names in templates."""
    provenance = report.made
    return {
        "summary": _summary_phrase(report),
        "enough": threshold_phrase(provenance),
        "agree": agreement_phrases(report),
        "marked_between": _("{first} and {last}").format(
            first=format_time(provenance.first), last=format_time(provenance.last)
        ),
        "codebook": _("{title}, version {version}").format(
            title=provenance.codebook, version=provenance.codebook_version
        ),
        "revision": _("version {number}").format(number=provenance.text_revision),
        "changed_by_hand": changes_phrase(provenance.changed_by_hand),
        "read_by": readers_phrase(provenance.readers, len(provenance.readers)),
        "exercises": term("exercises", kind),
        "rounds": [round_phrase(round_, kind) for round_ in provenance.rounds],
        "intervals": interval_note(report),
        "whose": {
            "author": _("By the author"),
            "quoted": _("By people who are quoted"),
            "unsaid": _("Author not stated"),
        },
    }


def options_phrase(options: ReportOptions, kind: Kind = Kind.CLASS) -> str:
    """Describe the options of a report, "" if they are all defaults."""
    parts = []
    if options.threshold:
        threshold_names = {ANYBODY: _("any reader"), MAJORITY: _("a majority"), ALL: _("everyone")}
        by_number = _("at least {k}").format(k=options.threshold)
        parts.append(_("Highlighted by: {who}").format(who=threshold_names.get(options.threshold, by_number)))
    if options.round:
        parts.append(term("key_number" if options.key else "exercise_number", kind, number=options.round))
    if options.readers:
        parts.append(reader_count(len(options.readers)))
    return ", ".join(parts)


def unsourced_phrase(count: int) -> str:
    """Return the heading of the allegations without a named source."""
    return ngettext(
        "No source is named for {count} allegation:", "No source is named for {count} allegations:", count
    ).format(count=count)


def readers_phrase(readers: Sequence[str], total: int) -> str:
    """Return the readers' names if they are few, else how many of how many readers."""
    if len(readers) <= MAX_NAMES:
        return ", ".join(readers)
    return _("{count} of {people} readers").format(count=len(readers), people=total)


def reader_count(count: int) -> str:
    """Return “n readers”."""
    return ngettext("{n} reader", "{n} readers", count).format(n=count)


def more_disputes(count: int) -> str:
    """Return how many disputed passages are not shown, "" for none."""
    if not count:
        return ""
    return ngettext("One more passage is disputed.", "{n} more passages are disputed.", count).format(n=count)


def other_ways(count: int) -> str:
    """Return how many more ways readers annotated a passage, "" for none."""
    if not count:
        return ""
    return ngettext("and one other answer", "and {n} other answers", count).format(n=count)


def loaded_word_count(loaded: int, words: int) -> str:
    """Return how many words of a sentence are loaded."""
    return ngettext("{n} of {words} words", "{n} of {words} words", loaded).format(n=loaded, words=words)


def threshold_choices(readers: int) -> list[tuple[str, str]]:
    """Return (threshold, name) choices for a report with this number of readers."""
    numbers = [(str(k), _("at least {k}").format(k=k)) for k in (2, 3, 5, 10, 20) if 1 < k < readers]
    majority = _("a majority ({k} or more)").format(k=readers // 2 + 1)
    return [(ANYBODY, _("any reader")), *numbers, (MAJORITY, majority), (ALL, _("everyone"))]


def general_threshold_choices() -> list[tuple[str, str]]:
    """Return (threshold, name) choices for reports with different numbers of readers."""
    return [
        (ANYBODY, _("any reader")),
        ("2", _("at least {k}").format(k=2)),
        (MAJORITY, _("a majority")),
        (ALL, _("everyone")),
    ]


def threshold_phrase(provenance: Provenance) -> str:
    """Return which passages are shown, "" if all of them are."""
    readers = len(provenance.readers)
    if provenance.least <= 1 or readers < 2:
        return ""
    return _("Showing passages highlighted by at least {k} of {people} readers.").format(
        k=provenance.least, people=readers
    )


def agreement_phrases(report: Report) -> list[str]:
    """Return how far readers agree in sentences for a class, or why the agreement is undefined."""
    results = [report.agreement.of(slug) for slug, measure in all_measures().items() if measure.in_words]
    sentences = [translate(result.says) for result in results if result.score.value is not None]
    if not sentences:
        sentences = [translate(results[0].score.why_undefined)]
    if report.made.marking:
        sentences.append(
            ngettext(
                "{count} reader has not finished and is not included.",
                "{count} readers have not finished and are not included.",
                report.made.marking,
            ).format(count=report.made.marking)
        )
    return sentences


def score_text(result: MeasureResult) -> str:
    """Format a score with two decimals and its interval; a dash if it is undefined."""
    score = result.score
    if score.value is None:
        return "—"
    number = number_format(round(score.value, 2), decimal_pos=2)
    if score.low is None or score.high is None:
        return number
    low, high = (number_format(round(bound, 2), decimal_pos=2) for bound in (score.low, score.high))
    return f"{number} ({low} – {high})"


def interval_note(report: Report) -> str:
    """Explain how the confidence intervals were computed."""
    agreement = report.agreement
    if agreement.sentences < 2:
        return _("There are no intervals because the text has only one sentence.")
    return _(
        "In brackets: 95 % intervals from {resamples} texts drawn with replacement from the "
        "{sentences} sentences of this text (seed {seed}). They show how much the value depends "
        "on this sample of sentences, not on these readers."
    ).format(resamples=agreement.resamples, sentences=agreement.sentences, seed=agreement.seed)


def comparison_context(comparison: Comparison, left: Report) -> dict[str, Any]:
    """Return the rows of a comparison for its template: all tags, each tag, then the agreement of both sides."""
    names = {tag.slug: tag.plural for tag in left.tags}
    counts = {
        "readers": _("Readers"),
        "words": _("Words"),
        "marks": _("Highlights"),
        "passages": _("Passages"),
        "per_100_words": _("Passages per 100 words"),
        "share": _("Share of the words"),
    }

    def row(pair: Pair) -> dict[str, Any]:
        is_measure = pair.what not in counts
        title = translate(left.agreement.of(pair.what).title) if is_measure else counts[pair.what]
        sides = (_format_number(pair.what, side, is_measure) for side in (pair.left, pair.right))
        return {"title": title, "tag": names.get(pair.tag, ""), "slug": pair.tag, "sides": list(sides)}

    return {
        "pairs": [row(pair) for pair in comparison.pairs],
        "between": [
            (
                names.get(tag, _("All tags together")),
                tag,
                [score_text(result) for result in comparison.between if result.tag == tag],
            )
            for tag in dict.fromkeys(result.tag for result in comparison.between)
        ],
        "inside": [
            (
                names[row.tag],
                row.tag,
                [_format_number("share", part, False) for part in (row.left, row.right)],
            )
            for row in comparison.inside
        ],
        "measures": [translate(result.title) for result in comparison.between if not result.tag],
    }


def _format_number(name: str, number: float | None, is_measure: bool) -> str:
    if number is None:
        return "—"
    if name == "share":
        return percent(number)
    if isinstance(number, int):
        return number_format(number, force_grouping=True)
    digits = 2 if is_measure else 1
    return number_format(round(number, digits), decimal_pos=digits)


def round_phrase(round_: Any, kind: Kind = Kind.CLASS) -> str:
    """Describe a round in one line."""
    readers = ngettext("{count} reader", "{count} readers", round_.readers).format(count=round_.readers)
    modes = {RoundMode.INDEPENDENT: _("individual"), RoundMode.GROUPS: _("in groups")}
    mode = modes.get(RoundMode(round_.mode), _("collaborative"))
    parts = [term("exercise_number", kind, number=round_.id), mode, readers]
    parts += [_("{done} finished").format(done=round_.done)] if round_.done != round_.readers else []
    parts += [_("final version agreed")] if round_.settled else []
    parts += [_("other people’s highlights are hidden until they are revealed")] if round_.hidden else []
    return ", ".join(parts)


def _summary_phrase(report: Report) -> str:
    summary = report.glance
    passages = ngettext("{count} passage", "{count} passages", summary.passages).format(
        count=summary.passages
    )
    readers = ngettext("{count} reader", "{count} readers", summary.readers).format(count=summary.readers)
    return _(
        "{passages} highlighted by {readers}: {share} of the article’s {words} words, {rate} "
        "passages per 100 words."
    ).format(
        passages=passages,
        readers=readers,
        share=percent(summary.share),
        words=summary.words,
        # Django cuts off the digits that it does not show.
        rate=number_format(round(summary.per_100_words, 1), decimal_pos=1),
    )
