"""Databases of earlier versions, with their demo, can be migrated; a failing migration changes nothing.

``earlier/`` has databases as SQL: one of 0.1.0, and one from before each of the latest changes of tables. Add one when
migrations are added.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.operations.site import OtherSite, empty_site

pytestmark = pytest.mark.database
EARLIER = Path(__file__).parent / "earlier"
KIND = {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]


def number(version: Path) -> int:
    """Return which of these versions it is."""
    return int(version.name.partition(".")[0])


VERSIONS = sorted(EARLIER.glob(f"*.{KIND}.sql.gz"), key=number)
# On SQLite without the sweeps: the first, which passes through all migrations, the last, and two that are looked into.
SOME = (1, 6, 8, number(VERSIONS[-1])) if connection.vendor == "sqlite" else [*map(number, VERSIONS)]
COUNTED = (
    "people_user",
    "people_team",
    "articles_article",
    "articles_text",
    "annotate_annotation",
    "annotate_change",
)


# Commands in one process, which takes longer to start than they do to run.
PREPARE_AND_LOOK = """
from django.core.management import call_command
from campaigns.assigning.actions import next_article
from campaigns.counting.recounting import recount
from campaigns.models import Campaign
from campaigns.quality.load import compute_agreement
from operations.checks.run import run_checks
call_command("prepare")
print([problems for _check, problems in run_checks()])
for campaign in Campaign.objects.all():
    counters = list(campaign.articles.order_by("pk").values("taken", "counted", "completed_at"))
    recount(campaign)
    assert counters == list(campaign.articles.order_by("pk").values("taken", "counted", "completed_at"))
    assert next_article(campaign.participants.earliest("pk").user, campaign)
    assert compute_agreement(campaign).articles
call_command("export", "--as=teacher@claimlight.example", "--format=json", "--to={folder}/out")
"""


KINDS = "SELECT DISTINCT kind FROM people_team WHERE id {} (SELECT team_id FROM people_joincode)"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[OtherSite]:
    with empty_site(tmp_path, connection.vendor) as site:
        yield site


def query(site: OtherSite, *statements: str) -> list[tuple[object, ...]]:
    """Run statements on the site's database; return the rows of the last one."""
    if site.database:
        with psycopg.connect(site.database, autocommit=True) as server:
            for statement in statements:
                rows = server.execute(statement.encode())
            return rows.fetchall() if rows.description else []
    with closing(sqlite3.connect(site.folder / "claimlight.sqlite3")) as file, file:
        for statement in statements[:-1]:
            file.executescript(statement)
        return file.execute(statements[-1]).fetchall() if statements[-1] else []


def counts(site: OtherSite) -> list[tuple[object, ...]]:
    return query(site, "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in COUNTED))


def load_earlier(version: Path, site: OtherSite) -> None:
    query(site, gzip.decompress(version.read_bytes()).decode(), "")


def test_there_is_one_of_each() -> None:
    assert len(VERSIONS) >= 3


@pytest.mark.parametrize(
    "version",
    [
        pytest.param(path, id=path.name, marks=[] if number(path) in SOME else pytest.mark.sweep)
        for path in VERSIONS
    ],
)
def test_an_earlier_version_is_brought_up_to_date(version: Path, site: OtherSite) -> None:
    load_earlier(version, site)
    before = counts(site)
    assert all(before[0])
    output = site.does("shell", "--no-imports", "-c", PREPARE_AND_LOOK.format(folder=site.folder))
    assert counts(site) == before
    # What searching looks at is filled in.
    assert query(site, "SELECT count(*) FROM articles_article WHERE folded_title = ''") == [(0,)]
    # Groups have kinds since the sixth of these versions: one with a join code has become a class.
    if number(version) < 7:
        assert query(site, KINDS.format("IN")) == ([("class",)] if number(version) == 6 else [])
        assert query(site, KINDS.format("NOT IN")) in ([("team",)], [])
    # Readers alone get hints on request; only the eighth has one, who began before there were any.
    rounds = query(site, "SELECT DISTINCT hints FROM annotate_round ORDER BY hints")
    assert rounds == [("off",), ("on request",)][: 2 if number(version) == 8 else 1]
    # Campaigns are there since the eleventh; the campaign of its demo goes on.
    campaigns = query(site, "SELECT count(*) FROM campaigns_campaign")
    assert campaigns == [(1 if number(version) >= 11 else 0,)]
    assert "of round" not in output, "an annotation is not as the log has it"
    [report] = (site.folder / "out").iterdir()
    assert len(json.loads(report.read_bytes())["passages"]) > 5


def test_a_step_that_fails_is_taken_back_and_told(site: OtherSite) -> None:
    load_earlier(EARLIER / f"3.{KIND}.sql.gz", site)
    # A table with the name of one that the next version creates.
    query(site, "CREATE TABLE annotate_webhook (id integer)", "")
    steps = "SELECT app, name FROM django_migrations ORDER BY 1, 2"
    applied, counted = query(site, steps), counts(site)
    message = site.refuses("prepare")
    assert "could not be brought up to date" in message
    assert "still runs on it" in message
    # Steps of other parts may be taken before; the one that failed and those after it are not.
    now = query(site, steps)
    assert set(applied) <= set(now)
    assert {name for app, name in now if app == "annotate"} == {
        name for app, name in applied if app == "annotate"
    }
    assert counts(site) == counted
    query(site, "DROP TABLE annotate_webhook", "")
    site.does("prepare")
    assert counts(site) == counted
