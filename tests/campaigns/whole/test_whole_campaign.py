"""A campaign of 200 articles and 12 people, three of them an article, from upload to dataset.

Everybody uses the API. One annotator fails the practice at first, another is let in; one drifts after a while.
"""

import csv
import io
import zipfile
from base64 import b64encode
from collections import Counter, defaultdict
from dataclasses import dataclass

import pytest

from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, CampaignArticle
from people.actions.accounts import add_member, create_team
from people.models import User
from people.permissions import Role
from people.terms import Kind
from tests.campaigns.whole.corpus import Passage, article, table
from tests.campaigns.whole.people import Person
from tests.waiting import until
from tests.world import PASSWORD

ARTICLES, PEOPLE, PER_ARTICLE = 200, 12, 3
PRACTICE, CONTROL = range(1, 3), range(3, 8)
# After so many articles the last annotator calls opinions loaded, and leaves out what is alleged.
DRIFTS_AFTER = 20


@dataclass
class Desk:
    """The lead, the annotators, and the campaign."""

    lead: Person
    people: list[Person]
    campaign: int
    rounds: dict[int, int]
    articles: dict[int, int]


def number_of(title: str) -> int:
    return int(title.removeprefix("Letter "))


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    """Set up a campaign: people, the uploaded articles, keys of practice and control articles."""
    lead = User.objects.create_user("lead@desk.example", PASSWORD, "Lead")
    team = create_team(lead, "Desk", Kind.TEAM)
    users = [User.objects.create_user(f"a{n}@desk.example", PASSWORD, f"Quentin {n}") for n in range(PEOPLE)]
    for user in users:
        add_member(team, user, Role.ANNOTATOR)
    head = Person(lead)
    settings = {"title": "Quillmouth", "per_article": PER_ARTICLE, "guidelines": "# What to highlight\n\n…"}
    campaign = head.post(f"teams/{team.pk}/campaigns/", settings)["id"]
    upload(head, campaign, table(range(1, ARTICLES + 1)))
    rows = CampaignArticle.objects.filter(campaign=campaign).select_related("round__text__article")
    rounds = {number_of(row.round.text.article.title): row.round_id for row in rows}
    articles = {number_of(row.round.text.article.title): row.round.text.article_id for row in rows}
    for number in (*PRACTICE, *CONTROL):
        purpose = Purpose.PRACTICE if number in PRACTICE else Purpose.CONTROL
        head.patch(f"campaigns/{campaign}/articles/{articles[number]}/", {"purpose": purpose})
        text, passages = article(number)
        head.annotate(rounds[number], text, passages, layer="key")
    head.post(f"campaigns/{campaign}/people/", {"people": [user.pk for user in users]})
    head.put(f"campaigns/{campaign}/state/", {"state": "running"})
    return Desk(head, list(map(Person, users)), campaign, rounds, articles)


def upload(lead: Person, campaign: int, file: bytes) -> None:
    """Send a table in two parts, and wait until its articles are in the campaign."""
    name = b64encode(b"letters.csv").decode()
    tus = {"Tus-Resumable": "1.0.0"}
    headers = tus | {"Upload-Length": str(len(file)), "Upload-Metadata": f"filename {name}"}
    address = lead.client.post(f"/api/v1/campaigns/{campaign}/uploads/", headers=headers)["Location"]
    half = len(file) // 2
    for offset, part in ((0, file[:half]), (half, file[half:])):
        media_type = "application/offset+octet-stream"
        headers = tus | {"Upload-Offset": str(offset)}
        assert lead.client.patch(address, part, content_type=media_type, headers=headers).status_code == 204
    until(lambda: CampaignArticle.objects.filter(campaign=campaign).count() == ARTICLES)


def train(desk: Desk) -> None:
    """Everybody practises; the first one needs a second attempt, the second one is let in."""
    base = f"campaigns/{desk.campaign}/training/"
    for place, person in enumerate(desk.people):
        assert person.next_article(desk.campaign) is None
        assert person.why == "practice-first"
        for number in PRACTICE:
            assert person.post(f"{base}next/")["round"] == desk.rounds[number]
            text, passages = article(number)
            mistake = [Passage("opinion", passages[0].quote)]
            person.hand_in(desk.rounds[number], text, mistake if place < 2 else passages)
    failed, let_in = desk.people[:2]
    for number in PRACTICE:
        failed.post(f"{base}{desk.articles[number]}/again/")
        text, passages = article(number)
        failed.hand_in(desk.rounds[number], text, passages)
    desk.lead.post(f"{base}people/{let_in.user.pk}/let-in/")


def work(desk: Desk) -> None:
    """Everybody takes one article after the other until there are none left."""
    done: Counter[int] = Counter()
    waiting = list(desk.people)
    while waiting:
        for person in list(waiting):
            given = person.next_article(desk.campaign)
            if given is None:
                assert person.why in ("nothing-left", "all-taken")
                waiting.remove(person)
                continue
            number = number_of(given["title"])
            text, passages = article(number)
            drifts = person is desk.people[-1] and done[person.user.pk] >= DRIFTS_AFTER
            person.hand_in(given["round"], text, drifted(passages) if drifts else passages)
            done[person.user.pk] += 1


def drifted(passages: list[Passage]) -> list[Passage]:
    """Return what somebody highlights who has lost sight of the guidelines."""
    tags = {"opinion": "loaded-language"}
    return [
        Passage(tags.get(passage.tag, passage.tag), passage.quote)
        for passage in passages
        if passage.tag != "attributed-allegation"
    ]


def counted(desk: Desk) -> dict[str, Counter[int]]:
    """Return purpose -> how many articles have how many counted hand-ins."""
    by_purpose: dict[str, Counter[int]] = defaultdict(Counter)
    for row in CampaignArticle.objects.filter(campaign=desk.campaign):
        hand_ins = row.assignments.filter(state=AssignmentState.COUNTED).count()
        by_purpose[row.purpose][hand_ins] += 1
    return by_purpose


def move(desk: Desk, verb: str, before: str, count: int) -> None:
    """Release or reveal the articles, and wait until none is left ``before`` that."""
    assert desk.lead.post(f"campaigns/{desk.campaign}/{verb}/")[before] <= count
    until(lambda: desk.lead.get(f"campaigns/{desk.campaign}/release/")["task"] is None)
    assert desk.lead.get(f"campaigns/{desk.campaign}/release/")[before] == 0


def overall(desk: Desk) -> float:
    """Return the agreement of the campaign in one figure, uα per tag and pooled."""
    found = desk.lead.get(f"campaigns/{desk.campaign}/agreement/")
    return next(row["value"] for row in found["scores"] if (row["measure"], row["tag"]) == ("tagging", ""))


def test_a_whole_campaign(desk: Desk) -> None:
    base, drifter, steady = f"campaigns/{desk.campaign}", desk.people[-1].user, desk.people[0]
    train(desk)
    work(desk)
    ordinary = ARTICLES - len(PRACTICE) - len(CONTROL)
    assert counted(desk)[Purpose.ORDINARY] == {PER_ARTICLE: ordinary}
    assert counted(desk)[Purpose.CONTROL] == {PEOPLE: len(CONTROL)}
    assert desk.lead.get(f"{base}/incomplete/")["results"] == []

    # Leads see no figures before the release, and annotators no highlights of others after it.
    assert desk.lead.get(f"{base}/quality/")["released"] == 0
    move(desk, "release", "complete", ordinary + len(CONTROL))
    found = desk.lead.get(f"{base}/quality/")
    assert found["released"] == ordinary + len(CONTROL)
    assert [row["person"] for row in found["people"] if row["figures"]["drift"]] == [drifter.pk]
    assert desk.lead.get(f"{base}/people/{drifter.pk}/figures/")["passages"]
    own = ArticleAssignment.objects.filter(annotator=steady.user, state=AssignmentState.COUNTED)
    shown = steady.get(f"rounds/{own[0].article.round_id}/annotations/")["results"]
    assert {row["annotator"]["id"] for row in shown} == {steady.user.pk}

    with_drifter = overall(desk)
    desk.lead.put(f"{base}/people/{drifter.pk}/exclusion/")
    assert overall(desk) == 1 > with_drifter

    move(desk, "reveal", "released", ordinary + len(CONTROL))
    shown = steady.get(f"rounds/{own[0].article.round_id}/annotations/")["results"]
    assert {row["annotator"]["id"] for row in shown} > {steady.user.pk}

    files = dataset(desk)
    rows = csv.DictReader(io.StringIO(files["people.csv"]))
    people = [row for row in rows if row["takes_part"] == "true"]
    assert len(people) == PEOPLE
    assert [bool(row["excluded"]) for row in people].count(True) == 1
    assert len(files["articles.csv"].splitlines()) == 1 + ordinary + len(CONTROL)
    assert not any(person.user.name in text for person in desk.people for text in files.values())


def dataset(desk: Desk) -> dict[str, str]:
    """Make the dataset with pseudonyms; return its files of text by path."""
    base = f"campaigns/{desk.campaign}/dataset/"
    desk.lead.post(base, {"names": "hidden"})
    until(lambda: desk.lead.get(base)["last"]["finished"])
    response = desk.lead.client.get(f"/api/v1/{base}file/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        names = [name for name in archive.namelist() if name.endswith((".csv", ".md", ".cff"))]
        return {name: archive.read(name).decode() for name in names}
