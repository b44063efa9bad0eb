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
from tests.reports.corpus.test_statistics import more_articles
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
REAL = Path(__file__).parents[2] / "golden" / "imports"


def test_a_team_moves_in_from_doccano(visit: Callable[..., Page], world: World) -> None:
    page = visit("/articles/", world.teacher)
    page.get_by_role("link", name="Import").click()
    page.get_by_label("For").select_option(label=world.team.name)
    page.get_by_label("The file").set_input_files(REAL / "labelstudio.json")
    page.get_by_role("button", name="See what is in it").click()
    expect(page.get_by_role("heading", name="What is in the file")).to_be_visible()
    expect(page.get_by_role("list", name="In short")).to_contain_text("2 new articles")
    opinion = page.get_by_label("opinion", exact=True)
    expect(opinion).to_have_value("opinion")
    opinion.select_option(label="left out")
    row = page.get_by_role("row", name=re.compile("^opinion"))
    expect(row).to_have_class("skipped")
    page.get_by_label("Bo", exact=True).select_option(label=world.classmate.name)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    expect(page.get_by_role("list", name="In short")).to_contain_text("10 new marks")
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
    page.get_by_label("For").select_option(label=world.team.name)
    page.get_by_label("The file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    page.get_by_role("button", name="See what is in it").click()
    expect(page.get_by_role("alert")).to_contain_text("a.txt is none of the files that can be read here")
    expect(page.get_by_label("For")).to_have_value(str(world.team.pk))


# The tests' server is no asynchronous one.
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
def test_many_reports_are_made_while_one_watches(
    visit: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    more_articles(world, 12)
    page = visit(f"/teams/{world.team.pk}/reports/", world.teacher)
    page.get_by_role("link", name="Download all reports").click()
    page.get_by_role("button", name="Download: JSON, for programs").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download", exact=True).click()
    downloading.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 13
        assert json.loads(archive.read(archive.namelist()[0]))["article"]["id"] == world.article.pk
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_role("heading", name="Articles")).to_be_visible()


def test_what_is_being_made_can_be_cancelled(visit: Callable[..., Page], world: World) -> None:
    more_articles(world, 40)
    page = visit(f"/teams/{world.team.pk}/reports/download/", world.teacher)
    page.get_by_role("button", name="Download: PDF").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Articles")).to_be_visible()
