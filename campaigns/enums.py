"""The states and settings of a campaign, what its articles are for, and the states of an assignment."""

from enum import StrEnum


class CampaignState(StrEnum):
    """Draft: being set up. Running: articles are handed out. Paused: none are, what people have stays open. Finished:
    nobody annotates any more.
    """

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Distribution(StrEnum):
    """Who annotates an article: everyone, as many people as the campaign says, or those whom a plan names."""

    EVERYONE = "everyone"
    SHARED = "shared"
    PLANNED = "planned"


class ArticleOrder(StrEnum):
    """In which order somebody gets articles that are needed equally: as listed, or a random order of their own."""

    FIXED = "fixed"
    RANDOM = "random"


class Purpose(StrEnum):
    """What an article is for. Control articles have an answer key, and nobody who annotates can tell them from others.

    Practice articles have one too; people annotate them first, and see how they did.
    """

    ORDINARY = "ordinary"
    CONTROL = "control"
    PRACTICE = "practice"


class AssignmentState(StrEnum):
    """Planned: for this person, not handed out yet. Open: they have it. Lapsed: they did nothing for too long, and it
    may go to somebody else. Counted: handed in, one of those that the article needs. Extra: handed in beyond these.
    """

    PLANNED = "planned"
    OPEN = "open"
    LAPSED = "lapsed"
    COUNTED = "counted"
    EXTRA = "extra"


class OwnResults(StrEnum):
    """What annotators learn of how they are doing: nothing, or their own figures on articles released to leads."""

    NONE = "none"
    FIGURES = "figures"
