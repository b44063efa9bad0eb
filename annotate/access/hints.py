"""Which hints of a round somebody may see now, and what they made of those that they have had.

Everything that returns hints of a round starts from ``hint_moment``: until its moment, a reader gets none.
"""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from annotate.access.layers import get_layer
from annotate.enums import HintMoment, HintTiming, RoundState
from annotate.models import HintSettings, Layer, Round, RoundLeader, ShownHint
from articles.access import current_text, get_article
from articles.models import Article, Text
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, has_permission


def hint_moment(user: User, round_: Round) -> HintMoment:
    """Return which hints of this visible round ``user`` may see now.

    All once they have handed in, or have annotated in a round that is over; before that those that they asked for,
    where the round allows it. Whoever does not annotate here sees none: for them there is ``text_for_hints``.
    """
    if round_.hints == HintTiming.OFF or not has_permission(user, Permission.VIEW_ROUND, round_):
        return HintMoment.NONE
    layer = get_layer(user, round_)
    if layer and _is_done(layer, round_):
        return HintMoment.AFTER_HAND_IN
    if round_.hints != HintTiming.ON_REQUEST or round_.state == RoundState.DRAFT:
        return HintMoment.NONE
    if layer is None and not _may_annotate(user, round_):
        return HintMoment.NONE
    return HintMoment.ON_REQUEST


def may_list_hints(round_: Round, moment: HintMoment) -> bool:
    """Return whether a reader may see the lists of all hints at this moment; whoever reads alone never hands in."""
    return moment == HintMoment.AFTER_HAND_IN or (moment == HintMoment.ON_REQUEST and round_.team_id is None)


def shown_hints(user: User, round_: Round) -> QuerySet[ShownHint]:
    """Return the hints of a visible round that ``user`` asked for or responded to."""
    return ShownHint.objects.filter(round=round_, annotator=user)


def count_requested_hints(user: User, round_: Round) -> int:
    """Return how many hints ``user`` asked for while annotating in this visible round."""
    layer = get_layer(user, round_)
    return layer.hints_requested if layer else shown_hints(user, round_).count()


def hint_settings(team_id: int | None) -> HintSettings:
    """Return the settings of a team, of which somebody who calls this may see a text; the defaults without a team."""
    settings = HintSettings.objects.filter(team=team_id).first() if team_id else None
    return settings or HintSettings(team_id=team_id)


def hint_answers(team: Team) -> QuerySet[ShownHint, tuple[str, str, str, int]]:
    """Return (tag, code, response, how often) of the hints in a team's revealed rounds, for those who edit the team."""
    shown = ShownHint.objects.filter(
        round__text__article__team=team, round__state=RoundState.REVEALED, round__in=Round.objects.all()
    )
    return shown.order_by().values_list("tag", "code", "response").annotate(n=Count("pk"))


def text_for_hints(user: User, pk: int) -> Text:
    """Return the newest text of an article, of whose hints ``user`` may see all outside of any round.

    Raise Http404 if they may not see it, PermissionRefused unless they run it. A reader alone with an open round gets
    hints there.
    """
    text = text_to_ask_about(user, pk)
    if own_open_round(text.article):
        raise PermissionRefused(_("You are still highlighting in this article. Ask for hints there."))
    return text


def text_to_ask_about(user: User, pk: int) -> Text:
    """Return the newest text of an article that ``user`` runs: a language model can be asked about it.

    Raise Http404 if they may not see it, PermissionRefused if they do not run it.
    """
    article = get_article(user, pk, Permission.OVERSEE_ROUNDS)
    text = current_text(article)
    text.article = article
    return text


def own_open_round(article: Article) -> Round | None:
    """Return the open round of a reader alone in their article; None for an article of a group."""
    if article.team_id is not None:
        return None
    return Round.objects.filter(text__article=article, state=RoundState.OPEN).order_by("-pk").first()


def _is_done(layer: Layer, round_: Round) -> bool:
    return layer.submitted_at is not None or round_.state in (RoundState.CLOSED, RoundState.REVEALED)


def _may_annotate(user: User, round_: Round) -> bool:
    """Return whether ``user`` may begin to annotate: leaders of a round that hides annotations may not."""
    leads = round_.hides and RoundLeader.objects.filter(round=round_, user=user).exists()
    return has_permission(user, Permission.ANNOTATE, round_) and not leads
