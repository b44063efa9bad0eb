"""Schema.org ClaimReview drafts, as JSON-LD, for the claims that were checked."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.claims import UNCHECKED, Claim
from reports.analysis.report import Report

# Out of five, as search engines read it. A claim that cannot be checked has no number.
RATINGS = {"supported": 5, "disputed": 2}


class ClaimReviewFormat:
    """A draft per claim. The publisher fills in who reviews it, and where."""

    slug = "claimreview"
    ending = "claimreview.jsonld"
    group = "tools"
    order = 29
    title = _("ClaimReview drafts")
    media_type = "application/ld+json"
    limitations = _("Everything except the claims that have been checked.")

    def write(self, report: Report) -> bytes:
        """Return a graph of drafts as UTF-8."""
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
    item: dict[str, Any] = {"@type": "Claim", "appearance": _article(report)}
    if claim.evidence:
        item["citation"] = list(claim.evidence)
    review = {"@type": "ClaimReview", "claimReviewed": quote, "itemReviewed": item, "reviewRating": rating}
    body = claim.finding.note if claim.finding and claim.finding.note else "\n".join(claim.notes)
    return review | ({"reviewBody": body} if body else {})


def _article(report: Report) -> dict[str, Any]:
    article = report.article
    properties = {
        "headline": article.title,
        "url": article.url,
        "author": {"@type": "Person", "name": article.byline} if article.byline else "",
        "publisher": {"@type": "Organization", "name": article.publication} if article.publication else "",
        "datePublished": article.published.isoformat() if article.published else "",
    }
    return {"@type": "NewsArticle"} | {name: value for name, value in properties.items() if value}
