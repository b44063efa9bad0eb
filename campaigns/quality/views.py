"""The pages of quality: everybody's figures, one person's, and the agreement of the whole campaign."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.codebooks.translation import translate_codebook
from annotate.tag import Tag
from campaigns.access import get_campaign, oversees
from campaigns.models import Campaign, CampaignParticipant
from campaigns.quality.actions import exclude_person, include_person
from campaigns.quality.display import (
    agreement_chart,
    drift_sentence,
    interval_bar,
    range_text,
    tag_rows,
    two_decimals,
)
from campaigns.quality.figures.person_figures import MEASURES, PersonFigures
from campaigns.quality.files import agreement_csv, people_csv
from campaigns.quality.load import (
    PersonRow,
    get_person,
    load_agreement,
    load_differences,
    load_divided,
    load_people,
    load_person_as_seen,
    released_count,
)
from campaigns.quality.methods import LANGUAGES, methods_paragraph
from people.models import User
from people.permissions import Permission, has_permission
from reports.agreement import all_measures
from reports.agreement.plain_language import agreement_phrase
from reports.rendering.phrases import score_text
from reports.rendering.template_context import confusion_rows, score_table
from web.background.progress import with_progress_page
from web.i18n.translate import translate
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_safe
@with_progress_page
def quality(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the figures of everybody, what changed of late, and what divides people."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    context: dict[str, Any] = {"campaign": campaign, "released": released_count(campaign)}
    if context["released"]:
        tags = _tags(campaign)
        agreement = load_agreement(campaign, request.user)
        people = load_people(campaign, request.user)
        context |= {
            "agreement": agreement,
            "overall": agreement.of("tagging"),
            "phrase": _phrase(agreement.of("tagging").score.value),
            "value": two_decimals(agreement.of("tagging").score.value),
            "range": range_text(agreement.of("tagging").score),
            "people": [_table_row(row) for row in people],
            "drifting": [
                (row, _drift(row.figures, tags)) for row in people if row.figures and row.figures.drift
            ],
            "tags": [
                (tag, score_text(result), interval_bar(result.score))
                for tag, result in _by_tag(agreement, tags)
            ],
            "divided": load_divided(campaign, request.user),
            "names": {tag.slug: tag.name for tag in tags},
        }
    return render(request, "campaigns/quality/quality.html", context)


@slow_view()
@login_required
@require_safe
@with_progress_page
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every measure over the campaign, and the paragraph for a methods section."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    figures = load_agreement(campaign, request.user)
    tags = _tags(campaign)
    context = {
        "campaign": campaign,
        "agreement": figures,
        "scores": score_table(figures.overall, figures.by_tag, tags),
        "confusion": confusion_rows(figures.confusion, tags) if figures.confusion else [],
        "intervals": _(
            "In brackets: 95 % intervals from {resamples} draws of {articles} articles with replacement (seed {seed})."
        ).format(resamples=figures.resamples, articles=figures.articles, seed=figures.seed),
        "paragraphs": [
            (language, name, methods_paragraph(campaign, figures, language)) for language, name in LANGUAGES
        ],
        "excluded": campaign.participants.filter(excluded_at__isnull=False).select_related("user"),
    }
    return render(request, "campaigns/quality/agreement.html", context)


@slow_view()
@login_required
@require_safe
@with_progress_page
def person(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Show one person's figures to those who lead; to an annotator their own, as far as the campaign shows them."""
    campaign = get_campaign(request.user, pk)
    leads = oversees(request.user, campaign)
    row = load_person_as_seen(campaign, request.user, person)
    tags = _tags(campaign)
    context = {
        "campaign": campaign,
        "leads": leads,
        "manages": has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign),
        "participant": row.participant,
        "figures": row.figures,
        "names": {tag.slug: tag.name for tag in tags},
        "passages": load_differences(campaign, request.user, row) if leads else [],
    }
    if row.figures:
        context |= _person_context(row.figures, tags)
    return render(request, "campaigns/quality/person.html", context)


@slow_view()
@login_required
@require_safe
@with_progress_page
def agreement_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download every measure as CSV."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    return _file("agreement.csv", agreement_csv(load_agreement(campaign, request.user)))


@slow_view()
@login_required
@require_safe
@with_progress_page
def people_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download everybody's figures as CSV."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    people = load_people(campaign, request.user)
    return _file("people.csv", people_csv(people, [tag.slug for tag in campaign.codebook.tags_in_order]))


@login_required
@require_POST
def exclude(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Leave somebody's work out of the figures."""
    done = _("Their work is left out of the campaign’s figures. It stays in the articles.")
    return _change(request, pk, person, exclude_person, done)


@login_required
@require_POST
def include(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Count somebody's work again."""
    return _change(request, pk, person, include_person, _("Their work counts again."))


def _change(
    request: HttpRequest,
    pk: int,
    person: int,
    action: Callable[[User, CampaignParticipant], None],
    done: str,
) -> HttpResponse:
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    action(request.user, get_person(campaign, person))
    messages.success(request, done)
    return redirect("campaigns:person", pk, person)


def _tags(campaign: Campaign) -> tuple[Tag, ...]:
    return translate_codebook(campaign.codebook.pure).tags


def _by_tag(agreement: Any, tags: tuple[Tag, ...]) -> list[tuple[Tag, Any]]:
    """Return the tags that were used with their agreement, those that divide people most first."""
    results = [(tag, agreement.of("tagging", tag.slug)) for tag in tags]
    used = [(tag, result) for tag, result in results if result.score.value is not None]
    return sorted(used, key=lambda row: row[1].score.value)


def _phrase(value: float | None) -> str:
    return "" if value is None else translate(agreement_phrase(value))


def _table_row(row: PersonRow) -> dict[str, Any]:
    figures = row.figures
    cells: dict[str, Any] = {"row": row, "user": row.participant.user}
    if figures:
        score = figures.agreement["tagging"]
        cells |= {"value": two_decimals(score.value), "sort": score.value, "bar": interval_bar(score)}
        cells |= {"range": range_text(score)}
    return cells


def _drift(figures: PersonFigures, tags: tuple[Tag, ...]) -> list[str]:
    return [drift_sentence(drift, tags) for drift in figures.drift]


def _person_context(figures: PersonFigures, tags: tuple[Tag, ...]) -> dict[str, Any]:
    titles = all_measures()
    return {
        "value": two_decimals(figures.agreement["tagging"].value),
        "range": range_text(figures.agreement["tagging"]),
        "scores": [
            (translate(titles[slug].title), two_decimals(score.value), range_text(score), interval_bar(score))
            for slug, score in ((slug, figures.agreement[slug]) for slug in MEASURES)
        ],
        "by_tag": [
            (tag, two_decimals(figures.by_tag[tag.slug].value), range_text(figures.by_tag[tag.slug]))
            for tag in tags
            if figures.by_tag[tag.slug].value is not None
        ],
        "chart": agreement_chart(figures),
        "steps": [(step, two_decimals(step.agreement), two_decimals(step.others)) for step in figures.steps],
        "shares": tag_rows(figures.tags, tags),
        "drift": _drift(figures, tags),
    }


def _file(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv", headers=headers)
