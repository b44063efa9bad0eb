"""The documents of a dataset: README, datasheet, guidelines, licence and citation."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from campaigns.dataset.documents.datasheet import SECTIONS
from campaigns.dataset.documents.facts import (
    Facts,
    citation_of,
    counted_list,
    distribution_of,
    facts_of,
    training_of,
)
from campaigns.dataset.documents.licences import LICENCES, spdx_identifier
from campaigns.dataset.documents.markdown import inline_markdown, quoted_markdown
from campaigns.dataset.files.totals import Totals
from campaigns.dataset.files.zip_file import DatasetZip
from campaigns.dataset.options import DatasetOptions, dataset_formats
from campaigns.models import Campaign
from reports.analysis.report import SOFTWARE
from reports.formats.citation import bibtex, cff


def add_documents(
    zip_file: DatasetZip, campaign: Campaign, options: DatasetOptions, totals: Totals, left_out: int
) -> None:
    """Add the documents. ``left_out``: of how many articles something could not be written."""
    facts = facts_of(campaign)
    citation = citation_of(campaign, facts)
    values = _values(campaign, options, totals, facts)
    kinds = dataset_formats()
    context = {
        "campaign": campaign,
        "title": inline_markdown(campaign.title),
        "description": quoted_markdown(campaign.description),
        "team": inline_markdown(campaign.team.name),
        "values": values,
        "named": options.named,
        "formats": [kinds[slug] for slug in options.formats],
        "left_out": left_out,
        "licence": spdx_identifier(campaign.licence),
        "licence_name": LICENCES.get(spdx_identifier(campaign.licence)),
    }
    zip_file.add("README.md", render_to_string("campaigns/dataset/readme.txt", context).encode())
    zip_file.add("DATASHEET.md", datasheet(campaign, values).encode())
    zip_file.add("guidelines.md", f"{campaign.guidelines}\n".encode())
    zip_file.add("LICENSE.txt", render_to_string("campaigns/dataset/license.txt", context).encode())
    zip_file.add("CITATION.cff", cff(citation).encode())
    zip_file.add("citation.bib", bibtex(citation).encode())


def datasheet(campaign: Campaign, values: dict[str, Any]) -> str:
    """Return the datasheet as Markdown."""
    heading = _("Datasheet")
    lines = [f"# {heading}: {inline_markdown(campaign.title)}", "", _(
        "The questions of Gebru et al. (2021), “Datasheets for Datasets”, Communications of the ACM 64 (12), 86–92. "
        "Answers come from the data; what only those who publish the dataset know is marked: {todo}"
    ).format(**values), ""]  # fmt: skip
    for section in SECTIONS:
        lines += [f"## {_(section.title)}", ""]
        for question, answer in section.questions:
            filled = (_(answer) if answer.strip("{}_abcdefghijklmnopqrstuvwxyz") else answer).format(**values)
            lines += [f"### {_(question)}", "", filled.strip() or values["todo"], ""]
    return "\n".join(lines)


def _values(campaign: Campaign, options: DatasetOptions, totals: Totals, facts: Facts) -> dict[str, Any]:
    """Return what the answers of the datasheet are filled in with; nothing that people wrote is markup."""
    unknown = _("to be filled in by those who publish this dataset")
    todo = f"**[{unknown}]**"
    chosen = facts.selection
    numbers = {
        "articles": totals.articles, "words": totals.words, "characters": totals.characters,
        "highlights": totals.highlights, "answers": totals.answers, "people": facts.people, "hand_ins": facts.counted,
        "extra": facts.extra, "excluded": facts.excluded, "control": chosen.control, "fewest": facts.fewest,
        "most": facts.most,
    }  # fmt: skip
    creators = [inline_markdown(line) for line in campaign.authors.splitlines() if line.strip()]
    return {name: _whole(number) for name, number in numbers.items()} | {
        "todo": todo,
        "description": quoted_markdown(campaign.description) or todo,
        "creators": "; ".join([*creators, inline_markdown(campaign.team.name)]),
        "tags": inline_markdown(counted_list(totals.frequent_tags)) or "—",
        "publications": inline_markdown(counted_list(totals.frequent_publications)) or todo,
        "missing": _missing(facts),
        "unknown": _unknown(totals),
        "naming": _naming(options),
        "distribution": distribution_of(campaign),
        "training": training_of(campaign, chosen.practice),
        "collected": _(
            "The first hand-in is of {first}, the last of {last}."
        ).format(first=facts.first or "—", last=facts.last or "—"),
        "published": _("The articles were published from {first} to {last}.").format(
            first=totals.first_published, last=totals.last_published
        ) if totals.first_published else "",
        "languages": inline_markdown(counted_list(totals.frequent_languages)),
        "released": facts.released.isoformat(),
        "software": SOFTWARE,
        "licence": inline_markdown(campaign.licence) or todo,
    }  # fmt: skip


def _missing(facts: Facts) -> str:
    missing = facts.selection.complete + facts.selection.incomplete
    if not missing:
        return _("All articles of the campaign are in it, apart from practice articles.")
    return _("Articles of the campaign that are not in it, since they were not released yet: {n}.").format(
        n=_whole(missing)
    )


def _unknown(totals: Totals) -> str:
    unknown = totals.publications[""]
    return _("Articles without a publication: {n}; languages: {languages}.").format(
        n=_whole(unknown), languages=inline_markdown(counted_list(totals.frequent_languages)) or "—"
    )


def _naming(options: DatasetOptions) -> str:
    if options.named:
        return _("Those who annotated and those who led the campaign are named.")
    return _(
        "Those who annotated and those who led the campaign have pseudonyms, the same in every file, and times are "
        "days. What people wrote into notes, details and comments is unchanged and may name somebody."
    )


def _whole(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
