"""The only way to get what a team has added to the report on a visible article."""

from articles.models import Article, Text
from reports.claims import Finding


def merged_on(article: Article) -> dict[str, str]:
    """key of a name -> the source that it was merged into by hand."""
    return dict(article.merged_sources.order_by("key").values_list("key", "name"))


def findings_on(text: Text) -> tuple[Finding, ...]:
    """What the team found out about the claims of a text, in its order."""
    rows = text.findings.select_related("changed_by").order_by("start", "end")
    return tuple(
        Finding(
            row.start,
            row.end,
            row.status,
            tuple(row.evidence),
            row.note,
            row.changed_by.name if row.changed_by else "",
        )
        for row in rows
    )
