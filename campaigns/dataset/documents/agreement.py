"""How far people agree, as a document and as JSON."""

import json
from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.dataset.documents.markdown import inline_markdown
from campaigns.dataset.files.zip_file import DatasetZip
from campaigns.models import Campaign, CampaignParticipant
from campaigns.quality.figures.campaign_agreement import CampaignAgreement
from campaigns.quality.json import agreement_json
from campaigns.quality.load import compute_agreement
from campaigns.quality.methods import methods_paragraph
from reports.agreement import MeasureResult
from reports.analysis.pseudonyms import PersonNames
from web.i18n.translate import translate


def add_agreement(zip_file: DatasetZip, campaign: Campaign, names: PersonNames) -> None:
    """Add agreement.json and agreement.md, over the released articles and without those who are excluded."""
    agreement = compute_agreement(campaign)
    excluded = _excluded(campaign, names)
    content = agreement_json(campaign, agreement) | {
        "excluded": excluded,
        "measures": {result.measure: translate(result.about) for result in agreement.overall},
    }
    zip_file.add("agreement.json", f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())
    zip_file.add("agreement.md", _document(campaign, agreement, excluded).encode())


def _excluded(campaign: Campaign, names: PersonNames) -> list[str]:
    people = campaign.participants.filter(excluded_at__isnull=False, user__isnull=False)
    return sorted(_name(person, names) for person in people.select_related("user"))


def _name(person: CampaignParticipant, names: PersonNames) -> str:
    return names.of(person.user_id or 0, person.user.name if person.user else "")


def _document(campaign: Campaign, agreement: CampaignAgreement, excluded: list[str]) -> str:
    left_out = _("Left out of all figures: {people}.").format(
        people=", ".join(map(inline_markdown, excluded)) or _("nobody")
    )
    paragraph = methods_paragraph(campaign, agreement, get_language() or "en")
    tables = [*_table(_("All tags"), agreement.overall), *_table(_("By tag"), agreement.by_tag)]
    about = [f"- **{translate(result.title)}** (`{result.measure}`): {translate(result.about)}"
             for result in agreement.overall]  # fmt: skip
    heading, measures = _("Agreement"), _("What the measures say")
    lines = [f"# {heading}: {inline_markdown(campaign.title)}", ""]
    lines += [inline_markdown(paragraph), ""] if paragraph else []
    lines += [left_out, "", *tables, f"## {measures}", "", *about, ""]
    return "\n".join(lines)


def _table(title: str, results: Iterable[MeasureResult]) -> list[str]:
    heads = [_("measure"), _("tag"), _("value"), _("95 % interval"), _("highlights")]
    lines = [f"## {title}", "", f"| {' | '.join(heads)} |", "|---|---|--:|--:|--:|"]
    for result in results:
        score = result.score
        cells = [
            f"`{result.measure}`", f"`{result.tag}`" if result.tag else "", _number(score.value),
            f"{_number(score.low)} … {_number(score.high)}" if score.low is not None else "", str(score.n),
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
