"""What differs between two versions of a published report, as sentences in the current language."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.analysis.combine import Passage
from reports.analysis.report import Report
from reports.rendering.phrases import score_text, threshold_phrase
from web.i18n.translate import translate

# Of many passages or claims, these are quoted, in so many characters.
MAX_QUOTED, MAX_QUOTE = 5, 100


def what_changed(old: Report, new: Report) -> list[str]:
    """Return what differs between the reports of two versions; an empty list if the same data is in both."""
    return [
        *_text_changes(old, new),
        *_passage_changes(old, new),
        *_claim_changes(old, new),
        *_number_changes(old, new),
    ]


def _text_changes(old: Report, new: Report) -> list[str]:
    changes = []
    if old.article != new.article:
        changes.append(
            _("What the report says about the article’s title, author, publication or date differs.")
        )
    if old.text.sha256 != new.text.sha256:
        changes.append(_("The text of the article was corrected."))
    if (old.made.codebook, old.made.codebook_version) != (new.made.codebook, new.made.codebook_version):
        changes.append(
            _("Another version of the tags was used: {title}, version {version}.").format(
                title=new.made.codebook, version=new.made.codebook_version
            )
        )
    return changes


def _passage_changes(old: Report, new: Report) -> list[str]:
    names = {tag.slug: tag.name for report in (old, new) for tag in report.tags}
    before, after = _counted(old.passages), _counted(new.passages)
    added, removed = list((after - before).elements()), list((before - after).elements())
    changes = []
    if added:
        message = ngettext(
            "{n} highlighted passage was added: {passages}",
            "{n} highlighted passages were added: {passages}",
            len(added),
        )
        changes.append(message.format(n=len(added), passages=_listed(added, names)))
    if removed:
        message = ngettext(
            "{n} highlighted passage is no longer there: {passages}",
            "{n} highlighted passages are no longer there: {passages}",
            len(removed),
        )
        changes.append(message.format(n=len(removed), passages=_listed(removed, names)))
    return changes


def _counted(passages: Iterable[Passage]) -> Counter[tuple[str, str]]:
    return Counter((passage.tag, passage.quote) for passage in passages)


def _listed(passages: list[tuple[str, str]], names: Mapping[str, str]) -> str:
    quotes = [
        _("“{quote}” ({tag})").format(quote=_shortened(quote), tag=names.get(tag, tag))
        for tag, quote in passages[:MAX_QUOTED]
    ]
    return "; ".join(quotes) + (" …" if len(passages) > MAX_QUOTED else "")


def _claim_changes(old: Report, new: Report) -> list[str]:
    before, after = _statuses(old), _statuses(new)
    changed = [quote for quote in after if quote in before and before[quote] != after[quote]]
    message = _("Check status of “{quote}”: {before} → {after}")
    return [
        message.format(quote=_shortened(quote), before=before[quote], after=after[quote])
        for quote in changed[:MAX_QUOTED]
    ]


def _statuses(report: Report) -> dict[str, str]:
    quotes = {passage.number: passage.quote for passage in report.passages}
    return {
        quotes[claim.passage]: ", ".join(report.statuses.get(status, status) for status in claim.statuses)
        for claim in report.claims
    }


def _number_changes(old: Report, new: Report) -> list[str]:
    numbers = [
        (_("Readers"), str(len(old.made.readers)), str(len(new.made.readers))),
        (_("Highlights"), str(len(old.marks)), str(len(new.marks))),
        (_("Threshold"), threshold_phrase(old.made), threshold_phrase(new.made)),
    ]
    scores = {result.measure: score_text(result) for result in old.agreement.overall}
    numbers += [
        (translate(result.title), scores[result.measure], score_text(result))
        for result in new.agreement.overall
        if result.measure in scores
    ]
    message = _("{what}: {before} → {after}")
    return [
        message.format(what=what, before=before or "—", after=after or "—")
        for what, before, after in numbers
        if before != after
    ]


def _shortened(quote: str) -> str:
    line = " ".join(quote[: 2 * MAX_QUOTE].split())
    return line if len(line) <= MAX_QUOTE and len(quote) <= 2 * MAX_QUOTE else f"{line[:MAX_QUOTE]}…"
