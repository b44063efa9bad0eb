"""What the page of a link shows to those who teach: the state of its exercises, and how far its pupils are."""

from dataclasses import dataclass

from annotate.access import assigned_rounds, key_counts, rounds_visible_to
from annotate.enums import RoundMode, RoundState
from annotate.models import Round
from annotate.rounds.progress import RoundProgress, over_all, progress
from lti.models import ResourceLink
from people.models import User
from people.permissions import Permission, has_permission


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A link as a teacher sees it. ``rounds`` are its articles, none while it opens nothing that can be seen."""

    rounds: tuple[Round, ...]
    title: str
    handed_in: tuple[str, ...]
    working: tuple[str, ...]
    not_begun: tuple[str, ...]
    has_key: bool
    can_manage: bool

    @property
    def first(self) -> Round:
        """Return the first round, which stands for all: they have the same state and settings."""
        return self.rounds[0]

    @property
    def is_going(self) -> bool:
        """Return whether retention has announced to delete an article of it."""
        return any(round_.warned_at for round_ in self.rounds)

    @property
    def people(self) -> int:
        """Return how many people take part."""
        return len(self.handed_in) + len(self.working) + len(self.not_begun)

    @property
    def shows_results(self) -> bool:
        """Return whether everybody can be compared with the answer key now."""
        return self.has_key and (self.first.state == RoundState.REVEALED or self.first.mode == RoundMode.OPEN)


def link_page(user: User, link: ResourceLink) -> LinkPage:
    """Return what ``user``, who oversees its class, sees of a link."""
    rounds = _rounds(user, link)
    can_manage = has_permission(user, Permission.MANAGE_ROUND, link.course.team)
    if not rounds:
        return LinkPage((), "", (), (), (), False, can_manage)
    title = link.assignment.title if link.assignment else rounds[0].text.article.title
    totals = [(one.person.name, over_all(one.cells)) for one in progress(user, link.course.team, rounds)]
    taking_part = [(name, total) for name, total in totals if total.takes_part or total.started]
    return LinkPage(
        rounds,
        title,
        tuple(name for name, total in taking_part if total.submitted),
        tuple(name for name, total in taking_part if _is_working(total)),
        tuple(name for name, total in taking_part if not total.started and not total.submitted),
        bool(key_counts(user, rounds)),
        can_manage,
    )


def _is_working(total: RoundProgress) -> bool:
    return total.started is not None and not total.submitted


def _rounds(user: User, link: ResourceLink) -> tuple[Round, ...]:
    if link.assignment:
        return tuple(assigned_rounds(user, link.assignment))
    visible = rounds_visible_to(user).filter(pk=link.round_id)
    return tuple(visible.select_related("text__article__team", "codebook"))
