"""What is stored about people in rounds: for exports, for the people themselves, and for those who answer for it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotate.access.changes import numbered_for_files
from annotate.access.layers import not_hidden, visible_layers
from annotate.access.reviews import reviews_in
from annotate.access.rounds import hides_from
from annotate.enums import LayerKind
from annotate.models import (
    Annotation,
    Change,
    Comment,
    Extension,
    HandInReview,
    Layer,
    QuestionAnswer,
    Round,
    RoundGroupMember,
    ShownHint,
    Vote,
)
from people.access import get_member
from people.models import Team, User
from people.permissions import Permission, has_permission


@dataclass(frozen=True)
class ExportRows:
    """What is stored about a round, deleted annotations too."""

    layers: list[Layer]
    annotations: list[Annotation]
    comments: list[Comment]
    votes: list[Vote]
    hints: list[ShownHint]
    reviews: list[HandInReview]


def export_rows(user: User, round_: Round) -> ExportRows:
    """Return what is stored about this visible round, as far as ``user`` may see it.

    Others' votes, and the hints that they have had, are included only for those who manage personal data.
    """
    layers = [layer for kind in LayerKind for layer in visible_layers(user, round_, kind).order_by("pk")]
    annotations = (
        Annotation.objects.filter(layer__in=layers).select_related("tag").order_by("start", "end", "id")
    )
    comments = Comment.objects.filter(annotation__layer__in=layers).order_by("created_at", "pk")
    votes = Vote.objects.filter(poll__round=round_).select_related("tag").order_by("pk")
    hints = ShownHint.objects.filter(round=round_).select_related("annotator").order_by("shown_at", "pk")
    manages = has_permission(user, Permission.MANAGE_PERSONAL_DATA, round_)
    if not manages:
        votes = votes.filter(voter=user)
    if not manages or hides_from(user, round_):
        hints = hints.filter(annotator=user)
    return ExportRows(
        layers, list(annotations), list(comments), list(votes), list(hints), list(reviews_in(user, round_))
    )


def former_participants(team: Team) -> QuerySet[User]:
    """Return the people who are no longer in a team but have annotations or comments in it."""
    layers = Layer.objects.filter(round__text__article__team=team, annotator=OuterRef("pk"))
    comments = Comment.objects.filter(
        annotation__layer__round__text__article__team=team, author=OuterRef("pk")
    )
    answers = QuestionAnswer.objects.filter(assignment__team=team, author=OuterRef("pk"))
    left_something = User.objects.filter(Exists(layers) | Exists(comments) | Exists(answers))
    return left_something.exclude(memberships__team=team).order_by("name", "pk")


def get_participant(team: Team, pk: int) -> User:
    """Return a member or former participant of a visible team, or raise Http404."""
    return former_participants(team).filter(pk=pk).first() or get_member(team, pk)


@dataclass(frozen=True)
class PersonalRows:
    """What is stored about one person in a team, without what the rounds in ``withheld`` hide.

    ``reviews`` are those of what they handed in, and those that they wrote. ``changes`` are those that the person made
    to their own layers, each with its number.
    """

    layers: list[Layer]
    annotations: list[Annotation]
    comments: list[Comment]
    votes: list[Vote]
    hints: list[ShownHint]
    reviews: list[HandInReview]
    answers: list[QuestionAnswer]
    extensions: list[Extension]
    groups: list[RoundGroupMember]
    changes: list[tuple[int, Change]]
    withheld: list[Round]


def personal_rows(user: User, team: Team, person: User) -> PersonalRows:
    """Return what is stored about ``person`` in ``team``: all of it to themselves, else nothing that a round hides.

    Those who manage personal data are others, too.
    """
    layers = Layer.objects.filter(round__text__article__team=team, annotator=person)
    comments = Comment.objects.filter(annotation__layer__round__text__article__team=team, author=person)
    votes = Vote.objects.filter(poll__round__text__article__team=team, voter=person)
    hints = ShownHint.objects.filter(round__text__article__team=team, annotator=person)
    reviews = HandInReview.objects.filter(
        Q(layer__annotator=person) | Q(reviewer=person), layer__round__text__article__team=team
    )
    answers = QuestionAnswer.objects.filter(assignment__team=team, author=person)
    # Who is in which group is hidden from nobody who may ask for this.
    groups = RoundGroupMember.objects.filter(round__text__article__team=team, user=person)
    withheld: QuerySet[Round] = Round.objects.none()
    if user != person:
        of_person = (
            Exists(layers.filter(round=OuterRef("pk")))
            | Exists(comments.filter(annotation__layer__round=OuterRef("pk")))
            | Exists(votes.filter(poll__round=OuterRef("pk")))
            | Exists(hints.filter(round=OuterRef("pk")))
            | Exists(answers.filter(assignment__exercises__round=OuterRef("pk")))
        )
        withheld = Round.all_objects.filter(of_person, ~not_hidden(user, ""), text__article__team=team)
        layers = layers.filter(not_hidden(user, "round__"))
        comments = comments.filter(not_hidden(user, "annotation__layer__round__"))
        votes = votes.filter(not_hidden(user, "poll__round__"))
        hints = hints.filter(not_hidden(user, "round__"))
        reviews = reviews.filter(not_hidden(user, "layer__round__"))
        hiding = Round.all_objects.filter(~not_hidden(user, ""), assigned__assignment=OuterRef("assignment"))
        answers = answers.filter(~Exists(hiding))
    layer_list = list(layers.select_related("round", "annotator").order_by("round"))
    annotations = Annotation.objects.filter(layer__in=layer_list).select_related("layer__annotator", "tag")
    return PersonalRows(
        layer_list,
        list(annotations.order_by("layer__round", "start", "id")),
        list(comments.select_related("author", "annotation__layer").order_by("created_at", "pk")),
        list(votes.select_related("poll", "tag").order_by("pk")),
        list(hints.order_by("shown_at", "pk")),
        list(reviews.select_related("layer").order_by("pk")),
        list(answers.select_related("assignment").order_by("assignment", "position")),
        list(Extension.objects.filter(round__text__article__team=team, user=person).order_by("round")),
        list(groups.select_related("group").order_by("round")),
        [numbered for layer in layer_list for numbered in _changes_by_annotator(layer)],
        list(withheld.select_related("text__article").order_by("pk")),
    )


def _changes_by_annotator(layer: Layer) -> list[tuple[int, Change]]:
    """Return what the annotator did to their layer, numbered as in files that they export."""
    if not layer.round.hides:
        changes = layer.changes.filter(actor=layer.annotator).order_by("seq")
        return [(change.seq, change) for change in changes]
    numbered = numbered_for_files(layer.annotator, layer.round)
    return [
        (number, change)
        for number, change in numbered
        if (change.layer_id, change.actor_id) == (layer.pk, layer.annotator_id)
    ]
