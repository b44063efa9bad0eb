"""Pages: setup."""

from django.urls import path

from campaigns.enums import CampaignState
from campaigns.setup.pages import articles, campaigns, people, plan

MOVES = {
    "start": CampaignState.RUNNING,
    "pause": CampaignState.PAUSED,
    "finish": CampaignState.FINISHED,
}

urlpatterns = [
    path("teams/<int:pk>/campaigns/", campaigns.team_campaigns, name="team-campaigns"),
    path("teams/<int:pk>/campaigns/new/", campaigns.new, name="new"),
    path("campaigns/<int:pk>/settings/", campaigns.settings, name="settings"),
    *(
        path(f"campaigns/<int:pk>/{verb}/", campaigns.move, {"to": state}, name=verb)
        for verb, state in MOVES.items()
    ),
    path("campaigns/<int:pk>/archive/", campaigns.archive, name="archive"),
    path("campaigns/<int:pk>/restore/", campaigns.restore, name="restore"),
    path("campaigns/<int:pk>/delete/", campaigns.delete, name="delete"),
    path("campaigns/<int:pk>/people/", people.people, name="people"),
    path("campaigns/<int:pk>/people/<int:person>/remove/", people.remove_person, name="remove-person"),
    path("campaigns/<int:pk>/articles/", articles.articles, name="articles"),
    path("campaigns/<int:pk>/articles/add/", articles.add, name="add-articles"),
    path("campaigns/<int:pk>/articles/change/", articles.change, name="change-articles"),
    path("campaigns/<int:pk>/plan/", plan.plan, name="plan"),
    path("campaigns/<int:pk>/plan/csv/", plan.plan_csv, name="plan-csv"),
    path("campaigns/<int:pk>/plan/import/", plan.import_plan, name="import-plan"),
]
