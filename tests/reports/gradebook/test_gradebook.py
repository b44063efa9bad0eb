"""A teacher uploads a gradebook, says once who is who, and gets it back with scores."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse

from people.actions.teams import remove_member
from reports.gradebook.filling import read_gradebook
from reports.gradebook.matches import save_matches
from reports.models import GradebookMatch
from tests.reports.gradebook.test_platforms import CANVAS
from tests.reports.progress.test_progress import CONFUSED, exercise
from tests.world import World


def upload(world: World, link: int, data: bytes = CANVAS) -> HttpResponse:
    file = SimpleUploadedFile("2026-grades.csv", data, "text/csv")
    return world.client("teacher").post(
        f"/teams/{world.team.pk}/gradebook/", {"exercise": link, "file": file}
    )


def fields(response: HttpResponse) -> dict[str, str]:
    form = response.context["form"]
    values = {field.name: field.value() for field in form}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def test_who_is_who_is_said_once(world: World) -> None:
    round_ = exercise(world, CONFUSED)
    response = upload(world, round_.pk)
    form = fields(response)
    assert (form["row-2"], form["row-3"]) == ("", "")
    form |= {"row-2": str(world.pupil.pk), "row-3": str(world.classmate.pk), "column": "5"}
    client = world.client("teacher")
    filled = client.post(f"/teams/{world.team.pk}/gradebook/", form)
    assert filled.headers["Content-Disposition"] == 'attachment; filename="2026-grades.csv"'
    expected = CANVAS.replace(b"8A,15,,75", b"8A,13.33,,75").replace(b"8A,,7,", b"8A,0.00,7,")
    assert filled.content == expected
    assert {len(digest) for digest in GradebookMatch.objects.values_list("digest", flat=True)} == {64}
    again = fields(upload(world, round_.pk))
    assert (again["row-2"], again["row-3"]) == (str(world.pupil.pk), str(world.classmate.pk))


def test_the_same_person_twice_is_refused_and_nothing_is_lost(world: World) -> None:
    round_ = exercise(world, CONFUSED)
    form = fields(upload(world, round_.pk)) | {"row-2": str(world.pupil.pk), "row-3": str(world.pupil.pk)}
    response = world.client("teacher").post(f"/teams/{world.team.pk}/gradebook/", form)
    assert response.status_code == 422
    assert fields(response)["row-2"] == str(world.pupil.pk)
    assert not GradebookMatch.objects.exists()


def test_what_is_no_gradebook_is_refused_on_the_page(world: World) -> None:
    round_ = exercise(world, CONFUSED)
    assert upload(world, round_.pk, b"a,b\n1,2\n").status_code == 422
    tampered = {"content": "%%%", "exercise": round_.pk, "name": "x.csv"}
    response = world.client("teacher").post(f"/teams/{world.team.pk}/gradebook/", tampered)
    assert response.status_code == 422


def test_an_unrevealed_exercise_gives_no_scores(world: World) -> None:
    round_ = exercise(world, CONFUSED, reveal=False)
    page = world.client("teacher").get(f"/teams/{world.team.pk}/gradebook/").content.decode()
    assert "data-empty" in page
    body = {"content": CANVAS.decode("utf-8-sig"), "exercise": round_.pk}
    response = world.client("teacher").post(
        f"/api/v1/teams/{world.team.pk}/gradebook/", body, content_type="application/json"
    )
    assert response.status_code == 422


def test_the_same_through_the_api(world: World) -> None:
    round_ = exercise(world, CONFUSED)
    body = {
        "content": CANVAS.decode("utf-8-sig"),
        "exercise": round_.pk,
        "points": 10,
        "matches": [{"key": "101", "person": world.pupil.pk}],
    }
    address = f"/api/v1/teams/{world.team.pk}/gradebook/"
    data = world.client("teacher").post(address, body, content_type="application/json").json()
    assert data["platform"] == "canvas"
    assert data["content"].splitlines()[2].split(",")[6] == "6.67"
    assert [one["person"] for one in data["people"]] == [world.pupil.pk, None, None]
    wrong = body | {"matches": [{"key": "999", "person": world.pupil.pk}]}
    assert world.client("teacher").post(address, wrong, content_type="application/json").status_code == 422
    wrong = body | {"points": "nan"}
    assert world.client("teacher").post(address, wrong, content_type="application/json").status_code == 400
    assert world.client("pupil").post(address, body, content_type="application/json").status_code == 403


def test_a_list_to_copy_for_google_classroom(world: World) -> None:
    exercise(world, CONFUSED)
    page = world.client("teacher").get(f"/teams/{world.team.pk}/gradebook/").content.decode()
    assert "classmate\t0\npupil\t67" in page


def test_matches_go_with_the_member(world: World) -> None:
    round_ = exercise(world, CONFUSED)
    form = fields(upload(world, round_.pk)) | {"row-2": str(world.pupil.pk)}
    world.client("teacher").post(f"/teams/{world.team.pk}/gradebook/", form)
    assert GradebookMatch.objects.count() == 1
    remove_member(world.teacher, world.team, world.pupil)
    assert not GradebookMatch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_twice_at_once_is_filled_in_twice(world: World) -> None:
    gradebook = read_gradebook(CANVAS)
    matches = {2: world.pupil.pk, 3: world.classmate.pk}
    start = Barrier(4)

    def save() -> None:
        try:
            start.wait(timeout=30)
            for _number in range(5):
                save_matches(world.teacher, world.team, gradebook.platform, gradebook.students, matches)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        for future in [threads.submit(save) for _number in range(4)]:
            future.result(timeout=60)
    assert GradebookMatch.objects.count() == 2
