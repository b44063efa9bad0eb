"""The groups of loaded words: what they have in common, the reason they give, and where they count."""

from dataclasses import dataclass
from enum import Enum

from web.i18n.lazy_message import Message


class Where(Enum):
    """Where a word of a group counts as loaded."""

    ANYWHERE = "anywhere"
    # Before a name or a word for people or politics, or as what somebody is said to be.
    LABEL = "label"
    # Before a word for people or politics.
    EPITHET = "epithet"
    # Before a name, or as what a person is said to be.
    NAME = "name"
    # A verb whose object or subject is a person, a name or a word of politics.
    METAPHOR = "metaphor"
    # A verb whose object or subject is a word of politics, or another thing that has no body.
    ABSTRACT = "abstract"
    # Before a word that judges.
    JUDGEMENT = "judgement"
    # A verb before what somebody says.
    SAYING = "saying"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of words. ``sure`` if they nearly always are loaded; the larger ``strength``, the stronger they are."""

    slug: str
    title: Message
    code: str
    where: Where
    sure: bool
    strength: int


SURE, MAYBE = True, False
GROUPS = {
    group.slug: group
    for group in (
        Group("insults", Message("Names for people"), "loaded-label", Where.ANYWHERE, SURE, 6),
        Group("outrage", Message("Shock and disgust"), "loaded-feeling", Where.ANYWHERE, SURE, 6),
        Group("phrases", Message("Set phrases that take sides"), "loaded-phrase", Where.ANYWHERE, SURE, 6),
        Group("attacks", Message("Fighting words"), "loaded-violence", Where.ANYWHERE, SURE, 5),
        Group("labels", Message("Labels on people and politics"), "loaded-label", Where.LABEL, SURE, 5),
        Group("mockery", Message("Mockery"), "loaded-mockery", Where.ANYWHERE, SURE, 5),
        Group("deceit", Message("Lies and tricks"), "loaded-deceit", Where.ANYWHERE, SURE, 4),
        Group("fear", Message("Fear and disaster"), "loaded-feeling", Where.ANYWHERE, SURE, 4),
        Group("outbursts", Message("Verbs that mock a speaker"), "loaded-stance", Where.ANYWHERE, SURE, 4),
        Group("power", Message("Power and its abuse"), "loaded-feeling", Where.ANYWHERE, SURE, 4),
        Group("fights", Message("Fighting words, if about politics"), "loaded-violence", Where.METAPHOR, SURE, 3),
        Group("harms", Message("Words of damage, if about politics"), "loaded-violence", Where.ABSTRACT, SURE, 3),
        Group("praise", Message("Praise"), "loaded-praise", Where.ANYWHERE, SURE, 3),
        Group("charges", Message("Strong words, if about politics"), "loaded-feeling", Where.EPITHET, MAYBE, 2),
        Group("drama", Message("Strong feelings"), "loaded-feeling", Where.ANYWHERE, MAYBE, 2),
        Group("intensifiers", Message("Words that add force"), "loaded-intensifier", Where.JUDGEMENT, MAYBE, 2),
        Group("judging", Message("Adverbs that comment"), "loaded-comment", Where.ANYWHERE, MAYBE, 1),
        Group("size", Message("Words that make things big or small"), "loaded-size", Where.ANYWHERE, MAYBE, 1),
        Group("stance", Message("Verbs that judge what is said"), "loaded-stance", Where.SAYING, MAYBE, 1),
        Group("topic-labels", Message("Topics that count only as a label"), "loaded-label", Where.NAME, MAYBE, 1),
    )
}  # fmt: skip
# The words that a team has added.
OWN = Group("own", Message("Your own words"), "loaded-own", Where.ANYWHERE, SURE, 7)
