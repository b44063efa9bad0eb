"""The pages and the API of assignments: one entry in lists, one place for settings, answers by question and as CSV."""

import csv
import io
from typing import Any

import pytest

from annotate.assignments.actions import (
    lead_assignment,
    save_answers,
    submit_assignment,
    transition_assignment,
)
from annotate.enums import RoundMode, RoundState
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.models import Assignment
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.problems import check_problem
from tests.world import World, mark

JSON = {"content_type": "application/json"}


def rows_of_csv(world: World, assignment: Assignment, query: str = "") -> list[dict[str, str]]:
    content = world.client("teacher").get(f"/assignments/{assignment.pk}/answers.csv{query}").content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_lists_have_one_entry_for_all_articles(world: World) -> None:
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    for person in ("teacher", "pupil"):
        page = world.client(person).get(f"/teams/{world.team.pk}/rounds/")
        entries = [entry for entry in page.context["entries"] if entry.assignment]
        assert [[round_.pk for round_ in entry.rounds] for entry in entries] == [[first.pk, second.pk]]
        assert f'href="/rounds/{first.pk}/about/"' not in page.content.decode()
    mark(world.pupil, first, "shameful", "loaded-language")
    submit_assignment(world.pupil, assignment)
    grid = world.client("teacher").get(f"/teams/{world.team.pk}/rounds/").context["grid"]
    states = {row.person.name: [cell.state for cell in row.cells] for row in grid}
    # The newest comes first; then a draft and the round of the world.
    assert states["pupil"][0] == "handed in"
    assert {len(cells) for cells in states.values()} == {3}


def test_people_arrive_at_the_first_article_without_highlights(world: World) -> None:
    world.round.move_to_bin(None)
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)

    def arrives() -> str:
        return world.client("pupil").get(f"/teams/{world.team.pk}/enter/")["Location"]

    assert arrives() == f"/rounds/{first.pk}/"
    mark(world.pupil, first, "shameful", "loaded-language")
    assert arrives() == f"/rounds/{second.pk}/"
    mark(world.pupil, second, "Nobody should be surprised.", "opinion")
    assert arrives() == f"/assignments/{assignment.pk}/"
    submit_assignment(world.pupil, assignment)
    assert arrives() == f"/teams/{world.team.pk}/rounds/"


def test_the_set_is_changed_in_one_place(world: World) -> None:
    assignment = make_assignment(world)
    address = f"/api/v1/assignments/{assignment.pk}/"
    sent = {"title": "Two papers", "due_at": "2031-05-01T12:00:00Z", "instructions": "Read both."}
    changed = world.client("teacher").patch(address, sent, **JSON).json()
    assert changed["title"] == "Two papers"
    assert [round_["instructions"] for round_ in changed["rounds"]] == ["Read both.", "Read both."]
    state = world.client("teacher").put(f"{address}state/", {"state": "closed"}, **JSON).json()
    assert [round_["state"] for round_ in state["rounds"]] == ["closed", "closed"]
    form = {"title": "Three", "mode": "independent", "feedback": "key", "feedback_when": "on reveal"}
    assert world.client("teacher").post(f"/assignments/{assignment.pk}/settings/", form).status_code == 302
    assert {round_.feedback for round_ in rounds_of(assignment)} == {"key"}
    refused = world.client("teacher").post(f"/assignments/{assignment.pk}/settings/", form | {"title": " "})
    assert refused.status_code == 422
    check_problem(world.client("teacher").patch(address, {"mode": "open"}, **JSON), 403, "refused")


def test_handing_in_by_the_api_of_one_article_is_handing_in_all(world: World) -> None:
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    client, address = world.client("pupil"), f"/api/v1/assignments/{assignment.pk}/submission/"
    mark(world.pupil, second, "Nobody should be surprised.", "opinion")
    assert client.get(address).json() == {
        "submitted_at": None,
        "late": False,
        "rounds": [{"round": first.pk, "highlights": 0}, {"round": second.pk, "highlights": 1}],
        "unanswered": 2,
    }
    assert client.put(f"/api/v1/rounds/{first.pk}/submission/").status_code == 200
    assert client.get(address).json()["submitted_at"]
    answer = client.put(f"/api/v1/assignments/{assignment.pk}/answers/1/", {"body": "Late"}, **JSON)
    check_problem(answer, 403, "refused")
    assert client.delete(address).status_code == 204
    assert client.get(address).json()["submitted_at"] is None
    assert client.put(address).json()["submitted_at"]


def test_answers_by_the_api(world: World) -> None:
    assignment = make_assignment(world, mode=RoundMode.OPEN)
    address = f"/api/v1/assignments/{assignment.pk}/answers/"
    for role, body in (("pupil", "Mine"), ("classmate", "Theirs")):
        assert world.client(role).put(f"{address}2/", {"body": body}, **JSON).status_code == 204

    def listed(role: str) -> list[tuple[int, str, str]]:
        rows: list[dict[str, Any]] = world.client(role).get(address).json()["results"]
        return [(row["position"], row["author"]["name"], row["body"]) for row in rows]

    assert listed("pupil") == [(2, "pupil", "Mine")]
    assert listed("viewer") == []
    assert listed("colleague") == [(2, "classmate", "Theirs"), (2, "pupil", "Mine")]
    check_problem(world.client("pupil").put(f"{address}3/", {"body": "x"}, **JSON), 422, "bad-answer")
    assert world.client("pupil").put(f"{address}1/", {"body": "x" * 5001}, **JSON).status_code == 400


def test_pages_show_answers_to_those_who_may_read_them_only(world: World) -> None:
    assignment = make_assignment(world)
    save_answers(world.pupil, assignment, {1: "Says the ferryman"})
    submit_assignment(world.pupil, assignment)
    pages = [f"/assignments/{assignment.pk}/", f"/assignments/{assignment.pk}/answers/"]

    def sees(role: str) -> list[bool]:
        return ["Says the ferryman" in world.client(role).get(page).content.decode() for page in pages]

    assert sees("pupil") == [True, False]
    assert sees("classmate") == sees("viewer") == sees("teacher") == [False, False]
    assert rows_of_csv(world, assignment) == []
    lead_assignment(world.teacher, assignment)
    assert sees("teacher") == [False, True]
    transition_assignment(world.teacher, assignment, RoundState.REVEALED)
    assert sees("colleague") == [False, True]
    assert sees("classmate") == sees("viewer") == [False, False]


def test_answers_as_csv_are_no_formulas_and_can_be_without_names(world: World) -> None:
    assignment = make_assignment(world, mode=RoundMode.OPEN)
    save_answers(world.pupil, assignment, {1: "=1+1", 2: "Nobody"})
    submit_assignment(world.pupil, assignment)
    save_answers(world.classmate, assignment, {1: "A"})
    rows = rows_of_csv(world, assignment)
    assert [(row["person"], row["number"], row["answer"], row["handed in"]) for row in rows] == [
        ("classmate", "1", "A", "no"),
        ("pupil", "1", "'=1+1", "yes"),
        ("pupil", "2", "Nobody", "yes"),
    ]
    assert "person" not in rows_of_csv(world, assignment, "?names=hidden")[0]
    page = world.client("teacher").get(f"/assignments/{assignment.pk}/answers/?names=hidden&by=person")
    assert "classmate" not in page.content.decode()
    by_person = world.client("teacher").get(f"/assignments/{assignment.pk}/answers/?by=person")
    assert [name for name, _answers in by_person.context["sections"]] == ["classmate", "pupil"]


def test_progress_is_over_all_articles(world: World) -> None:
    assignment = make_assignment(world)
    first, second = rounds_of(assignment)
    mark(world.pupil, first, "shameful", "loaded-language")
    mark(world.pupil, second, "Nobody should be surprised.", "opinion")
    save_answers(world.pupil, assignment, {2: "Nobody"})

    def of_pupil() -> dict[str, Any]:
        rows = world.client("teacher").get(f"/api/v1/assignments/{assignment.pk}/progress/").json()["results"]
        return next(row for row in rows if row["person"]["name"] == "pupil")

    assert (of_pupil()["total"]["marks"], of_pupil()["answered"]) == (None, None)
    lead_assignment(world.teacher, assignment)
    assert of_pupil()["total"]["marks"] == 2
    assert [cell["marks"] for cell in of_pupil()["rounds"]] == [1, 1]
    assert (of_pupil()["answered"], of_pupil()["total"]["state"]) == (1, "started")


def test_teachers_find_the_plan_of_the_lesson_and_pupils_do_not(world: World) -> None:
    lesson = get_builtin_lesson("one-event-two-papers")
    assert lesson
    assignment = assign_lesson(world.teacher, lesson, world.team)
    words = lesson.content.plan[0].text[:20]
    address = f"/assignments/{assignment.pk}/"
    assert words in world.client("colleague").get(address).content.decode()
    assert words not in world.client("pupil").get(address).content.decode()
    assert len(rounds_of(assignment)) == len(lesson.content.articles) == 2


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_assignment_can_have(world: World, number: int) -> None:
    client = world.client("teacher")
    assert client.get(f"/api/v1/assignments/{number}/").status_code == 404
    assert client.get(f"/assignments/{number}/").status_code == 404
