"""The paragraph for the methods section of a paper, with every figure, in any language of the site."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from annotate.codebooks.translation import translate_codebook
from campaigns.models import Campaign
from campaigns.quality.figures.campaign_agreement import CampaignAgreement
from reports.agreement import MeasureResult
from web.i18n.translate import translate

LANGUAGES = (("en", "English"), ("es", "Español"))


def methods_paragraph(campaign: Campaign, agreement: CampaignAgreement, language: str) -> str:
    """Return the paragraph in a language; empty as long as no two people have annotated the same released article."""
    if not agreement.articles:
        return ""
    with override(language):
        return " ".join([_work(campaign, agreement), *_figures(campaign, agreement), _how(agreement)])


def _work(campaign: Campaign, agreement: CampaignAgreement) -> str:
    values = {
        "articles": _whole(agreement.articles), "characters": _whole(agreement.characters),
        "people": _whole(agreement.people), "highlights": _whole(agreement.highlights),
        "hand_ins": _whole(agreement.hand_ins), "codebook": translate_codebook(campaign.codebook.pure).title,
        "version": campaign.codebook.version, "fewest": agreement.fewest, "most": agreement.most,
        "mean": number_format(round(agreement.hand_ins / agreement.articles, 1), decimal_pos=1),
    }  # fmt: skip
    sentence = _(
        "{people} annotators tagged passages in {articles} articles ({characters} characters) independently of one "
        "another, with the codebook “{codebook}” (version {version})."
    )
    if agreement.fewest == agreement.most:
        shares = _(
            "Each article was annotated by {most} of them, {hand_ins} times in all, with {highlights} highlights."
        )
    else:
        shares = _(
            "Each article was annotated by {fewest} to {most} of them (mean {mean}), {hand_ins} times in all, with "
            "{highlights} highlights."
        )
    work = f"{sentence} {shares}".format(**values)
    excluded = campaign.participants.filter(excluded_at__isnull=False).count()
    if not excluded:
        return work
    left_out = ngettext(
        "The work of {n} further annotator was excluded.",
        "The work of {n} further annotators was excluded.",
        excluded,
    )
    return f"{work} {left_out.format(n=excluded)}"


def _figures(campaign: Campaign, agreement: CampaignAgreement) -> list[str]:
    names = {tag.slug: tag.name for tag in translate_codebook(campaign.codebook.pure).tags}
    by_tag = [
        f"{names[result.tag]} {_value(result)}"
        for result in agreement.by_tag
        if result.measure == "tagging" and result.score.value is not None
    ]
    coverage = agreement.of("coding").score.coverage
    return [
        _(
            "Krippendorff’s unitizing alpha (Krippendorff, Mathet, Bouvry & Widlöcher 2016), computed for each tag on "
            "highlighted units and gaps and pooled over tags and articles, was uα = {value}; by tag: {by_tag}."
        ).format(value=_value(agreement.of("tagging")), by_tag="; ".join(by_tag)),
        _(
            "Over all tags at once it was uα = {all}; for highlighted or not, |uα = {marking}; for the choice of tag, "
            "on the {coverage} of the characters that both of a pair of annotators highlighted, cuα = {coding}."
        ).format(
            all=_value(agreement.of("unitizing")),
            marking=_value(agreement.of("marking")),
            coverage=f"{number_format(round(100 * (coverage or 0), 1), decimal_pos=1)} %",
            coding=_value(agreement.of("coding")),
        ),
        _(
            "Span F1 between annotators was {exact} for exact matches, {overlap} by overlap (as in SemEval-2020 task "
            "11) and {letters} by character (Dice)."
        ).format(**{slug: _value(agreement.of(slug)) for slug in ("exact", "overlap", "letters")}),
    ]


def _how(agreement: CampaignAgreement) -> str:
    return _(
        "White space and punctuation at the edges of highlights were ignored. Brackets give 95 % percentile bootstrap "
        "intervals over articles ({resamples} resamples, NumPy PCG64, seed {seed}). Computed with Claimlight."
    ).format(resamples=_whole(agreement.resamples), seed=agreement.seed)


def _value(result: MeasureResult) -> str:
    score = result.score
    if score.value is None:
        return f"— ({translate(score.why_undefined)})" if score.why_undefined else "—"
    value = number_format(round(score.value, 3), decimal_pos=3)
    if score.low is None or score.high is None:
        return value
    low, high = (number_format(round(bound, 3), decimal_pos=3) for bound in (score.low, score.high))
    return f"{value} [{low}; {high}]"


def _whole(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
