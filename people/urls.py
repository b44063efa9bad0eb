"""Addresses of teams, invitations and the doors for guests."""

from django.urls import path

from people import account_views, join_views, lifecycle_views, token_views, views
from people.handover import views as handover_views

app_name = "people"
urlpatterns = [
    path("join/", join_views.join, name="join"),
    path("return/", join_views.come_back, name="return"),
    path("return/code/", join_views.return_code, name="return-code"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("account/name/", account_views.name, name="name"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", token_views.revoke, name="revoke-token"),
    path("teams/", views.teams, name="teams"),
    path("teams/archived/", views.archived_teams, name="archived-teams"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("teams/<int:pk>/archive/", lifecycle_views.archive, name="archive"),
    path("teams/<int:pk>/unarchive/", lifecycle_views.unarchive, name="unarchive"),
    path("teams/<int:pk>/delete/", lifecycle_views.delete, name="delete"),
    path("teams/<int:pk>/hand-over/", handover_views.hand_over, name="hand-over"),
    path("teams/<int:pk>/rename/", views.rename, name="rename"),
    path("teams/<int:pk>/invite/", views.invite, name="invite"),
    path("teams/<int:pk>/invitations/<int:invitation>/revoke/", views.revoke, name="revoke"),
    path("teams/<int:pk>/code/", views.code, name="code"),
    path("teams/<int:pk>/code/joined/", views.joined, name="joined"),
    path("teams/<int:pk>/members/<int:person>/role/", views.role, name="role"),
    path("teams/<int:pk>/members/<int:person>/remove/", views.remove, name="remove"),
    path("teams/<int:pk>/members/<int:person>/", views.guest, name="guest"),
]
