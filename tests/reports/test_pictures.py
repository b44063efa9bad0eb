"""The pictures of an article in its report: on the page, behind a link, and in the files for people."""

import io
import re
import zipfile

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze
from articles.models import Article
from articles.text.draft import Draft, Picture
from people.models import User
from reports.exports.everything import export_everything
from reports.formats import formats
from reports.loader import load_report
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.operations.test_doctor import problems
from tests.pictures import add_picture, photo
from tests.world import World, mark

pytestmark = pytest.mark.django_db
BODY = "Mill turns\n\nThe reckless council met.\n\nCaption of it."


@pytest.fixture
def article(world: World) -> Article:
    """An article of the teacher alone, with two pictures, a round and a highlight."""
    pictures = (
        Picture(BODY.index("Caption"), photo(1), 'A "mill" <b>', 240, 160),
        Picture(len(BODY), photo(2), "", 240, 160),
    )
    article = add_article(world.teacher, Draft(BODY, title="Mill turns", pictures=pictures), b"x", "a.docx")
    mark(world.teacher, create_round(world.teacher, freeze(world.teacher, article)), "reckless", "opinion")
    article.refresh_from_db()
    return article


def write(article: Article, user: User, slug: str) -> bytes:
    return formats()[slug].write(load_report(user, article, ReportOptions()).report)


def test_the_page_shows_pictures_between_the_paragraphs(world: World, article: Article) -> None:
    page = world.client("teacher").get(reverse("reports:report", args=[article.pk])).content.decode()
    sources = [
        reverse("articles:picture", args=[article.pk, picture.pk]) for picture in article.pictures.all()
    ]
    assert re.findall(r'<img src="([^"]+)"', page) == sources
    assert (
        page.index("reckless")
        < page.index(sources[0])
        < page.index(">Caption of it.")
        < page.index(sources[1])
    )
    assert "<b>" not in page.split('alt="A ')[1][:40]


def test_a_shared_report_shows_its_own_pictures_as_long_as_it_is_shared(
    world: World, article: Article
) -> None:
    share, token = share_report(world.teacher, article, ReportOptions(), 7, False)
    anybody = Client()
    link = reverse("reports:shared", args=[token])
    sources = re.findall(r'<img src="([^"]+)"', anybody.get(link).content.decode())
    assert len(sources) == 2
    for source in sources:
        assert source.startswith(link)
        response = anybody.get(source)
        assert response["Content-Type"] == "image/jpeg"
        assert b"".join(response).startswith(b"\xff\xd8\xff")
    other = add_picture(world.article)
    for pk in (other.pk, 987_654_321):
        assert anybody.get(reverse("reports:shared-picture", args=[token, pk])).status_code == 404
    picture = article.pictures.first()
    assert anybody.get(reverse("articles:picture", args=[article.pk, picture.pk])).status_code == 302
    share.delete()
    assert anybody.get(sources[0]).status_code == 404


def test_a_page_in_one_file_contains_them(world: World, article: Article) -> None:
    page = write(article, world.teacher, "html").decode()
    assert page.count('<img src="data:image/jpeg;base64,') == 2
    assert "img-src data:;" in page
    assert '<a href="data:' not in page


@pytest.mark.parametrize(("slug", "described"), [("docx", 'descr="A &quot;mill&quot; &lt;b'), ("odt", "A ")])
def test_office_files_contain_them(world: World, article: Article, slug: str, described: str) -> None:
    with zipfile.ZipFile(io.BytesIO(write(article, world.teacher, slug))) as file:
        pictures = [name for name in file.namelist() if name.startswith(("word/media/", "Pictures/"))]
        text = file.read("word/document.xml" if slug == "docx" else "content.xml").decode()
    assert len(pictures) == 2
    assert described in text
    assert (
        text.index("reckless")
        < text.index("mill&" if slug == "docx" else "draw:image")
        < text.index("Caption")
    )


def test_the_pdf_contains_them(world: World, article: Article) -> None:
    document = pypdfium2.PdfDocument(write(article, world.teacher, "pdf"))
    found = [image for page in document for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
    assert len(found) == 2


def test_they_are_in_the_download_of_everything(world: World, article: Article) -> None:
    data = b"".join(export_everything(world.teacher, [article.pk], article.created_at.date(), []))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert sum("/pictures/" in name for name in file.namelist()) == 2


def test_the_doctor_misses_a_picture_that_is_gone(article: Article) -> None:
    picture = article.pictures.first()
    picture.file.storage.delete(picture.file.name)
    assert picture.file.name in problems("originals")[0][0]
