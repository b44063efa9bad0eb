"""URLs of teams, invitations and guests."""

from django.urls import path

from people.handover import views as handover_views
from people.views import accounts, joining, lifecycle, teams, tokens

app_name = "people"
urlpatterns = [
    path("join/", joining.join, name="join"),
    path("return/", joining.return_as_guest, name="return"),
    path("return/code/", joining.return_code, name="return-code"),
    path("invitations/<str:token>/", teams.invitation, name="invitation"),
    path("account/", accounts.account, name="account"),
    path("account/name/", accounts.name, name="name"),
    path("account/time-zone/", accounts.time_zone, name="time-zone"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="revoke-token"),
    path("teams/", teams.team_list, name="teams"),
    path("teams/archived/", teams.archived_teams, name="archived-teams"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/archive/", lifecycle.archive, name="archive"),
    path("teams/<int:pk>/unarchive/", lifecycle.unarchive, name="unarchive"),
    path("teams/<int:pk>/delete/", lifecycle.delete, name="delete"),
    path("teams/<int:pk>/hand-over/", handover_views.hand_over, name="hand-over"),
    path("teams/<int:pk>/rename/", teams.rename, name="rename"),
    path("teams/<int:pk>/kind/", teams.kind, name="kind"),
    path("teams/<int:pk>/invite/", teams.invite, name="invite"),
    path("teams/<int:pk>/invitations/<int:invitation>/revoke/", teams.revoke, name="revoke"),
    path("teams/<int:pk>/code/", teams.join_code_page, name="code"),
    path("teams/<int:pk>/code/joined/", teams.join_count, name="joined"),
    path("teams/<int:pk>/members/<int:person>/role/", teams.role, name="role"),
    path("teams/<int:pk>/members/<int:person>/remove/", teams.remove, name="remove"),
    path("teams/<int:pk>/members/<int:person>/", teams.guest, name="guest"),
]
