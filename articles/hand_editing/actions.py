"""Store what people change by hand: of a draft under review, and as a correction that is not applied yet."""

from collections.abc import Callable

from django.db import transaction

from articles.actions import require_under_review, review
from articles.editing.compose import Composed
from articles.editing.hand_edits import HandEdits
from articles.models import Article
from people.models import User

Change = Callable[[Composed], HandEdits]


@transaction.atomic
def change_draft(user: User, article: Article, change: Change) -> None:
    """Change the text under review; ``change`` takes it as it is now. Nothing is cleaned again."""
    article = Article.all_objects.select_for_update().get(pk=article.pk)
    require_under_review(user, article)
    article.hand_edits = change(review(article)).to_json()
    article.save(update_fields=["hand_edits"])
