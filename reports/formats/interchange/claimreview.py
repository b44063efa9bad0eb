"""Schema.org ClaimReview drafts, as JSON-LD, for the claims that were checked."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.claims import UNCHECKED, Claim
from reports.analysis.report import Report

# Of five, as search engines read it; what cannot be checked has no number.
RATINGS = {"supported": 5, "disputed": 2}


class ClaimReviewFormat:
    """A draft a claim: who reviews it, and where, is for the publisher to fill in."""

    slug = "claimreview"
    ending = "claimreview.jsonld"
    group = "tools"
    order = 29
    title = _("ClaimReview drafts")
    media_type = "application/ld+json"
    loses = _("Everything but the claims that somebody has checked.")

    def write(self, report: Report) -> bytes:
        """UTF-8; a graph of drafts."""
        quotes = {passage.number: passage.quote for passage in report.passages}
        checked = [
            claim for claim in report.claims if len(claim.statuses) == 1 and claim.statuses != (UNCHECKED,)
        ]
        graph = [_review(report, claim, quotes[claim.passage]) for claim in checked]
        return json.dumps(
            {"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1
        ).encode()


def _review(report: Report, claim: Claim, quote: str) -> dict[str, Any]:
    (status,) = claim.statuses
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": str(report.statuses.get(status, status))}
    if status in RATINGS:
        rating |= {"ratingValue": RATINGS[status], "bestRating": 5, "worstRating": 1}
    made: dict[str, Any] = {"@type": "Claim", "appearance": _article(report)}
    if claim.evidence:
        made["citation"] = list(claim.evidence)
    found = {"@type": "ClaimReview", "claimReviewed": quote, "itemReviewed": made, "reviewRating": rating}
    said = claim.finding.note if claim.finding and claim.finding.note else "\n".join(claim.notes)
    return found | ({"reviewBody": said} if said else {})


def _article(report: Report) -> dict[str, Any]:
    facts = report.article
    known = {
        "headline": facts.title,
        "url": facts.url,
        "author": {"@type": "Person", "name": facts.byline} if facts.byline else "",
        "publisher": {"@type": "Organization", "name": facts.publication} if facts.publication else "",
        "datePublished": facts.published.isoformat() if facts.published else "",
    }
    return {"@type": "NewsArticle"} | {name: value for name, value in known.items() if value}
