"""The demo of campaigns: a newsroom with a small campaign that is half done."""

import tomllib
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from annotate.annotations.actions import AnnotationInput, put_annotation, submit_layer
from annotate.codebooks.actions import install_codebook
from annotate.enums import LayerKind
from annotate.models import Round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft
from campaigns.assigning.actions import next_article
from campaigns.enums import CampaignState, OwnResults, Purpose
from campaigns.models import Campaign, CampaignArticle
from campaigns.releasing.actions import release_complete
from campaigns.releasing.work import run_task
from campaigns.setup.actions import add_articles, add_participants, create_campaign, move_campaign
from campaigns.setup.actions.settings import CampaignSettings
from campaigns.training.actions import start_practice
from people.actions.accounts import add_member, create_team
from people.models import User
from people.permissions import Role
from people.terms import Kind

SCRIPT = Path(__file__).parent / "campaign.toml"
# How many articles each annotator hands in; the one after that stays open.
EACH = 4


def emails() -> list[str]:
    """Return the addresses of the demo's people, the lead first."""
    return [person["email"] for person in _script()["people"]]


@transaction.atomic
def load_demo(password: str) -> None:
    """Create the newsroom, its people, and the campaign. ``password`` is the hash of everybody's password."""
    script = _script()
    people = {
        one["name"]: User.objects.create(email=one["email"], password=password, name=one["name"])
        for one in script["people"]
    }
    lead, *annotators = people.values()
    team = create_team(lead, script["team"], Kind.TEAM)
    for person in annotators:
        add_member(team, person, Role.ANNOTATOR)
    texts = ("description", "licence", "authors", "guidelines")
    settings = CampaignSettings(
        script["title"],
        install_codebook(),
        per_article=2,
        control_every=3,
        own_results=OwnResults.FIGURES,
        **{name: script[name] for name in texts},
    )
    campaign = create_campaign(lead, team, settings)
    _add_articles(lead, campaign, script["articles"])
    add_participants(lead, campaign, annotators)
    move_campaign(lead, campaign, CampaignState.RUNNING)
    marks = {article["title"]: article.get("marks", []) for article in script["articles"]}
    for person in annotators:
        _annotate(person, start_practice(person, campaign), marks)
    for _ in range(EACH):
        for person in annotators:
            _annotate(person, next_article(person, campaign).article, marks)
    release_complete(lead, campaign)
    run_task(campaign.pk)


def _add_articles(lead: User, campaign: Campaign, articles: list[dict[str, Any]]) -> None:
    """Add the articles, and the answer keys of those that need one."""
    for article in articles:
        draft = Draft(text=article["text"].strip(), title=article["title"])
        texts = create_frozen_articles(lead, [draft], campaign.team)
        add_articles(lead, campaign, texts, Purpose(article.get("purpose", Purpose.ORDINARY)))
        if "purpose" in article:
            _put(
                lead,
                campaign.articles.get(round__text=texts[0]).round,
                article["marks"],
                "key",
                LayerKind.KEY,
            )


def _annotate(person: User, article: CampaignArticle, marks: dict[str, list[dict[str, Any]]]) -> None:
    """Highlight what the script says, and hand in; an article without highlights in the script stays open."""
    title = article.round.text.article.title
    if marks[title]:
        _put(person, article.round, marks[title], person.name, LayerKind.READER)
        submit_layer(person, article.round)


def _put(user: User, round_: Round, marks: list[dict[str, Any]], name: str, kind: LayerKind) -> None:
    for mark in marks:
        if name in mark["by"]:
            start = round_.text.body.index(mark["quote"])
            content = AnnotationInput(mark["tag"], start, start + len(mark["quote"]), mark["quote"], {}, "")
            put_annotation(user, round_, uuid4(), content, kind)


def _script() -> dict[str, Any]:
    return tomllib.loads(SCRIPT.read_text(encoding="utf-8"))
