"""The list that a teacher chooses from: exercises of the class, own lessons, and those that are ready to use."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotate.access import rounds_in
from annotate.access.lessons import lessons_visible_to, library
from annotate.lessons.builtin_lessons import builtin_lessons
from annotate.lessons.pages.shown import Card, builtin_cards, cover_address, library_cards, own_cards
from annotate.rounds.entries import Entry, entries
from lti.linking.targets import Target
from lti.models import Placement, ResourceLink
from people.models import User
from web.text.folding import fold

# What can be chosen, as it stands in addresses.
LESSON, BUILTIN, ASSIGNMENT, EXERCISE = "lesson", "built-in", "assignment", "exercise"


@dataclass(frozen=True)
class Choice:
    """A row of the list. ``state`` is that of an exercise, and empty for a lesson."""

    section: str
    card: Card
    state: str = ""


def choices(user: User, target: Target) -> list[Choice]:
    """Return everything that ``user`` can choose, section by section; what the course has already comes last."""
    new, added = _exercises(user, target)
    return [*new, *_lessons(user, target), *added]


def matching(rows: list[Choice], words: str) -> list[Choice]:
    """Return the rows that contain every one of the words, regardless of case and accents."""
    query = fold(words).split()
    return [row for row in rows if all(word in _searched(row.card) for word in query)]


def _searched(card: Card) -> str:
    return fold(" ".join((card.title, card.summary, card.level, card.author, card.team)))


def _lessons(user: User, target: Target) -> Iterator[Choice]:
    own = list(lessons_visible_to(user))
    keys = {lesson.pk for lesson in own}
    listed = [lesson for lesson in library(user) if lesson.pk not in keys]
    builtin = builtin_lessons(get_language() or "")
    cards = zip([*own, *listed], [*own_cards(own), *library_cards(listed)], strict=True)
    stored = [(lesson.pk, replace(card, url=target.choice_url(LESSON, lesson.pk))) for lesson, card in cards]
    yield from (Choice(_("My lessons"), card) for pk, card in stored if pk in keys)
    for card in builtin_cards(builtin):
        yield Choice(_("Ready to use"), replace(card, url=target.choice_url(BUILTIN, card.slug)))
    yield from (Choice(_("Ready to use"), card) for pk, card in stored if pk not in keys)


def _exercises(user: User, target: Target) -> tuple[list[Choice], list[Choice]]:
    """Return the exercises of the class that are not in the course, and those that are."""
    known = _in_course(target)
    new, added = [], []
    for entry in entries(rounds_in(user, target.course.team), {}):
        key = (ASSIGNMENT, entry.assignment.pk) if entry.assignment else (EXERCISE, entry.first.pk)
        section = (
            _("Already added to the course") if key in known else _("In the class, not in the course yet")
        )
        row = Choice(section, _card(entry, target.choice_url(*key)), entry.first.state)
        (added if key in known else new).append(row)
    return new, added


def _in_course(target: Target) -> set[tuple[str, int]]:
    """Return the kind and key of each exercise that a link or a placement of the course opens."""
    columns = ("assignment", "round")
    placed = Placement.objects.filter(course=target.course).values_list(*columns)
    linked = ResourceLink.objects.filter(course=target.course).values_list(*columns)
    known: set[tuple[str, int]] = set()
    for assignment, round_ in [*placed, *linked]:
        known |= {(ASSIGNMENT, assignment), (EXERCISE, round_)}
    return known


def _card(entry: Entry, url: str) -> Card:
    titles = [round_.text.article.title for round_ in entry.rounds]
    slug = entry.assignment.builtin if entry.assignment else ""
    return Card(
        title=entry.title,
        summary=", ".join(title for title in titles if title != entry.title),
        level="",
        minutes=None,
        url=url,
        cover=cover_address(slug, entry.first.pk),
    )
