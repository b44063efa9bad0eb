"""Named people with a class, articles, rounds and annotations: the setting of most tests.

Everything is created by the actions that pages call, so a world contains nothing that people could not create.
"""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client

from annotate.annotations.actions import AnnotationInput, put_annotation
from annotate.codebooks.actions import copy_codebook
from annotate.enums import RoundState
from annotate.models import Annotation, Codebook, Round
from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze
from articles.models import Article, Text
from articles.text.draft import Draft, Formatting
from people.actions.accounts import add_member, create_team
from people.models import Team, User
from people.permissions import Role
from people.terms import Kind

PASSWORD = "a-long-password"

# An emoji before everything else, a family joined by ZWJ, a combining accent, Hebrew and Arabic, a quotation.
HEADLINE = "🌉 Mayor slams critics"
QUOTATION = "“We will not be silent, and we will not move.”"
BODY = (
    f"{HEADLINE}\n\n"
    "The globalist council voted nine to six. “It was a disgrace,” said the 👩‍👩‍👧 family of Jose\u0301.\n\n"
    "שלום: a café that, according to the union, serves السلام عليكم and 𠮷野家 in one line.\n"
    "A second line follows.\n\n"
    f"{QUOTATION}\n\n"
    "Taxes fell by four per cent in 2023. Nobody should be surprised by that."
)
FORMATTING = (
    Formatting(0, len(HEADLINE), "heading", "1"),
    Formatting(BODY.index("Taxes"), BODY.index(" in 2023"), "emphasis"),
    Formatting(BODY.index(QUOTATION), BODY.index(QUOTATION) + len(QUOTATION), "quotation"),
)
UNDER_REVIEW = "A bridge is closed 🚧\n\nThe bridge closes on Monday.\n\nIt opens again in May."
FOREIGN_BODY = "🕊 A stranger's secret: the treasure lies under the old oak."

ROLES = ("nobody", "stranger", "viewer", "pupil", "colleague", "teacher")


@dataclass(frozen=True)
class World:
    """``nobody`` is not signed in; ``stranger`` has nothing to do with the class."""

    teacher: User
    colleague: User
    pupil: User
    classmate: User
    viewer: User
    stranger: User
    nobody: None

    team: Team
    article: Article
    text: Text
    round: Round
    draft: Round
    under_review: Article
    annotations: dict[str, Annotation]
    codebook: Codebook

    foreign_codebook: Codebook
    foreign_team: Team
    foreign_article: Article
    foreign_round: Round
    foreign_annotation: Annotation

    sessions: dict[str, str]

    def client(self, role: str, **options: Any) -> Client:
        """Return a browser in which the person of this role is signed in.

        All browsers of a role share one session: signing in costs more than most requests.
        """
        client = Client(**options)
        if getattr(self, role):
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


def build_world() -> World:
    """Create a world."""
    names = [f.name for f in fields(World) if f.type is User]
    people = {name: User.objects.create_user(f"{name}@school.example", PASSWORD, name) for name in names}
    teacher, stranger = people["teacher"], people["stranger"]

    team = create_team(teacher, "Class 9b", Kind.CLASS)
    add_member(team, people["colleague"], Role.EDITOR)
    add_member(team, people["pupil"], Role.ANNOTATOR)
    add_member(team, people["classmate"], Role.ANNOTATOR)
    add_member(team, people["viewer"], Role.VIEWER)

    article = _article(teacher, BODY, team, FORMATTING)
    text = freeze(teacher, article, cleaning=False)
    article.refresh_from_db()
    round_ = create_round(teacher, text)

    foreign_team = create_team(stranger, "Elsewhere")
    foreign_article = _article(stranger, FOREIGN_BODY, foreign_team)
    foreign_round = create_round(stranger, freeze(stranger, foreign_article, cleaning=False))
    foreign_article.refresh_from_db()

    return World(
        **people,
        nobody=None,
        team=team,
        article=article,
        text=text,
        round=round_,
        draft=create_round(teacher, text, state=RoundState.DRAFT),
        under_review=_article(teacher, UNDER_REVIEW, team),
        annotations=_annotations(people, round_),
        codebook=copy_codebook(teacher, round_.codebook, team),
        foreign_codebook=copy_codebook(stranger, round_.codebook, foreign_team),
        foreign_team=foreign_team,
        foreign_article=foreign_article,
        foreign_round=foreign_round,
        foreign_annotation=mark(stranger, foreign_round, "treasure", "opinion"),
        sessions={name: sign_in(person) for name, person in people.items()},
    )


def sign_in(user: User) -> str:
    """Sign ``user`` in and return the key of the session."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def annotation_input(round_: Round, words: str, tag: str = "opinion", **fields: Any) -> AnnotationInput:
    """Return the input to annotate the first occurrence of ``words`` in the round's text with ``tag``."""
    start = round_.text.body.index(words)
    fields.setdefault("details", {})
    return AnnotationInput(tag, start, start + len(words), words, **fields)


def mark(
    user: User, round_: Round, words: str, tag: str, pk: UUID | None = None, **fields: Any
) -> Annotation:
    """Annotate the first occurrence of ``words`` as ``user``."""
    return put_annotation(user, round_, pk or uuid4(), annotation_input(round_, words, tag, **fields))[0]


def _article(owner: User, body: str, team: Team | None, formatting: tuple[Formatting, ...] = ()) -> Article:
    title = body.partition("\n")[0]
    return add_article(
        owner, Draft(body, title=title, formatting=formatting), body.encode(), "article.txt", team
    )


def _annotations(people: dict[str, User], round_: Round) -> dict[str, Annotation]:
    """Create nested annotations ("globalist" in a claim), overlapping ones, and one span annotated by two people."""
    pupil, classmate = people["pupil"], people["classmate"]
    claim = "The globalist council voted nine to six."
    allegation = "a café that, according to the union, serves السلام عليكم"
    return {
        "claim": mark(pupil, round_, claim, "factual-claim", details={"status": "supported"}),
        "loaded": mark(pupil, round_, "globalist", "loaded-language", details={"neutral": "city"}),
        "overlapping": mark(pupil, round_, "nine to six. “It was a disgrace,”", "opinion"),
        "classmate": mark(classmate, round_, claim, "opinion", note="Says who? 🤔"),
        "allegation": mark(
            classmate, round_, allegation, "attributed-allegation",
            details={"source": "the union", "cue": "according to"},
        ),
    }  # fmt: skip
