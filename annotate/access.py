"""The only way to get rounds and marks: nested things are reached from a visible parent.

In an independent round nobody gets at another's marks until it is revealed. That is held here, in
``visible_layers``, and everything that shows marks, changes, people or numbers of them starts from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Value
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.enums import Feedback, LayerKind, RoundMode, RoundState, feedback_due
from annotate.models import Annotation, Change, Codebook, Comment, Layer, Poll, Round, Vote, Webhook
from articles.access import visible_to as articles_visible_to
from articles.models import Article
from people.access import get_member, teams_permitting
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission, has_permission
from web.db.compiled_queries import CompiledQuery
from web.db.json_functions import IsoTimestamp, UuidText
from web.errors import ProblemError


class RoundNotFound(ProblemError, Http404):
    """The round is not there for this person: perhaps it was deleted, and comes back out of the bin."""

    status = 404
    code = "not-found"

    def extensions(self) -> dict[str, str]:
        """Return what there is none of."""
        return {"missing": "round"}


def rounds_visible_to(user: User) -> QuerySet[Round]:
    """The rounds on articles that ``user`` may see: drafts for those who run them, others for those who take part."""
    invited = Round.participants.through.objects.filter(round=OuterRef("pk"))
    takes_part = ~Q(state=RoundState.DRAFT) & (~Exists(invited) | Exists(invited.filter(user=user.pk)))
    runs = Q(text__article__team=None) | Q(
        text__article__team__in=teams_permitting(user, Permission.OVERSEE_ROUNDS)
    )
    # As ``Round.objects`` does, without its joins: the articles are those that are not in the bin.
    rounds = Round.all_objects.filter(deleted_at=None, text__article__in=articles_visible_to(user))
    return rounds.filter(runs | takes_part)


_ROUND = CompiledQuery(
    lambda user, pk: rounds_visible_to(User(pk=user)).filter(pk=pk)
    .select_related("text__article__team", "codebook")
)  # fmt: skip


def get_round(user: User, pk: int, permission: Permission = Permission.VIEW_ROUND) -> Round:
    """One round with its text and article; ``Http404`` when unseen, ``PermissionRefused`` when ``permission`` is not theirs."""
    found = _ROUND.first(user.pk, pk)
    if found is None:
        raise RoundNotFound(_("There is no such round, or it is not shared with you."))
    check_permission(user, permission, found)
    return found


def rounds_on(user: User, article: Article) -> QuerySet[Round]:
    """The rounds on one article, newest first."""
    return rounds_visible_to(user).filter(text__article=article).order_by("-id")


def rounds_in(user: User, team: Team) -> QuerySet[Round]:
    """The rounds of one team, newest first, each with its article."""
    found = rounds_visible_to(user).filter(text__article__team=team)
    return found.select_related("text__article__team", "codebook").order_by("-id")


def visible_layers(
    user: User, rounds: Round | Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Layer]:
    """The layers of one kind in these visible rounds that ``user`` may see: of a reader's their own in any case.

    Many rounds are best given as a query.
    """
    rounds = [rounds] if isinstance(rounds, Round) else rounds
    layers = Layer.objects.filter(round__in=rounds, kind=kind)
    if kind == LayerKind.KEY:
        return layers.filter(round__in=[round_ for round_ in rounds if can_see_answer_key(user, round_)])
    return layers.filter(_shown("round__") | Q(annotator=user))


def _shown(prefix: str) -> Q:
    """What ``not Round.hides`` says, in the database; ``prefix`` leads to the round."""
    return ~Q(**{f"{prefix}mode": RoundMode.INDEPENDENT}) | Q(**{f"{prefix}state": RoundState.REVEALED})


def annotations_in(
    user: User, rounds: Round | Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation]:
    """The marks that stand in these visible rounds and that ``user`` may see, in the order of the text."""
    found = current_annotations(user, rounds, kind).select_related("layer__annotator", "tag")
    return found.order_by("start", "end", "id")


def current_annotations(
    user: User, rounds: Round | Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation]:
    """As ``annotations_in``, in no order and with nothing fetched beside them: to be counted or read as rows."""
    return Annotation.objects.filter(layer__in=visible_layers(user, rounds, kind), deleted=False)


def visible_answer_key(user: User, round_: Round) -> QuerySet[Annotation]:
    """The key's answers, where ``user`` may see them now; none where not."""
    return annotations_in(user, round_, LayerKind.KEY)


def answer_key_for_scoring(round_: Round) -> QuerySet[Annotation]:
    """All of the key, for a number to be made of it. What the number may be told with: ``feedback_for``."""
    marks = Annotation.objects.filter(layer__round=round_, layer__kind=LayerKind.KEY, deleted=False)
    return marks.select_related("tag").order_by("start", "end", "id")


def has_answer_key(round_: Round) -> bool:
    """Whether anybody has begun a key here. Who may see it: ``can_see_answer_key``."""
    return round_.layers.filter(kind=LayerKind.KEY).exists()


def final_annotations(round_: Round) -> QuerySet[Annotation]:
    """What stands in the settled layer of a round that hides nothing, for who may settle."""
    return Annotation.objects.filter(layer__round=round_, layer__kind=LayerKind.SETTLED, deleted=False)


def adjudication_changes(round_: Round, *verbs: str) -> QuerySet[Change]:
    """What was done by these verbs to the settled layer, oldest first, for who may settle."""
    return round_.changes.filter(verb__in=verbs).select_related("layer").order_by("seq")


def last_round_change(round_: Round, verb: str) -> Change | None:
    """The last change by this verb to the round itself, and to nobody's layer."""
    return round_.changes.filter(verb=verb, layer=None).order_by("seq").last()


def annotation_counts_by_layer(rounds: Iterable[Round]) -> QuerySet[Layer]:
    """Readers' layers with how much they hold, for ``annotate.rounds.progress``, which decides who is told what."""
    stands = Q(annotations__deleted=False)
    found = Layer.objects.filter(round__in=rounds, kind=LayerKind.READER, annotator__isnull=False)
    return found.annotate(
        started=Min("annotations__created_at"),
        last=Max("annotations__updated_at"),
        marks=Count("annotations", filter=stands),
        furthest=Max("annotations__end", filter=stands),
    )


def rounds_begun(round_: Round) -> int:
    """How many have begun, which whoever leads the round may know."""
    return round_.layers.exclude(annotator=None).count()


def used_ids(kind: type[Annotation] | type[Comment], ids: Iterable[UUID | str]) -> set[UUID]:
    """Those of ``ids`` that a row anywhere has already: for who brings rows that were made elsewhere."""
    return set(kind.objects.filter(pk__in=ids).values_list("pk", flat=True))


def annotations_taken(ids: Iterable[UUID]) -> Iterable[tuple[UUID, int, bool]]:
    """(id, its text, whether its round is in the bin) of those ``ids`` that are taken: for who brings annotations."""
    taken = Annotation.objects.filter(pk__in=ids).values_list(
        "pk", "layer__round__text", "layer__round__deleted_at"
    )
    return [(pk, text, deleted_at is not None) for pk, text, deleted_at in taken]


def feedback_for(user: User, round_: Round) -> Feedback:
    """What ``user`` may be told now about their marks beside the key."""
    layer = get_layer(user, round_)
    submitted = layer is not None and layer.submitted_at is not None
    return feedback_due(round_.feedback, round_.feedback_when, round_.state, submitted)


ANNOTATION_COLUMNS = (
    "id", "tag__slug", "start", "end", "layer__annotator_id", "version", "details", "note", "created_at",
)  # fmt: skip
ANSWER_COLUMNS = (*ANNOTATION_COLUMNS, "answer")


def annotation_rows_for_report(
    user: User, round_: Round, kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation, tuple[Any, ...]]:
    """The marks that stand in this visible round and that ``user`` may see, as rows of MARK_ROW, in no order.

    The key's are rows of ANSWER_ROW.
    """
    return current_annotations(user, round_, kind).values_list(
        *(ANSWER_COLUMNS if kind == LayerKind.KEY else ANNOTATION_COLUMNS)
    )


EXPORT_COLUMNS = (
    "said_id",
    "layer",
    "layer__round",
    "start",
    "end",
    "tag__slug",
    "quote",
    "said_at",
    "note",
    "details",
)


def annotation_rows(
    user: User, rounds: Iterable[Round], kind: LayerKind = LayerKind.READER
) -> QuerySet[Annotation, tuple[Any, ...]]:
    """As ``annotations_in``, as rows of KEPT_ROW and in no order: thousands of articles are fetched so.

    Their ids and times are text that the database writes.
    """
    seen = current_annotations(user, rounds, kind)
    said = {"said_id": UuidText(F("id")), "said_at": IsoTimestamp(F("created_at"))}
    return seen.annotate(**said).values_list(*EXPORT_COLUMNS)


def people_in(user: User, round_: Round) -> QuerySet[User, dict[str, Any]]:
    """Whose layers ``user`` may see in this visible round: ``id`` and ``name``."""
    return User.objects.filter(layers__in=visible_layers(user, round_)).values("id", "name")


def changes_in(user: User, round_: Round, after: int, most: int) -> list[tuple[int, Change]]:
    """Up to ``most`` things that happened since the change number ``after``, oldest first, each with its number.

    Where others' marks are hidden the numbers count what this person may be told: gaps would tell how much others do.
    """
    told = visible_changes(user, round_)
    if round_.hides:
        return list(enumerate(told[after : after + most], after + 1))
    return [(change.seq, change) for change in told.filter(seq__gt=after)[:most]]


def changes_after(user: User, round_: Round, seq: int, most: int) -> list[tuple[int, Change]]:
    """As ``changes_in``, of what came after the log's own number ``seq``, which whoever asks may know."""
    told = visible_changes(user, round_)
    found = list(told.filter(seq__gt=seq)[:most])
    if round_.hides:
        return list(enumerate(found, told.filter(seq__lte=seq).count() + 1))
    return [(change.seq, change) for change in found]


def visible_changes(user: User, round_: Round) -> QuerySet[Change]:
    """The changes of this visible round that ``user`` may know of, oldest first."""
    shown = Q(layer=None)
    for kind in LayerKind:
        shown |= Q(layer__in=visible_layers(user, round_, kind))
    return round_.changes.filter(shown).order_by("seq")


def last_visible_seq(user: User, round_: Round) -> int:
    """The number of the last change that ``user`` may know of, as ``changes_in`` counts."""
    return visible_changes(user, round_).count() if round_.hides else round_.last_seq


def changes_since_by_round(
    rounds: list[int], seen: dict[int, int]
) -> dict[int, tuple[int, list[dict[str, Any]]]]:
    """For the tail alone, which decides nobody's rights: round -> (its last number, changes since ``seen``).

    A round that is not in ``seen`` yet begins with its last number.
    """
    found: dict[int, tuple[int, list[dict[str, Any]]]] = {}
    for pk, last in Round.objects.filter(pk__in=rounds).values_list("pk", "last_seq"):
        before = seen.get(pk, last)
        rows: list[dict[str, Any]] = []
        if last > before:
            changes = Change.objects.filter(round=pk, seq__gt=before, seq__lte=last).order_by("seq")
            rows = list(
                changes.values(
                    "seq", "verb", "payload", kind=F("layer__kind"), annotator=F("layer__annotator_id")
                )
            )
        if last != seen.get(pk):
            found[pk] = (last, rows)
    return found


def access_states(rounds: list[int]) -> dict[int, Any]:
    """Return for each round that is still there a value that changes when somebody may see less of it than before.

    For the tail alone, as ``changes_since_by_round``.
    """
    return dict(Round.objects.filter(pk__in=rounds).values_list("pk", "text__article__team__access_version"))


_READER_LAYERS = CompiledQuery(
    lambda round_, user: Layer.objects.filter(round=round_, annotator=user, kind=LayerKind.READER)
)
_LAYERS_WITHOUT_ANNOTATOR = CompiledQuery(
    lambda round_, kind: Layer.objects.filter(round=round_, kind=Value(kind))
)


def get_layer(user: User, round_: Round, kind: LayerKind = LayerKind.READER) -> Layer | None:
    """What ``user`` has marked in this visible round, or its key or settled layer; None before the first mark."""
    found = (
        _READER_LAYERS.first(round_.pk, user.pk)
        if kind == LayerKind.READER
        else _LAYERS_WITHOUT_ANNOTATOR.first(round_.pk, kind)
    )
    if found:
        found.round, found.annotator = round_, user if kind == LayerKind.READER else None
    return found


def get_annotation(user: User, round_: Round, pk: UUID) -> Annotation:
    """A mark that stands in this visible round and that ``user`` may see, in whichever layer; else ``Http404``."""
    seen = Q(layer=None)
    for kind in LayerKind:
        seen |= Q(layer__in=visible_layers(user, round_, kind))
    found = (
        Annotation.objects.filter(seen, pk=pk, deleted=False)
        .select_related("layer__annotator", "tag")
        .first()
    )
    if found is None:
        raise Http404(_("There is no such mark in this round."))
    return found


def comments_in(user: User, round_: Round) -> QuerySet[Comment]:
    """What was said of the marks of this visible round that ``user`` may see, oldest first."""
    seen = Q(annotation=None)
    for kind in LayerKind:
        seen |= Q(annotation__layer__in=visible_layers(user, round_, kind))
    found = Comment.objects.filter(seen, annotation__deleted=False)
    return found.select_related("author", "annotation__layer").order_by("created_at", "pk")


def comments_to_mention(round_: Round) -> QuerySet[Comment]:
    """Every comment that stands in a round, for whoever is meant in it and may see it now to be told; see ``can_see_annotation``."""
    standing = Comment.objects.filter(annotation__layer__round=round_, annotation__deleted=False)
    standing = standing.filter(removed_at=None, body__contains="@")
    return standing.select_related("author", "annotation__layer").order_by("created_at", "pk")


def get_comment(user: User, round_: Round, pk: UUID) -> Comment:
    """One of them; else ``Http404``."""
    found = comments_in(user, round_).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such comment in this round."))
    return found


def export_rows(user: User, round_: Round) -> tuple[list[Layer], list[Annotation], list[Comment], list[Vote]]:
    """All that is kept of this visible round and that ``user`` may see, what was deleted too: layers, marks,
    comments, votes. Who thought what in a vote is for who voted, and for who looks after people’s data.
    """
    seen = [layer for kind in LayerKind for layer in visible_layers(user, round_, kind).order_by("pk")]
    marks = Annotation.objects.filter(layer__in=seen).select_related("tag").order_by("start", "end", "id")
    comments = Comment.objects.filter(annotation__layer__in=seen).order_by("created_at", "pk")
    votes = Vote.objects.filter(poll__round=round_).select_related("tag").order_by("pk")
    if not has_permission(user, Permission.MANAGE_PERSONAL_DATA, round_):
        votes = votes.filter(voter=user)
    return seen, list(marks), list(comments), list(votes)


def former_participants(team: Team) -> QuerySet[User]:
    """Who has left a team, or was removed, and left something in it: for whoever looks after people's data."""
    layers = Layer.objects.filter(round__text__article__team=team, annotator=OuterRef("pk"))
    comments = Comment.objects.filter(
        annotation__layer__round__text__article__team=team, author=OuterRef("pk")
    )
    left_something = User.objects.filter(Exists(layers) | Exists(comments))
    return left_something.exclude(memberships__team=team).order_by("name", "pk")


def get_participant(team: Team, pk: int) -> User:
    """Somebody who is in a visible team or has left something in it; else ``Http404``."""
    return former_participants(team).filter(pk=pk).first() or get_member(team, pk)


@dataclass(frozen=True)
class PersonalRows:
    """What is held of one person in a team, as far as it may be handed out; ``withheld`` are rounds that hide the rest.

    ``changes`` are those that the person made to their own layers, each with its number.
    """

    layers: list[Layer]
    annotations: list[Annotation]
    comments: list[Comment]
    votes: list[Vote]
    changes: list[tuple[int, Change]]
    withheld: list[Round]


def personal_rows(user: User, team: Team, person: User) -> PersonalRows:
    """Return what is held of ``person`` in ``team``: to themselves all of it, to ``user`` nothing that a round hides.

    Whoever may look after people's data is one of those from whom a round hides, too.
    """
    layers = Layer.objects.filter(round__text__article__team=team, annotator=person)
    comments = Comment.objects.filter(annotation__layer__round__text__article__team=team, author=person)
    votes = Vote.objects.filter(poll__round__text__article__team=team, voter=person)
    withheld: QuerySet[Round] = Round.objects.none()
    if user != person:
        of_person = (
            Exists(layers.filter(round=OuterRef("pk")))
            | Exists(comments.filter(annotation__layer__round=OuterRef("pk")))
            | Exists(votes.filter(poll__round=OuterRef("pk")))
        )
        withheld = Round.all_objects.filter(of_person, ~_shown(""), text__article__team=team)
        layers = layers.filter(_shown("round__"))
        comments = comments.filter(_shown("annotation__layer__round__"))
        votes = votes.filter(_shown("poll__round__"))
    found = list(layers.select_related("round", "annotator").order_by("round"))
    annotations = Annotation.objects.filter(layer__in=found).select_related("layer__annotator", "tag")
    return PersonalRows(
        found,
        list(annotations.order_by("layer__round", "start", "id")),
        list(comments.select_related("author", "annotation__layer").order_by("created_at", "pk")),
        list(votes.select_related("poll", "tag").order_by("pk")),
        [numbered for layer in found for numbered in _own_changes(layer)],
        list(withheld.select_related("text__article").order_by("pk")),
    )


def _own_changes(layer: Layer) -> list[tuple[int, Change]]:
    """What the annotator of this layer did to it, numbered as ``changes_in`` numbers it for them."""
    if not layer.round.hides:
        own = layer.changes.filter(actor=layer.annotator).order_by("seq")
        return [(change.seq, change) for change in own]
    numbered = enumerate(visible_changes(layer.annotator, layer.round), 1)
    return [
        (number, change)
        for number, change in numbered
        if (change.layer_id, change.actor_id) == (layer.pk, layer.annotator_id)
    ]


def get_poll(round_: Round, pk: int) -> Poll:
    """One vote of this visible round; ``Http404`` when there is none."""
    found = round_.polls.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such vote in this round."))
    return found


def polls_of(round_: Round) -> QuerySet[Poll]:
    """The votes of this visible round: what they are about is everybody's to know, who thinks what is not."""
    return round_.polls.order_by("pk")


def vote_counts(poll: Poll) -> dict[str, int]:
    """How many think what, for who leads the round: tag slug, or "" for none of them -> votes."""
    counts = poll.votes.order_by().values_list("tag__slug").annotate(n=Count("pk"))
    return {slug or "": n for slug, n in counts}


def get_open_poll(round_: Round) -> Poll | None:
    """The vote that is being taken in this visible round."""
    return round_.polls.filter(closed_at=None).order_by("-pk").first()


def get_webhook(team: Team, pk: int) -> Webhook:
    """One webhook of a visible team; ``Http404`` when there is none."""
    found = team.webhooks.select_related("team", "owner").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such webhook in this team."))
    return found


def codebooks_visible_to(user: User) -> QuerySet[Codebook]:
    """The codebooks that ship, those of one's teams, and those of the rounds that one sees."""
    used = rounds_visible_to(user).filter(codebook=OuterRef("pk"))
    return Codebook.objects.filter(
        Q(team=None) | Q(team__in=teams_permitting(user, Permission.VIEW_CODEBOOK)) | Exists(used)
    )


def get_codebook(user: User, pk: int, permission: Permission = Permission.VIEW_CODEBOOK) -> Codebook:
    """One codebook; ``Http404`` when unseen, ``PermissionRefused`` when ``permission`` is not theirs."""
    found = (
        codebooks_visible_to(user).select_related("team").filter(pk=pk).first()
        if user.is_authenticated
        else None
    )
    if found is None:
        raise Http404(_("There is no such codebook, or it is not shared with you."))
    if permission != Permission.VIEW_CODEBOOK:
        if found.team_id is None:
            raise PermissionRefused(
                _(
                    "The codebooks that come with Claimlight stay as they are. Copy this one, and change the copy."
                )
            )
        check_permission(user, permission, found)
    return found


def codebooks_in(user: User, team: Team) -> QuerySet[Codebook]:
    """The team's own codebooks, archived ones too, each in its newest version."""
    newer = Codebook.objects.filter(
        team=OuterRef("team"), slug=OuterRef("slug"), version__gt=OuterRef("version")
    )
    found = codebooks_visible_to(user).filter(~Exists(newer), team=team)
    return found.select_related("team").order_by("title", "pk")


def codebooks_for(user: User, team: Team | None) -> QuerySet[Codebook]:
    """What a round of ``team`` can be opened with: the newest of those that ship and of the team's own."""
    newer = Codebook.objects.filter(slug=OuterRef("slug"), version__gt=OuterRef("version"))
    shipped = Q(team=None) & ~Exists(newer.filter(team=None))
    own = Q(team=team if team and has_permission(user, Permission.VIEW_CODEBOOK, team) else 0)
    own &= ~Exists(newer.filter(team=OuterRef("team")))
    found = Codebook.objects.filter(shipped | own, archived_at=None)
    return found.order_by(F("team").asc(nulls_first=True), "slug")


def versions_of(codebook: Codebook) -> QuerySet[Codebook]:
    """A visible codebook in all its versions, newest first."""
    return Codebook.objects.filter(team=codebook.team_id, slug=codebook.slug).order_by("-version")


def can_see_annotation(user: User, round_: Round, layer: Layer) -> bool:
    """Whether ``user`` may see this layer of the round now."""
    if not rounds_visible_to(user).filter(pk=round_.pk).exists():
        return False
    return visible_layers(user, round_, LayerKind(layer.kind)).filter(pk=layer.pk).exists()


def can_see_answer_key(user: User, round_: Round) -> bool:
    """Whether ``user`` may see the key of this visible round now."""
    return (
        has_permission(user, Permission.OVERSEE_ROUNDS, round_) or feedback_for(user, round_) == Feedback.KEY
    )
