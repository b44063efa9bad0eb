"""A whole lesson as one value: what built-in lessons, lesson files and the database have in common. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotate.codebook import Codebook
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode, Tolerance


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """One answer of the key on ``[start, end)``, in code points of the article's body, which there says ``quote``."""

    start: int
    end: int
    quote: str
    tag: str
    also: tuple[str, ...] = ()
    tolerance: Tolerance = Tolerance.OVERLAP
    explanation: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LessonPicture:
    """A picture before the paragraph at ``offset`` of the body, or after the last one.

    ``content`` is a small JPEG or PNG file of ``width`` times ``height`` pixels; both are 0 while it is as it came.
    """

    offset: int
    alt: str
    content: bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class LessonArticle:
    """An article of a lesson. ``formatting`` as in ``Text``; ``extract`` is [start, end) of what is annotated."""

    title: str
    body: str
    formatting: tuple[Any, ...] = ()
    byline: str = ""
    publication: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""
    extract: tuple[int, int] | None = None
    pictures: tuple[LessonPicture, ...] = ()
    key: tuple[KeyAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of the plan and the minutes that it takes."""

    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class LessonContent:
    """Everything that a teacher prepares. ``minutes`` is how long the lesson takes."""

    title: str
    articles: tuple[LessonArticle, ...]
    codebook: Codebook
    summary: str = ""
    language: str = ""
    level: str = ""
    minutes: int | None = None
    instructions: str = ""
    mode: RoundMode = RoundMode.INDEPENDENT
    feedback: Feedback = Feedback.KEY
    feedback_when: FeedbackTiming = FeedbackTiming.ON_REVEAL
    hints: HintTiming = HintTiming.OFF
    detail_suggestions: bool = True
    questions: tuple[str, ...] = ()
    notes: str = ""
    plan: tuple[PlanStep, ...] = ()
    author: str = ""
    license: str = ""
