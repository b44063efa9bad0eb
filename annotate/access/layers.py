"""Which layers of a round a user may see: where it hides, their own, and in a round in groups those of their group."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from annotate.access.groups import group_members, has_hidden_groups, in_same_group
from annotate.access.rounds import can_see_round, hides_from
from annotate.enums import Feedback, LayerKind, RoundMode, RoundState, feedback_now
from annotate.models import Layer, Round
from people.access import teams_permitting
from people.models import User
from people.permissions import Permission, has_permission
from web.db.compiled_queries import CompiledQuery


def visible_layers(
    user: User, rounds: Round | Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Layer]:
    """Return the layers of one kind in these visible rounds that ``user`` may see, always including their own.

    Pass many rounds as a queryset, so that they become a subquery.
    """
    rounds = [rounds] if isinstance(rounds, Round) else rounds
    layers = Layer.objects.filter(round__in=rounds, kind=kind)
    if kind == LayerKind.KEY:
        return layers.filter(round__in=[round_ for round_ in rounds if can_see_answer_key(user, round_)])
    return layers.filter(
        _revealed("round__") | Q(annotator=user) | _of_released(user, rounds) | _of_group(user, rounds)
    )


def _of_released(user: User, rounds: Iterable[Round]) -> Q:
    """Return the condition that a layer is in a round that is released to ``user``; none where no round is."""
    if isinstance(rounds, QuerySet):
        return _released_to(user, "round__")
    released = [r for r in rounds if r.state == RoundState.RELEASED and not hides_from(user, r)]
    return Q(round__in=released) if released else Q()


def _of_group(user: User, rounds: Iterable[Round]) -> Q:
    """Return the condition that a layer is of the user's group; no subquery where it is known that there is none."""
    if not isinstance(rounds, QuerySet) and not any(map(has_hidden_groups, rounds)):
        return Q()
    return in_same_group(user)


def visible_layers_of_any_kind(user: User, round_: Round, prefix: str = "layer") -> Q:
    """Return the condition that the layer at lookup path ``prefix`` is one that ``user`` may see."""
    condition = Q(pk__in=[])
    for kind in LayerKind:
        condition |= Q(**{f"{prefix}__in": visible_layers(user, round_, kind)})
    return condition


def not_hidden(user: User, prefix: str) -> Q:
    """Return ``not hides_from`` as a database condition; ``prefix`` is the lookup path to the round."""
    return _revealed(prefix) | _released_to(user, prefix)


def _revealed(prefix: str) -> Q:
    return Q(**{f"{prefix}mode": RoundMode.OPEN}) | Q(**{f"{prefix}state": RoundState.REVEALED})


def _released_to(user: User, prefix: str) -> Q:
    teams = teams_permitting(user, Permission.OVERSEE_ROUNDS)
    return Q(**{f"{prefix}state": RoundState.RELEASED, f"{prefix}text__article__team__in": teams})


_READER_LAYER = CompiledQuery(
    lambda round_, user: Layer.objects.filter(round=round_, annotator=user, kind=LayerKind.READER)
)


def get_layer(user: User, round_: Round, kind: LayerKind = LayerKind.READER) -> Layer | None:
    """Return the reader layer of ``user``, or the answer key or final layer; None before its first annotation."""
    if kind == LayerKind.READER:
        layer = _READER_LAYER.first(round_.pk, user.pk)
    else:
        layer = Layer.objects.filter(round=round_, kind=kind).first()
    if layer:
        layer.round, layer.annotator = round_, user if kind == LayerKind.READER else None
    return layer


def layers_for_grading(rounds: Iterable[Round], people: Iterable[int]) -> QuerySet[Layer]:
    """Return the layers of these people to compute their grades with, also where the rounds hide them.

    What of a grade may be told to whom, and when: ``blind_managers`` and ``lti/grading/rules.py``.
    """
    layers = Layer.objects.filter(round__in=rounds, annotator__in=people, kind=LayerKind.READER)
    return layers.select_related("review")


def blind_managers(rounds: Iterable[Round]) -> set[int]:
    """Return the ids of the rounds that hide annotations and in which somebody annotates who manages them.

    As long as they do, they may learn no numbers of others' work.
    """
    hiding = {round_.pk: round_.team_id for round_ in rounds if round_.hides}
    layers = Layer.objects.filter(
        round__in=hiding,
        kind=LayerKind.READER,
        annotator__memberships__team__in=set(hiding.values()),
        annotator__memberships__role__in=Permission.MANAGE_ROUND.roles,
    )
    rows = layers.values_list("round", "annotator__memberships__team").distinct()
    return {pk for pk, team in rows if hiding[pk] == team}


def can_see_layer(user: User, round_: Round, layer: Layer) -> bool:
    """Return whether ``user`` may see this layer of the round now."""
    return can_see_round(user, round_) and is_visible_layer(user, round_, layer)


def is_visible_layer(user: User, round_: Round, layer: Layer) -> bool:
    """Return whether ``visible_layers`` of this visible round has a layer that is fetched."""
    if layer.round_id != round_.pk:
        return False
    if layer.kind == LayerKind.KEY:
        return can_see_answer_key(user, round_)
    if layer.annotator_id == user.pk or not hides_from(user, round_):
        return True
    return (
        has_hidden_groups(round_)
        and layer.annotator_id is not None
        and group_members(user, round_).filter(user=layer.annotator_id).exists()
    )


def can_see_answer_key(user: User, round_: Round) -> bool:
    """Return whether ``user`` may see the answer key of this visible round now."""
    return (
        has_permission(user, Permission.OVERSEE_ROUNDS, round_) or feedback_for(user, round_) == Feedback.KEY
    )


def feedback_for(user: User, round_: Round) -> Feedback:
    """Return how much ``user`` may learn now about their annotations compared with the answer key."""
    layer = get_layer(user, round_)
    submitted = layer is not None and layer.submitted_at is not None
    return feedback_now(round_.feedback, round_.feedback_when, round_.state, submitted)
