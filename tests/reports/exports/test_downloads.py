"""Downloads from a real server: streams arrive complete, in the language of the request."""

import io
import json
import zipfile
from collections.abc import Iterator

import httpx
import pytest

from tests.site import Site
from tests.waiting import until


def send(client: httpx.Client, path: str, **given: str) -> httpx.Response:
    response = client.post(path, data=given | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    assert response.status_code == 302, response.text
    return response


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    site = Site(tmp_path_factory.mktemp("served") / "var")
    headers = {"Authorization": f"Token {site.token('teacher')}", "Referer": site.url}
    with httpx.Client(base_url=site.url, headers=headers, timeout=60) as client:
        client.get("/accounts/login/")
        given = {
            "login": "teacher@claimlight.example",
            "password": (site.folder / "demo_password").read_text(),
        }
        send(client, "/accounts/login/", **given)
        yield client
    site.kill()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_teams_reports(client: httpx.Client, language: str) -> None:
    response = client.get("/api/v1/teams/1/reports.html.zip", headers={"Accept-Language": language})
    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        (page,) = (archive.read(name).decode() for name in archive.namelist())
    assert f'<html lang="{language}"' in page
    assert ("Afirmación de hechos" in page) is (language == "es")


def test_an_articles_original_and_its_report(client: httpx.Client) -> None:
    report = client.get("/api/v1/articles/1/report.json")
    assert json.loads(report.content)["article"]["title"]
    page = client.get("/api/v1/articles/1/report.html")
    assert page.text.rstrip().endswith("</html>")
    assert int(page.headers["Content-Length"]) == len(page.content)


def test_a_download_that_was_made_while_one_watched_and_a_part_of_it(client: httpx.Client) -> None:
    address = send(client, "/teams/1/reports/download/", format="csv").headers["Location"]
    until(lambda: client.get(address, headers={"Accept": "application/json"}).json()["finished"])
    complete = client.get(f"{address}file/")
    assert int(complete.headers["Content-Length"]) == len(complete.content)
    assert zipfile.is_zipfile(io.BytesIO(complete.content))
    part = client.get(f"{address}file/", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, complete.content[10:20])
