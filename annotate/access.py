"""The only way to get rounds and marks: nested things are reached from a visible parent."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.models import Annotation, Change, Codebook, Layer, Round
from articles.access import visible_to as articles_visible_to
from articles.models import Article
from people.models import User
from people.permissions import require


def rounds_visible_to(user: User) -> QuerySet[Round]:
    """The rounds on articles that ``user`` may see."""
    return Round.objects.filter(text__article__in=articles_visible_to(user))


def round_for(user: User, pk: int, verb: str = "see the round") -> Round:
    """One round with its text and article; ``Http404`` when unseen, ``Refused`` when ``verb`` is not theirs."""
    found = rounds_visible_to(user).select_related("text__article__team", "codebook").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such round, or it is not shared with you."))
    require(user, verb, found)
    return found


def annotations_in(rounds: Round | Iterable[Round]) -> QuerySet[Annotation]:
    """The marks that stand in these visible rounds, in the order of the text."""
    rounds = [rounds] if isinstance(rounds, Round) else list(rounds)
    return (
        Annotation.objects.filter(layer__round__in=rounds, deleted=False)
        .select_related("layer__annotator", "tag")
        .order_by("start", "end", "id")
    )


MARK_ROW = (
    "id", "tag__slug", "start", "end", "layer__annotator_id", "version", "details", "note", "created_at",
)  # fmt: skip


def marks_in(round_: Round) -> QuerySet[Annotation, tuple[Any, ...]]:
    """The marks that stand in this visible round as rows of MARK_ROW, in no order."""
    return Annotation.objects.filter(layer__round=round_, deleted=False).values_list(*MARK_ROW)


def people_in(round_: Round) -> QuerySet[User, dict[str, Any]]:
    """Who has a layer in this visible round: ``id`` and ``name``."""
    return User.objects.filter(layers__round=round_).values("id", "name")


def rounds_on(user: User, article: Article) -> QuerySet[Round]:
    """The rounds on one article, newest first."""
    return rounds_visible_to(user).filter(text__article=article).order_by("-id")


def changes_in(round_: Round, after: int) -> QuerySet[Change]:
    """What happened in this visible round since its change number ``after``, oldest first."""
    return round_.changes.filter(seq__gt=after).order_by("seq")


def layer_of(user: User, round_: Round) -> Layer | None:
    """What ``user`` has marked in this visible round; None before their first mark."""
    return round_.layers.filter(annotator=user).first()


def annotation_for(user: User, round_: Round, pk: UUID) -> Annotation:
    """One mark of this visible round, standing or deleted; ``Http404`` when there is none."""
    found = (
        Annotation.objects.select_related("layer__annotator", "tag")
        .filter(layer__round=round_, layer__annotator=user, pk=pk)
        .first()
    )
    if found is None:
        raise Http404(_("You have no mark with this id in this round."))
    return found


def codebook_for(user: User, pk: int) -> Codebook:
    """A codebook. They are no secret: everybody who is logged in may look a tag's meaning up."""
    found = Codebook.objects.filter(pk=pk).first() if user.is_authenticated else None
    if found is None:
        raise Http404(_("There is no such codebook."))
    return found
