"""What a learning platform has: people, and courses with members, links and line items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.lti.platform.names import PUPIL


def new_id() -> str:
    """Return an id that nothing else has."""
    return str(uuid4())


@dataclass(eq=False)
class Person:
    """Somebody with an account. The platform sends ``name`` unless it is empty."""

    name: str
    id: str = field(default_factory=new_id)
    locale: str = "en"

    def claims(self) -> dict[str, str]:
        """Return what the platform says of them, in messages and in rosters."""
        if not self.name:
            return {}
        given, _, family = self.name.partition(" ")
        email = f"{self.name.replace(' ', '.').lower()}@school.example"
        parts = {"name": self.name, "given_name": given, "family_name": family, "email": email}
        return {claim: value for claim, value in parts.items() if value}


@dataclass(eq=False)
class Member:
    """Somebody in a course; ``status`` is Active, Inactive or Deleted."""

    person: Person
    roles: Sequence[str]
    status: str = "Active"
    groups: Sequence[str] = ()


@dataclass(eq=False)
class LineItem:
    """A column of the gradebook: the newest score by the id of its person, and all that arrived, in order."""

    label: str
    score_maximum: float
    id: str = field(default_factory=new_id)
    resource_id: str = ""
    tag: str = ""
    link: "Link | None" = None
    # The message with which somebody's work is shown (``submissionReview``).
    review: Mapping[str, Any] | None = None
    scores: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    history: list[Mapping[str, Any]] = field(default_factory=list)


@dataclass(eq=False)
class Link:
    """A link to the tool in a course."""

    title: str
    url: str
    id: str = field(default_factory=new_id)
    custom: Mapping[str, str] = field(default_factory=dict)
    line_item: LineItem | None = None


@dataclass(eq=False)
class Course:
    """A course (an LTI context)."""

    title: str
    id: str = field(default_factory=new_id)
    members: list[Member] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    line_items: list[LineItem] = field(default_factory=list)

    def enroll(self, person: Person, roles: Sequence[str] = PUPIL, groups: Sequence[str] = ()) -> Member:
        """Put somebody into the course."""
        member = Member(person, roles, groups=groups)
        self.members.append(member)
        return member

    def member(self, person: Person) -> Member:
        """Return what ``person`` is in the course."""
        return next(member for member in self.members if member.person is person)

    def drop(self, person: Person) -> None:
        """Take somebody out of the course."""
        self.members.remove(self.member(person))

    def add_line_item(self, label: str, score_maximum: float = 100, link: Link | None = None) -> LineItem:
        """Add a column to the gradebook, the one of ``link`` if it is given."""
        item = LineItem(label, score_maximum, link=link)
        self.line_items.append(item)
        if link:
            link.line_item = item
        return item
