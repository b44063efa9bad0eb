"""The interface is in the reader's language: pages, errors, the report and its files, and the scripts."""

import csv
import io
import json

import pypdfium2
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from annotate.codebook import Codebook, read_codebook
from annotate.codebooks.translation import translate_codebook
from articles.sandbox.read import TOO_LARGE
from tests.routes import ABOUT, TABLE, Row
from tests.world import World
from web.i18n.lazy_message import Message
from web.i18n.translate import translate

# What is asked of the database does not depend on the language.
pytestmark = pytest.mark.once
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.5"}


# Published reports are in their own language for everybody.
PAGES = [
    row
    for row in TABLE
    if row.method == "GET" and not row.route.startswith("api:") and row.about != "published version"
]


def app_of(row: Row) -> str:
    return row.route.partition(":")[0] if ":" in row.route else "others"


@pytest.mark.parametrize("app", sorted({app_of(row) for row in PAGES}))
def test_every_page_is_there_in_spanish(world: World, app: str) -> None:
    for row in PAGES:
        if app_of(row) != app:
            continue
        # The lowest status that anybody gets: all pages with a 403 or a 404 are made of one template.
        roles = {row.expected()[role]: role for role in ("nobody", "pupil", "teacher")}
        status = min(roles)
        with transaction.atomic():
            response = row.request(world, world.client(roles[status], **SPANISH))
            transaction.set_rollback(True)
        assert response.status_code == status, str(row)
        if response.get("Content-Type", "").startswith("text/html"):
            assert response["Content-Language"] == "es", str(row)
            if status == 200:
                assert '<html lang="es" dir="ltr">' in response.content.decode(), str(row)


@pytest.mark.parametrize(
    ("route", "about", "words"),
    [
        ("annotate:guide", "", ["Las cuatro etiquetas", "Afirmación de hechos", "¿Podría buscarlo", "Cerrar sesión"]),
        ("articles:upload", "", ["Pega el artículo", "Solo para mí", "Foto o escaneo", "Añadir"]),
        ("articles:review", "under review", ["Revisar el texto", "Terminar la revisión", "Medio"]),
        ("annotate:annotate", "round", ["Lenguaje cargado", "Dirigida a", "/catalogue/"]),
        ("reports:report", "article", ["De un vistazo", "Quién lo dice", "Palabras cargadas", "Pasaje 1, "]),
        ("account_email", "", ["Tu cuenta", "Cambiar tu contraseña"]),
        ("account_change_password", "", ["Contraseña actual"]),
    ],
)  # fmt: skip
def test_what_a_page_says_in_spanish(world: World, route: str, about: str, words: list[str]) -> None:
    page = world.client("teacher", **SPANISH).get(reverse(route, kwargs=ABOUT[about](world)))
    text = page.content.decode()
    assert [word for word in words if word not in text] == []


def test_the_switch_wins_over_the_browser_and_is_remembered(world: World) -> None:
    client = Client(**SPANISH)
    assert b'lang="es"' in client.get("/guide/").content
    answer = client.post(reverse("language"), {"language": "en"}, HTTP_REFERER="http://testserver/guide/")
    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/guide/")
    assert b'<html lang="en"' in client.get("/guide/").content


def test_the_switch_leads_to_no_other_site(client: Client) -> None:
    answer = client.post(reverse("language"), {"language": "es"}, HTTP_REFERER="https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_a_problem_is_told_in_the_language_of_the_request(world: World) -> None:
    client = world.client("pupil", **SPANISH)
    url = reverse("api:annotation", kwargs=ABOUT["new mark"](world))
    sent = {"tag": "opinion", "start": 0, "end": 5, "quote": "xxxxx"}

    def detail(client: Client, **more: object) -> str:
        return client.put(url, sent | more, content_type="application/json").json()["detail"]

    assert detail(client) != detail(world.client("pupil"))
    unknown_tag = detail(client, tag="none")
    assert "«none»" in unknown_tag
    assert "factual-claim" in unknown_tag
    wrong_value = detail(client, quote=world.text.body[:5], details={"whose": "mine"})
    assert "«De quién es la opinión»" in wrong_value
    assert "author, quoted" in wrong_value
    assert detail(world.client("viewer", **SPANISH)) != detail(world.client("viewer"))


def test_a_file_that_cannot_be_read_is_refused_in_spanish(world: World) -> None:
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    file.name = "article.docx"
    client = world.client("teacher", **SPANISH)
    page = client.post(reverse("articles:upload"), {"files": file, "text": "", "title": ""}).content.decode()
    assert "termina en .docx, pero es una imagen PNG. Cámbiale el nombre" in page


def test_a_phrase_is_told_with_its_numbers_and_its_phrases() -> None:
    phrase = Message(
        "This text has {length} characters. Up to {most} are allowed. Upload only the part you need."
    )
    filled = phrase.format(length=2_500_000, most="{length}")
    assert (
        filled
        == "This text has 2,500,000 characters. Up to {length} are allowed. Upload only the part you need."
    )
    assert Message.from_json(json.loads(json.dumps(filled.to_json()))).values == filled.values
    with translation.override("es"):
        assert translate(filled).startswith(
            "Este texto tiene 2\xa0500\xa0000 caracteres. Se permiten hasta {length}."
        )
        assert translate(
            Message("This {what} is damaged or incomplete.").format(what=Message("web page"))
        ).endswith("página web is damaged or incomplete.")
        assert "21 MB" in translate(TOO_LARGE.format(size=21, most=20))


def test_a_teams_own_codebook_passes_through_unchanged() -> None:
    shipped = read_codebook("four-tags")
    own = Codebook("ours", shipped.title, 1, shipped.tags)
    with translation.override("es"):
        assert translate_codebook(shipped).tags[2].name == "Opinión"
        assert [tag.slug for tag in translate_codebook(shipped).tags] == [tag.slug for tag in shipped.tags]
        assert translate_codebook(own) == own


def test_the_files_come_in_spanish_and_their_columns_stay_english(world: World) -> None:
    client = world.client("teacher", **SPANISH)

    def download(slug: str) -> bytes:
        return client.get(reverse("api:report-download", args=[world.article.pk, slug])).content

    with pypdfium2.PdfDocument(download("pdf")) as pdf:
        paper = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert "INFORME SOBRE UN ARTÍCULO" in paper
    assert "Afirmación de hechos (AH)" in paper
    assert "Alegación atribuida (AA)" in paper
    assert "por comprobar" in paper
    page = download("html").decode()
    assert '<html lang="es" dir="ltr">' in page
    assert "El texto con resaltados" in page
    columns = next(csv.reader(io.StringIO(download("csv").decode("utf-8-sig"))))
    assert columns[:4] == ["passage", "reader", "tag", "start"]
    data = json.loads(download("json"))
    assert [tag["slug"] for tag in data["tags"]] == [tag.slug for tag in read_codebook("four-tags").tags]
    assert data["tags"][2]["name"] == "Opinión"


def test_dates_are_written_as_the_language_writes_them(world: World) -> None:
    world.article.published = "2024-03-04"
    world.article.save(update_fields=["published"])
    for headers, day in (({}, "4 March 2024"), (SPANISH, "4 de marzo de 2024")):
        assert day in world.client("teacher", **headers).get("/articles/").content.decode()


def test_the_catalogue_of_the_scripts_is_kept_under_its_version(world: World) -> None:
    page = world.client("teacher", **SPANISH).get("/articles/new/").content.decode()
    address = page.split('<script defer src="')[1].split('"')[0]
    answer = Client().get(address)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert '"Reading…":"Leyendo…"' in answer.content.decode()
    assert "no-store" in Client().get(address.replace(address.split("/")[2], "old"))["Cache-Control"]
    english = world.client("teacher").get("/articles/new/").content.decode()
    assert "/catalogue/" not in english
