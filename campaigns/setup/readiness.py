"""What a campaign still needs before articles can be handed out."""

from dataclasses import dataclass

from annotate.access import versions_of
from campaigns.access import articles_of, participants_of
from campaigns.enums import Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign
from campaigns.setup.keys import articles_without_key
from campaigns.setup.touched import has_fixed_tags
from web.i18n.lazy_message import Message

NO_PEOPLE = Message("Add the people who annotate.")
NO_ARTICLES = Message("Add articles.")
NO_KEYS = Message("Write the reference annotations of {count} practice and control articles.")
NO_KEY = Message("Write the reference annotations of “{title}”.")
NO_PLAN = Message("Plan who annotates which articles.")
TOO_FEW = Message("Each article needs {needed} people, but only {people} take part.")
OLDER_TAGS = Message(
    "These tags were edited since: the campaign uses version {used}, and there is version {newest}. Choose it under "
    "“Which tags?”, or leave it."
)
TOO_LITTLE = Message(
    "All articles together need {needed} annotations, but {people} people with at most {most} articles each can make "
    "only {possible}."
)


@dataclass(frozen=True)
class Problem:
    """Something that is missing, and the page where it is done: articles, training, people, plan or settings.

    Without ``blocks`` the campaign can start all the same.
    """

    message: Message
    page: str
    blocks: bool = True


def problems(campaign: Campaign) -> list[Problem]:
    """Return what is missing, in the order in which people do it."""
    people = participants_of(campaign).count()
    articles = articles_of(campaign).exclude(purpose=Purpose.PRACTICE).count()
    missing = []
    if not articles:
        missing.append(Problem(NO_ARTICLES, "articles"))
    missing += _missing_keys(campaign)
    if not people:
        missing.append(Problem(NO_PEOPLE, "people"))
    elif campaign.distribution == Distribution.PLANNED:
        missing += _missing_plan(campaign)
    elif campaign.distribution == Distribution.SHARED:
        missing += _too_few(campaign, people, articles)
    return missing + _older_tags(campaign)


def _missing_keys(campaign: Campaign) -> list[Problem]:
    rows = articles_without_key(campaign)
    count = rows.count()
    if not count:
        return []
    one = NO_KEY.format(title=rows[0].round.text.article.title)
    return [Problem(one if count == 1 else NO_KEYS.format(count=count), "training")]


def _missing_plan(campaign: Campaign) -> list[Problem]:
    planned = ArticleAssignment.objects.filter(article__campaign=campaign)
    return [] if planned.exists() else [Problem(NO_PLAN, "plan")]


def _older_tags(campaign: Campaign) -> list[Problem]:
    """Point out a newer version of the codebook as long as the campaign can still change to it."""
    newest = versions_of(campaign.codebook)[0]
    if newest == campaign.codebook or has_fixed_tags(campaign):
        return []
    message = OLDER_TAGS.format(used=campaign.codebook.version, newest=newest.version)
    return [Problem(message, "settings", blocks=False)]


def _too_few(campaign: Campaign, people: int, articles: int) -> list[Problem]:
    if people < campaign.per_article:
        return [Problem(TOO_FEW.format(needed=campaign.per_article, people=people), "people", blocks=False)]
    needed = campaign.per_article * articles
    possible = people * (campaign.max_per_person or needed)
    if possible >= needed:
        return []
    numbers = {"needed": needed, "people": people, "most": campaign.max_per_person, "possible": possible}
    return [Problem(TOO_LITTLE.format(**numbers), "settings", blocks=False)]
