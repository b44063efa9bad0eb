"""Files with marks, in and out of a browser: an import that is looked at first, many reports as one download."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Annotation
from reports.formats import UNKNOWN_FORMAT
from tests.reports.corpus.test_statistics import more_articles
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
REAL = Path(__file__).parents[2] / "golden" / "imports"


def test_a_team_moves_in_from_doccano(visit: Callable[..., Page], world: World) -> None:
    page = visit("/articles/", world.teacher)
    page.locator("main [href='/imports/']").click()
    page.locator("[name=team]").select_option(label=world.team.name)
    page.locator("[name=file]").set_input_files(REAL / "labelstudio.json")
    page.locator("form.upload button").click()
    expect(page.locator("[data-new-articles]")).to_have_text("2")
    page.wait_for_load_state()
    opinion = page.get_by_label("opinion", exact=True)
    expect(opinion).to_have_value("opinion")
    opinion.select_option("skip")
    row = page.get_by_role("row", name=re.compile("^opinion"))
    expect(row).to_have_class("skipped")
    page.get_by_label("Bo", exact=True).select_option(label=world.classmate.name)
    page.locator("form.import button.primary").click()
    expect(page.locator("[data-imported] [data-new-marks]")).to_have_text("10")
    assert (
        Annotation.objects.filter(
            layer__annotator=world.classmate, quote="Taxes fell by four per cent"
        ).count()
        == 1
    )
    page.get_by_role("link", name="Mayor slams critics", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mayor slams critics")


def test_what_cannot_be_read_is_said_and_the_form_stays(visit: Callable[..., Page], world: World) -> None:
    page = visit("/imports/", world.teacher)
    page.locator("[name=team]").select_option(label=world.team.name)
    page.locator("[name=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    page.locator("form.upload button").click()
    expect(page.get_by_role("alert")).to_contain_text(f"a.txt {UNKNOWN_FORMAT.template.partition('{')[0]}")
    expect(page.locator("[name=team]")).to_have_value(str(world.team.pk))


# The tests' server is no asynchronous one.
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
def test_many_reports_are_made_while_one_watches(
    visit: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    more_articles(world, 12)
    page = visit(f"/teams/{world.team.pk}/reports/", world.teacher)
    page.locator("main [href$='/reports/download/']").click()
    page.locator("[name=format][value=json]").click()
    with page.expect_download() as downloading:
        page.locator("main a[download]").click()
    downloading.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 13
        assert json.loads(archive.read(archive.namelist()[0]))["article"]["id"] == world.article.pk
    page.locator("form[action$='/drop/'] button").click()
    page.wait_for_url("**/articles/")


def test_what_is_being_made_can_be_cancelled(visit: Callable[..., Page], world: World) -> None:
    more_articles(world, 40)
    page = visit(f"/teams/{world.team.pk}/reports/download/", world.teacher)
    page.locator("[name=format][value=pdf]").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.locator("form[action$='/drop/'] button").click()
    page.wait_for_url("**/articles/")
