"""The report's page and downloads over HTTP, with a real database."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from annotate.annotations.actions import AnnotationInput, put_annotation
from people.models import User
from reports.formats import formats
from tests.world import World

pytestmark = pytest.mark.django_db


def test_everybody_of_the_class_reads_the_combined_report(world: World) -> None:
    for role in ("teacher", "pupil", "viewer"):
        page = world.client(role).get(f"/articles/{world.article.pk}/report/").content.decode()
        for annotation in world.annotations.values():
            assert annotation.quote.split()[0] in page


def test_each_format_is_downloaded_under_the_articles_name(world: World) -> None:
    client = world.client("teacher")
    for slug, kind in formats().items():
        response = client.get(f"/api/v1/articles/{world.article.pk}/report.{slug}")
        assert response.status_code == 200
        assert response["Content-Type"] == kind.media_type
        assert f"report-{timezone.localdate():%Y-%m-%d}.{kind.ending}" in response["Content-Disposition"]


def test_an_unknown_format_names_those_there_are(world: World) -> None:
    response = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report.exe")
    assert response.status_code == 404
    assert "pdf, html, docx, odt, xlsx, csv, json" in response.json()["detail"]


def test_an_article_under_review_has_no_report_yet(world: World) -> None:
    client = world.client("teacher")
    page = client.get(f"/articles/{world.under_review.pk}/report/")
    assert page.url == f"/articles/{world.under_review.pk}/review/"
    assert client.get(f"/api/v1/articles/{world.under_review.pk}/report.pdf").status_code == 404


def test_the_number_of_readers_makes_no_more_queries(world: World, django_assert_num_queries: object) -> None:
    client = world.client("teacher")
    address = f"/articles/{world.article.pk}/report/"
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for number in range(5):
        _one_more_reader(world, number)
    with django_assert_num_queries(QUERIES):
        client.get(address)


# session, person, article, membership, text, rounds, tags, layers, marks, settled marks, sources, findings
QUERIES = 12


def _one_more_reader(world: World, number: int) -> None:
    reader = User.objects.create_user(f"reader{number}@school.example", name="Bo")
    world.team.memberships.create(user=reader, role="annotator")
    annotation = AnnotationInput("opinion", 2, 7, "Mayor", {}, "")
    put_annotation(reader, world.round, uuid4(), annotation)


def test_two_readers_of_one_name_stay_two(world: World) -> None:
    for number in range(2):
        _one_more_reader(world, number)
    data = Client(HTTP_ACCEPT="application/json")
    data.force_login(world.teacher)
    readers = data.get(f"/api/v1/articles/{world.article.pk}/report/").json()["made"]["readers"]
    assert {"Bo", "Bo (2)"} <= set(readers)
