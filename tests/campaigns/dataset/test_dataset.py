"""What is in a dataset: its files belong together, and only what is released is in it."""

import hashlib
import io
import json
import zipfile

import pytest

from annotate.codebooks.toml import loads
from annotate.enums import RoundMode
from annotate.models import Round
from articles.models import Article
from campaigns.dataset.actions import NothingReleased, start_dataset
from campaigns.dataset.names import person_names
from campaigns.dataset.options import dataset_formats
from campaigns.enums import Purpose
from campaigns.models import Campaign, CampaignArticle
from campaigns.quality.actions import exclude_person
from people.models import User
from tests.campaigns.dataset.made import Made, make
from tests.campaigns.quality.world import hand_out_and_in, released_campaign
from tests.campaigns.small import SmallCampaign, add_articles, small_campaign
from tests.world import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallCampaign:
    """Two released articles, a control article, and one that is not released."""
    small = released_campaign(
        guidelines="# Highlight\n\nall *opinions*", licence="CC-BY-4.0", description="About fees."
    )
    [unreleased] = add_articles(small.lead, small.campaign, 1)
    hand_out_and_in(small.people[0], unreleased, 1)
    add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    return small


def articles_in(made: Made) -> list[int]:
    return [int(row["article"]) for row in made.rows("articles.csv")]


def article_ids(articles: list[CampaignArticle]) -> list[int]:
    return [article.round.text.article_id for article in articles]


def everything(made: Made) -> str:
    """Return all files as one text, those in ZIP archives too."""
    texts = [*made.files]
    for content in made.files.values():
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                texts += [archive.read(name).decode() for name in archive.namelist()]
        else:
            texts.append(content.decode())
    return "\n".join(texts)


def test_only_released_articles_are_in_it(small: SmallCampaign) -> None:
    made = make(small.lead, small.campaign)
    assert articles_in(made) == article_ids(small.articles)
    assert {row["article"] for row in made.lines("highlights.jsonl")} == set(article_ids(small.articles))
    assert {int(row["article"]) for row in made.rows("assignments.csv")} == set(article_ids(small.articles))
    assert "not released yet: 1." in made.text("README.md")


def test_further_columns_are_in_the_table_and_in_the_complete_files(small: SmallCampaign) -> None:
    article = small.articles[0].round.text.article
    Article.objects.filter(pk=article.pk).update(metadata={"region": "Tamsin Valley"})
    made = make(small.lead, small.campaign)
    cells = {int(row["article"]): row["metadata"] for row in made.rows("articles.csv")}
    assert json.loads(cells[article.pk]) == {"region": "Tamsin Valley"}
    [path] = [name for name in made.files if name.startswith(f"formats/claimlight/{article.pk}-")]
    assert json.loads(made.text(path))["article"]["metadata"] == {"region": "Tamsin Valley"}


def test_without_a_released_article_there_is_none() -> None:
    small = small_campaign(people=1, articles=1)
    with pytest.raises(NothingReleased):
        start_dataset(small.lead, small.campaign, True, ())


def test_quotes_are_where_the_table_says(small: SmallCampaign) -> None:
    made = make(small.lead, small.campaign)
    texts = {int(row["article"]): row for row in made.rows("articles.csv")}
    highlights = made.lines("highlights.jsonl")
    assert len(highlights) == 15
    for one in highlights:
        body = made.text(texts[one["article"]]["text"])
        assert body[one["start"] : one["end"]] == one["quote"]
        assert hashlib.sha256(body.encode()).hexdigest() == texts[one["article"]]["sha256"]


def test_checksums_are_those_of_all_files(small: SmallCampaign) -> None:
    made = make(small.lead, small.campaign)
    sums = [line.split("  ") for line in made.text("SHA256SUMS").splitlines()]
    assert {path for _digest, path in sums} == made.files.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(made.files[path]).hexdigest() == digest for digest, path in sums)


def test_the_same_data_gives_the_same_bytes_in_every_format(small: SmallCampaign) -> None:
    first, second = (make(small.lead, small.campaign, False, dataset_formats()) for _ in range(2))
    different = [path for path in first.files if first.files[path] != second.files.get(path)]
    assert not different
    assert first.content == second.content


def test_pseudonyms_are_in_every_file_the_same_and_nobody_is_named(small: SmallCampaign) -> None:
    User.objects.filter(pk=small.people[0].pk).update(name="Ibarrola")
    User.objects.filter(pk=small.lead.pk).update(name="Zubizarreta")
    exclude_person(small.lead, small.campaign.participants.get(user=small.people[0]))
    made = make(small.lead, small.campaign, False, dataset_formats())
    text = everything(made)
    for name in ("Ibarrola", "Zubizarreta", "Annotator 2", "desk.example"):
        assert name not in text
    people = {row["person"] for row in made.rows("people.csv") if row["takes_part"] == "true"}
    assert len(people) == 3
    assert people == {row["person"] for row in made.lines("highlights.jsonl")}
    assert people == {row["person"] for row in made.rows("assignments.csv")}
    [record, *_] = [json.loads(made.text(name)) for name in made.files if name.endswith("claimlight.json")]
    assert people <= {person["name"] for person in record["people"]}
    [event] = made.rows("events.csv")
    assert json.loads(event["details"])["person"] in people
    assert len(event["time"]) == len("2026-11-30")


def test_pseudonyms_are_the_same_in_the_next_dataset_and_others_in_another_campaign() -> None:
    campaign, other = Campaign(pk=1), Campaign(pk=2)
    assert person_names(campaign, named=False).of(7) == person_names(campaign, named=False).of(7)
    assert person_names(campaign, named=False).of(7) != person_names(other, named=False).of(7)


def test_two_people_of_one_name_are_told_apart_in_every_file(small: SmallCampaign) -> None:
    User.objects.filter(pk__in=[person.pk for person in small.people]).update(name="Ana")
    made = make(small.lead, small.campaign)
    people = {row["person"]: int(row["highlights"]) for row in made.rows("people.csv")}
    assert people == {"Ana": 6, "Ana (2)": 6, "Ana (3)": 3}
    assert people.keys() == {row["person"] for row in made.rows("assignments.csv")}


def test_another_round_on_an_article_is_not_in_it(small: SmallCampaign) -> None:
    text = small.articles[0].round.text
    other = Round.objects.create(text=text, codebook=small.campaign.codebook, mode=RoundMode.OPEN)
    mark(small.lead, other, "Fees rose", "factual-claim")
    made = make(small.lead, small.campaign, True, dataset_formats())
    assert len(made.lines("highlights.jsonl")) == 15
    assert "Fees rose by" in everything(made)
    assert '"quote": "Fees rose"' not in everything(made)


def test_answer_keys_of_control_articles_are_a_file_of_their_own(small: SmallCampaign) -> None:
    keys = make(small.lead, small.campaign).lines("answer-keys.jsonl")
    [control] = article_ids(small.articles[2:])
    assert [(one["article"], one["quote"]) for one in keys] == [
        (control, "It was a disgrace"),
        (control, "shameful"),
    ]


def test_excluded_people_are_marked_and_left_out_of_the_agreement(small: SmallCampaign) -> None:
    exclude_person(small.lead, small.campaign.participants.get(user=small.people[2]))
    made = make(small.lead, small.campaign)
    assert [row["person"] for row in made.rows("people.csv") if row["excluded"]] == ["Annotator 3"]
    agreement = json.loads(made.text("agreement.json"))
    assert (agreement["excluded"], agreement["people"]) == (["Annotator 3"], 2)
    assert "Annotator 3" in made.text("agreement.md")
    assert agreement["seed"]


def test_spreadsheets_find_no_formula_and_names_of_files_are_safe(small: SmallCampaign) -> None:
    article = small.articles[0].round.text.article
    article.title = "=1+1 ../../../etc/passwd"
    article.save(update_fields=["title"])
    made = make(small.lead, small.campaign)
    assert made.rows("articles.csv")[0]["title"] == "'=1+1 ../../../etc/passwd"
    assert not [path for path in made.files if ".." in path or path.startswith("/")]


def test_the_codebook_and_the_guidelines_are_as_they_were(small: SmallCampaign) -> None:
    made = make(small.lead, small.campaign)
    assert made.text("guidelines.md") == "# Highlight\n\nall *opinions*\n"
    [path] = [path for path in made.files if path.startswith("codebook/")]
    assert loads(made.files[path]).slug == small.campaign.codebook.slug
    assert "CC-BY-4.0" in made.text("LICENSE.txt")


def test_every_file_is_in_the_readme(small: SmallCampaign) -> None:
    made = make(small.lead, small.campaign, True, dataset_formats())
    readme = made.text("README.md")
    paths = {path if "/" not in path else path.rpartition("/")[0] + "/" for path in made.files} - {
        "README.md"
    }
    assert not [path for path in paths if f"`{path}`" not in readme]
