"""Which assignments a user may see, the rounds of each, and who reads the answers to its questions."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access.extensions import for_reader
from annotate.access.layers import can_see_answer_key
from annotate.access.rounds import rounds_visible_to
from annotate.enums import LayerKind
from annotate.models import (
    Annotation,
    AssignedExercise,
    Assignment,
    Layer,
    QuestionAnswer,
    Round,
    RoundLeader,
)
from people.models import Team, User
from people.permissions import Permission, check_permission, has_permission, load_roles


def get_assignment(user: User, pk: int, permission: Permission = Permission.VIEW_ROUND) -> Assignment:
    """Return an assignment with its class.

    Raise Http404 if ``user`` may see none of its rounds, PermissionRefused if they see one but lack ``permission``.
    """
    load_roles(user)
    # As a subquery: there a number that is too large for the database finds nothing.
    assignments = Assignment.objects.filter(pk=pk)
    round_ = _with_assignments(rounds_visible_to(user).filter(assigned__assignment__in=assignments)).first()
    if round_ is None:
        raise Http404(_("This page does not exist, or you do not have access to it."))
    assignment = round_.assigned.assignment
    check_permission(user, permission, assignment)
    return assignment


def assignments_in(user: User, team: Team) -> list[tuple[Assignment, list[Round]]]:
    """Return the assignments of a visible class that have a round that ``user`` may see, newest first, with these."""
    rounds = for_reader(
        user, _with_assignments(rounds_visible_to(user).filter(assigned__assignment__team=team))
    )
    by_assignment: dict[Assignment, list[Round]] = {}
    for round_ in rounds:
        by_assignment.setdefault(round_.assigned.assignment, []).append(round_)
    return sorted(by_assignment.items(), key=lambda item: -item[0].pk)


def assigned_rounds(user: User, assignment: Assignment) -> list[Round]:
    """Return the rounds of a visible assignment that ``user`` may see, in their order."""
    rounds = rounds_visible_to(user).filter(assigned__assignment=assignment)
    return for_reader(user, _with_assignments(rounds))


def rounds_of_assignment(assignment: Assignment) -> list[Round]:
    """Return all present rounds of an assignment in their order, for verbs that concern all of them."""
    return list(_with_assignments(Round.objects.filter(assigned__assignment=assignment)))


def assignment_of(round_: Round) -> Assignment | None:
    """Return the assignment of a visible round, with its class."""
    exercise = AssignedExercise.objects.filter(round=round_.pk).select_related("assignment__team").first()
    return exercise.assignment if exercise else None


def rounds_of_set(round_: Round) -> list[Round]:
    """Return all present rounds of the assignment of ``round_`` in their order; only itself if it is in none."""
    if round_.invitation_only:
        # A round of a campaign, which is in no assignment.
        return [round_]
    exercises = AssignedExercise.objects.filter(assignment__exercises__round=round_.pk)
    order = dict(exercises.values_list("round", "position"))
    siblings = [pk for pk in order if pk != round_.pk]
    if not siblings:
        return [round_]
    rounds = [*_with_assignments(Round.objects.filter(pk__in=siblings)), round_]
    return sorted(rounds, key=lambda one: (order[one.pk], one.pk))


def _with_assignments(rounds: QuerySet[Round]) -> QuerySet[Round]:
    related = rounds.select_related("text__article__team", "codebook", "assigned__assignment__team")
    return related.order_by("assigned__position", "pk")


def reads_answers(user: User, assignment: Assignment) -> bool:
    """Return whether ``user`` may read everybody's answers to the questions of a visible assignment now.

    Teachers may. While a round hides highlights from them, only those who lead it may, who do not highlight themselves.
    """
    if not has_permission(user, Permission.OVERSEE_ROUNDS, assignment):
        return False
    hiding = [round_ for round_ in rounds_of_assignment(assignment) if round_.hides]
    if not hiding:
        return True
    led = RoundLeader.objects.filter(user=user, round__in=hiding).count()
    own = Layer.objects.filter(annotator=user, round__in=hiding, kind=LayerKind.READER)
    return led == len(hiding) and not own.exists()


def answers_to(user: User, assignment: Assignment) -> QuerySet[QuestionAnswer]:
    """Return the answers that ``user`` may read: their own, those who may read all of them everybody's."""
    answers = QuestionAnswer.objects.filter(assignment=assignment)
    if not reads_answers(user, assignment):
        answers = answers.filter(author=user)
    return answers.select_related("author").order_by("position", "author__name", "pk")


def own_answers(user: User, assignment: Assignment) -> dict[int, str]:
    """Return the user's own answers by the number of the question."""
    answers = QuestionAnswer.objects.filter(assignment=assignment, author=user)
    return dict(answers.values_list("position", "body"))


def own_highlight_counts(user: User, rounds: Iterable[Round]) -> dict[int, int]:
    """Return how many highlights ``user`` has in each of these rounds."""
    annotations = Annotation.objects.filter(
        layer__annotator=user, layer__round__in=rounds, layer__kind=LayerKind.READER, deleted=False
    )
    return dict(annotations.values_list("layer__round").annotate(Count("pk")))


def key_counts(user: User, rounds: Iterable[Round]) -> dict[int, int]:
    """Return how many answers the key of each of these rounds has, of those whose key ``user`` may see."""
    rounds = [round_ for round_ in rounds if can_see_answer_key(user, round_)]
    annotations = Annotation.objects.filter(layer__round__in=rounds, layer__kind=LayerKind.KEY, deleted=False)
    return dict(annotations.values_list("layer__round").annotate(Count("pk")))


def own_layers(user: User, rounds: Iterable[Round]) -> dict[int, Layer]:
    """Return the user's own layers in these rounds, by round."""
    layers = Layer.objects.filter(annotator=user, round__in=rounds, kind=LayerKind.READER)
    return {layer.round_id: layer for layer in layers}
