"""Every change to how a campaign is set up: its settings and state, its articles, its people, and the plan."""

from campaigns.setup.actions.articles import add_articles, remove_articles, set_purpose, set_purposes
from campaigns.setup.actions.people import add_participants, remove_participant
from campaigns.setup.actions.plan import set_plan
from campaigns.setup.actions.settings import create_campaign, update_campaign
from campaigns.setup.actions.states import archive_campaign, delete_campaign, move_campaign, restore_campaign

__all__ = [
    "add_articles",
    "add_participants",
    "archive_campaign",
    "create_campaign",
    "delete_campaign",
    "move_campaign",
    "remove_articles",
    "remove_participant",
    "restore_campaign",
    "set_plan",
    "set_purpose",
    "set_purposes",
    "update_campaign",
]
