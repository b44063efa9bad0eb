"""What a report says about its article and its rounds, as plain values."""

from typing import Any

from annotate.access import hides_from
from annotate.enums import LayerKind
from annotate.models import Round
from articles.models import Article
from people.models import User
from reports.analysis.report import ArticleFacts, RoundFacts
from reports.layers import Layer


def round_facts(user: User, rounds: list[Round], layers: list[Layer]) -> tuple[RoundFacts, ...]:
    """Return the facts for ``user`` about the rounds from which the ``layers`` come, oldest first."""

    def facts(round_: Round) -> RoundFacts:
        own = [layer for layer in layers if layer.round == round_.pk]
        readers = [layer for layer in own if layer.kind == LayerKind.READER]
        adjudicated = any(layer.annotations for layer in own if layer.kind == LayerKind.ADJUDICATED)
        done = sum(layer.done for layer in readers)
        hidden = hides_from(user, round_)
        return RoundFacts(round_.pk, round_.mode, round_.state, len(readers), done, adjudicated, hidden)

    return tuple(facts(round_) for round_ in sorted(rounds, key=lambda round_: round_.pk))


def article_facts(article: Article) -> ArticleFacts:
    """Return the facts about an article."""
    facts: dict[str, Any] = {
        name: getattr(article, name) for name in ("title", "byline", "publication", "published", "language")
    }
    return ArticleFacts(article.pk, url=article.web_address, **facts)
