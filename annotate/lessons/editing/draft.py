"""The lists of a lesson while somebody edits them: values that need not be right yet, and what buttons do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotate.lessons.limits import MAX_ARTICLES, MAX_QUESTIONS, MAX_STEPS
from web.values import parse_int

MAX_NUMBER = 999


@dataclass(slots=True)
class DraftStep:
    """A step of the plan, as typed."""

    minutes: str = ""
    text: str = ""


@dataclass(slots=True)
class DraftArticle:
    """An article by the key of its exercise, and the numbers of the first and the last paragraph of its excerpt.

    One that is ``removed`` stays on the page until the lesson is saved, so that it can be kept after all.
    """

    exercise: int
    first: int | None = None
    last: int | None = None
    removed: bool = False


@dataclass(slots=True)
class LessonDraft:
    """The articles, questions and steps in the order of the page."""

    articles: list[DraftArticle] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    steps: list[DraftStep] = field(default_factory=list)


def from_post(form: Mapping[str, str]) -> LessonDraft:
    """Return what somebody has typed so far."""
    draft = LessonDraft()
    for number in range(_count(form, "articles", MAX_ARTICLES)):
        exercise, first, last = (
            parse_int(form.get(f"article-{number}{part}", "")) for part in ("", "-first", "-last")
        )
        if exercise is not None:
            removed = bool(form.get(f"article-{number}-removed"))
            draft.articles.append(DraftArticle(exercise, first, last, removed))
    for number in range(_count(form, "questions", MAX_QUESTIONS)):
        draft.questions.append(form.get(f"question-{number}", "").strip())
    for number in range(_count(form, "steps", MAX_STEPS)):
        minutes, text = (form.get(f"step-{number}-{part}", "").strip() for part in ("minutes", "text"))
        draft.steps.append(DraftStep(minutes, text))
    return draft


def apply_button(draft: LessonDraft, button: str) -> None:
    """Do what a button says, such as ``question-up-2``: to the third question. What makes no sense does nothing."""
    kind, verb, number = (*button.split("-"), "", "")[:3]
    which = parse_int(number, maximum=MAX_NUMBER)
    if verb == "add":
        _add(draft, kind)
    elif which is not None and kind == "article":
        _move(draft.articles, verb, which)
        for article in draft.articles[which : which + 1]:
            article.removed = {"remove": True, "keep": False}.get(verb, article.removed)
    elif which is not None and kind == "question":
        _move_or_remove(draft.questions, verb, which)
    elif which is not None and kind == "step":
        _move_or_remove(draft.steps, verb, which)


def _move_or_remove(rows: list[Any], verb: str, which: int) -> None:
    if verb == "remove":
        del rows[which : which + 1]
    _move(rows, verb, which)


def _move(rows: list[Any], verb: str, which: int) -> None:
    to = which + {"up": -1, "down": 1}.get(verb, 0)
    if which < len(rows) and 0 <= to < len(rows):
        rows[which], rows[to] = rows[to], rows[which]


def _add(draft: LessonDraft, kind: str) -> None:
    if kind == "question" and len(draft.questions) < MAX_QUESTIONS:
        draft.questions.append("")
    elif kind == "step" and len(draft.steps) < MAX_STEPS:
        draft.steps.append(DraftStep())


def written_questions(draft: LessonDraft) -> tuple[str, ...]:
    """Return the questions without those that were left empty."""
    return tuple(question for question in draft.questions if question)


def written_steps(draft: LessonDraft) -> list[DraftStep]:
    """Return the steps without those that were left empty."""
    return [step for step in draft.steps if step.minutes or step.text]


def _count(form: Mapping[str, str], name: str, most: int) -> int:
    return min(parse_int(form.get(name, ""), maximum=MAX_NUMBER) or 0, most)
