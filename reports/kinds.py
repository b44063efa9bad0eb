"""In which words a report speaks: those of a class or of a team."""

from articles.models import Article
from people.terms import Kind


def kind_of(article: Article) -> Kind:
    """Return the kind of the article's group. An article without a group has exercises, like a class."""
    return Kind(article.team.kind) if article.team else Kind.CLASS
