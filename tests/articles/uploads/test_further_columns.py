"""The further columns of a table that articles came in: those who annotate do not see them."""

import pytest

from articles.uploads.work import run_upload
from tests.articles.uploads.bulk import upload_file
from tests.world import World

pytestmark = pytest.mark.django_db
TABLE = "title,text,gold_label\nMill,The windmill of Oster turns again since Monday said the miller,secret-opinion\n"


@pytest.mark.parametrize(("who", "sees"), [("teacher", True), ("pupil", False)])
def test_columns_that_may_tell_the_answers_are_for_those_who_oversee_the_work(
    world: World, who: str, sees: bool
) -> None:
    upload = upload_file(world.teacher, world.team, "texts.csv", TABLE.encode())
    run_upload(upload.pk)
    upload.refresh_from_db()
    [article] = upload.added
    for url in (f"/articles/{article}/", f"/api/v1/articles/{article}/"):
        response = world.client(who).get(url)
        assert (response.status_code, "secret-opinion" in response.content.decode()) == (200, sees)
